import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { tmpdir } from 'node:os'
import { test, type TestContext } from 'node:test'
import type { PersonId } from '../../src/domain/kernel.ts'
import type { Policy } from '../../src/domain/policy.ts'
import { completed } from '../../src/policy/complete.ts'
import { makeKey } from '../../src/services/access.ts'
import { openPolicies, publishPolicy } from '../../src/services/policies.ts'
import { against } from '../support/command-database.ts'
import { listen } from '../support/hear.ts'
import { ask, right, testDesk, type Answer } from '../support/http.ts'
import { editedFolder, lineOf, meridianFolder, zoho, zohoFolder } from '../support/policies.ts'

const forms = { file: 'products.yaml', from: 'name: Zoho Forms', to: 'name: Zoho Forms and Surveys' }

async function desk(context: TestContext, edits = [forms], folder?: string) {
  const policyFolder = folder ?? (await editedFolder(context, zohoFolder, edits))
  const held = await testDesk(context, { policyFolder })
  const send =
    (key: string) =>
    (method: string, path: string, body?: unknown, headers = {}) =>
      ask(held.url, method, `/api/v1${path}`, { key, headers, ...(body === undefined ? {} : { body }) })
  const as = async (email: string) => send(await held.keyOf(email))
  return {
    held,
    folder: policyFolder,
    admin: await as('admin@vendor.example'),
    agent: await as('agent@vendor.example'),
    aurora: await as('asha@aurora.example'),
    /** Somebody else who administers. */
    async another() {
      const first = await as('admin@vendor.example')
      const body = { name: 'Bob Admin', email: 'bob@vendor.example', role: 'admin', desks: [] }
      const { body: added } = await first('POST', '/staff', body)
      return send((await makeKey(held.app, added.id as PersonId, { scope: 'full', label: 'test' })).key)
    },
  }
}

const edit = async (folder: string, file: string, from: string, to: string): Promise<void> => {
  const text = await readFile(join(folder, file), 'utf8')
  assert.ok(text.includes(from), from)
  await writeFile(join(folder, file), text.replace(from, to))
}

type Sender = Awaited<ReturnType<typeof desk>>['admin']

async function checked(admin: Sender): Promise<{ digest: string; follows: number }> {
  const { status, body } = await admin('GET', '/policy/folder')
  assert.equal(status, 200, JSON.stringify(body))
  assert.deepEqual(body.mistakes, [])
  return { digest: body.publishable.digest, follows: body.publishable.follows }
}

function assertRefused({ status, headers, body }: Answer, expected: number, words: RegExp): void {
  assert.equal(status, expected, JSON.stringify(body))
  assert.equal(headers.get('content-type'), 'application/problem+json')
  assert.match(body.detail, words)
}

const versions = async (whose: Sender) => (await whose('GET', '/policy/versions')).body.items
const openTicket = async (whose: Sender) => (await whose('POST', '/tickets', right)).body

test('What is checked is published: it holds at once, an open ticket keeps its own, and the audit says who it was (C9, G2)', async (t) => {
  const { held, admin, agent, aurora, folder } = await desk(t)
  const old = await openTicket(aurora)
  const { body: check } = await admin('GET', '/policy/folder')
  assert.deepEqual([check.folder, check.mistakes, check.openTickets, check.publishable.follows], [folder, [], 1, 1])
  const difference = { path: 'products[forms].name', before: 'Zoho Forms', after: 'Zoho Forms and Surveys' }
  assert.deepEqual(check.publishable.differences, [difference])
  assert.equal(check.publishable.coverage.summary.length > 3, true)

  held.setTime('2026-03-10T07:00:00Z')
  const order = await checked(admin)
  const done = await admin('POST', '/policy/versions', order, { 'idempotency-key': 'once' })
  const ada = { id: held.people.admin.id, name: 'Ada Admin' }
  const second = { version: 2, publishedAt: '2026-03-10T07:00:00Z', publishedBy: ada, isCurrent: true, openTickets: 0 }
  assert.deepEqual([done.status, done.body], [201, second])
  assert.equal((await aurora('GET', '/policy')).body.version, 2)
  const young = await openTicket(aurora)
  assert.deepEqual([(await agent('GET', `/tickets/${old.id}`)).body.policyVersion, young.policyVersion], [1, 2])
  const again = await admin('POST', '/policy/versions', order, { 'idempotency-key': 'once' })
  assert.deepEqual([again.status, again.body, again.headers.get('idempotency-replayed')], [201, second, 'true'])

  const listed = await versions(agent)
  assert.deepEqual(
    listed.map(({ version, isCurrent, openTickets, publishedBy }: any) => [
      version,
      isCurrent,
      openTickets,
      publishedBy,
    ]),
    [
      [2, true, 1, ada],
      [1, false, 1, null],
    ],
  )
  const { body: audit } = await admin('GET', '/audit?kind=policies&limit=1')
  assert.deepEqual(
    [audit.items[0].by.person.name, audit.items[0].thing.key, audit.items[0].act],
    ['Ada Admin', '2', 'added'],
  )
  assert.deepEqual(
    audit.items[0].changes.map(({ field }: any) => field).filter((field: string) => /document|shape/.test(field)),
    [],
  )
  const { body: diff } = await agent('GET', '/policy/differences?to=2')
  assert.deepEqual(diff, { from: 1, to: 2, items: [difference] })
  const { body: back } = await agent('GET', '/policy/differences?from=2&to=1')
  assert.deepEqual(back.items, [{ ...difference, before: difference.after, after: difference.before }])
})

test('All mistakes of the folder are shown at once, with file, line, path, what was found and what is expected; nothing can be published (C9)', async (t) => {
  const { admin, folder } = await desk(t, [
    { file: 'tiers.yaml', from: 'targetPosition: 0.5', to: 'targetPosition: half' },
    { file: 'tickets.yaml', from: 'moreThan: 5', to: 'moreThen: 5' },
  ])
  const { status, body } = await admin('GET', '/policy/folder')
  assert.equal(status, 200)
  assert.equal(body.publishable, null)
  const tier = body.mistakes.find(({ file }: any) => file === 'tiers.yaml')
  assert.deepEqual(
    [tier.line, tier.path, tier.found, tier.expected],
    [await lineOf(folder, 'tiers.yaml', 'half'), 'tiers[1].targetPosition', "'half'", 'a number from 0 to 1'],
  )
  const overuse = body.mistakes.filter(({ file }: any) => file === 'tickets.yaml')
  const line = await lineOf(folder, 'tickets.yaml', 'moreThen')
  assert.ok(
    overuse.some((each: any) => each.line === line && each.found === "the unknown key 'moreThen'"),
    JSON.stringify(overuse),
  )
  await edit(folder, 'tiers.yaml', 'half', '0.5')
  await edit(folder, 'tickets.yaml', 'moreThen', 'moreThan')
  const { body: mended } = await admin('GET', '/policy/folder')
  assert.deepEqual([mended.mistakes, mended.publishable.differences], [[], []])
})

test('A wrong example of the folder is a mistake of it, as on the command line (C9)', async (t) => {
  const { admin } = await desk(t, [
    {
      file: 'tiers.yaml',
      from: 'id: premium, name: Premium, rank: 3, targetPosition: 0',
      to: 'id: premium, name: Premium, rank: 3, targetPosition: 0.1',
    },
  ])
  const { body } = await admin('GET', '/policy/folder')
  assert.equal(body.publishable, null)
  assert.ok(body.mistakes.length > 0 && body.mistakes.every(({ file }: any) => file === 'examples.yaml'))
})

test('A folder that was changed since it was checked is refused, whether it is right or wrong now, and nothing is published (C9)', async (t) => {
  const { admin, folder } = await desk(t)
  const order = await checked(admin)
  await edit(folder, 'products.yaml', 'Forms and Surveys', 'Forms and Polls')
  assertRefused(await admin('POST', '/policy/versions', order), 409, /changed it meanwhile.*[Cc]heck it again/)
  await edit(folder, 'products.yaml', 'Zoho Forms and Polls', '')
  const wrong = await admin('POST', '/policy/versions', order)
  assertRefused(wrong, 422, /has mistakes now/)
  const line = await lineOf(folder, 'products.yaml', 'id: forms')
  const place = zoho.products.findIndex(({ id }) => id === 'forms')
  assert.deepEqual(wrong.body.errors, [
    { field: `products.yaml:${line} products[${place}].name`, message: 'Found nothing; expected a text.' },
  ])
  assert.equal((await versions(admin)).length, 1)
})

test('What the folder says already holds: there is nothing to publish (C9)', async (t) => {
  const { admin } = await desk(t, [])
  assertRefused(await admin('POST', '/policy/versions', await checked(admin)), 409, /Nothing to publish.*version 1/)
})

test('A policy without a tier that partners have is not published: they are named, by the screen’s way and by the command line (A2, C9)', async (t) => {
  const { held, admin } = await desk(t, [], meridianFolder)
  const { body } = await admin('GET', '/policy/folder')
  assert.deepEqual(body.publishable.obstacles, [
    "One partner is of the tier 'advanced', which it has not: keep that tier, or give it another one first.",
    "One partner is of the tier 'premium', which it has not: keep that tier, or give it another one first.",
  ])
  const { digest, follows } = body.publishable
  assertRefused(await admin('POST', '/policy/versions', { digest, follows }), 409, /'advanced'.*'premium'/)
  const told = await against(held.app.db.connection as string)(`policy publish ${meridianFolder}`)
  assert.deepEqual([told.status, told.out], [1, ''])
  assert.match(told.err, /cannot be published as it is\. One partner is of the tier 'advanced'/)
  assert.equal((await versions(admin)).length, 1)
})

test('Two administrators at once publish one version, and the other is told who was quicker (C9, G2)', async (t) => {
  const { admin, another, folder } = await desk(t)
  const bob = await another()
  const order = await checked(admin)
  assert.deepEqual(await checked(bob), order)
  const both = await Promise.all([admin, bob].map((whose) => whose('POST', '/policy/versions', order)))
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [201, 409])
  const [won, lost] = both.toSorted((a, b) => a.status - b.status) as [Answer, Answer]
  assertRefused(lost, 409, new RegExp(`already, as version 2, by ${won.body.publishedBy.name}: nothing is left`))
  assert.deepEqual(
    (await versions(admin)).map(({ version }: any) => version),
    [2, 1],
  )
  // Another content: whoever looked at the version before has looked at the wrong difference.
  await edit(folder, 'products.yaml', 'Forms and Surveys', 'Forms and Polls')
  const { digest } = await checked(bob)
  assertRefused(
    await bob('POST', '/policy/versions', { digest, follows: 1 }),
    409,
    /meanwhile, by .*: check the folder/,
  )
})

test('A running node that published nothing goes by it at once, its browsers hear of it, and so it is from the command line (C9)', async (t) => {
  const { held, admin } = await desk(t)
  const own = await openPolicies(held.app.db)
  assert.ok(own !== null)
  const other = await held.join({ app: { ...held.app, policies: own } })
  const key = await held.keyOf('asha@aurora.example')
  const hearing = await listen(other.url, { key })
  t.after(() => hearing.stop())
  await hearing.placed
  const isOf = (version: number) => (heard: typeof hearing.heard) =>
    heard.some(({ event, data }) => event === 'policy' && data.version === version)
  const onOther = async () => (await ask(other.url, 'POST', '/api/v1/tickets', { key, body: right })).body.policyVersion

  assert.equal(await onOther(), 1)
  assert.equal((await admin('POST', '/policy/versions', await checked(admin))).status, 201)
  await hearing.until(isOf(2))
  assert.equal(await onOther(), 2)

  await publishPolicy(held.app.db, { ...zoho, products: [] }, null, held.app.now())
  await hearing.until(isOf(3))
  assert.equal(await onOther(), 3)
})

test('Staff reads versions and differences; only an administrator checks and publishes; a partner does none of it (C9, G3)', async (t) => {
  const { admin, agent, aurora } = await desk(t)
  const order = await checked(admin)
  for (const path of ['/policy/versions', '/policy/differences?from=1&to=1']) {
    assert.equal((await agent('GET', path)).status, 200, path)
    assertRefused(await aurora('GET', path), 403, /vendor/)
  }
  for (const whose of [agent, aurora]) {
    assertRefused(await whose('GET', '/policy/folder'), 403, /./)
    assertRefused(await whose('POST', '/policy/versions', order), 403, /./)
  }
  assert.equal((await versions(agent)).length, 1)
})

test('Wrong questions are refused in words: no such version, none before the first, a foreign cursor, no digest', async (t) => {
  const { admin } = await desk(t)
  assertRefused(await admin('GET', '/policy/differences?to=2'), 404, /number 2/)
  assertRefused(await admin('GET', '/policy/differences?from=9&to=1'), 404, /number 9/)
  assertRefused(await admin('GET', '/policy/differences?to=1'), 400, /first/)
  for (const query of ['to=0', 'to=x', 'to=3000000000', 'from=1', 'to=1&from=1&more=1'])
    assertRefused(await admin('GET', `/policy/differences?${query}`), 400, /wrong/)
  assertRefused(await admin('GET', '/policy/versions?cursor=x'), 400, /cursor/)
  const wrong = await admin('POST', '/policy/versions', { digest: 'x' })
  assertRefused(wrong, 400, /2 fields/)
  assert.match(JSON.stringify(wrong.body.errors), /the digest that the check of the folder gave/)
})

test('Versions come in pages, the newest first', async (t) => {
  const { held, agent } = await desk(t)
  for (const most of [3, 4])
    await publishPolicy(held.app.db, { ...zoho, overuse: { ...zoho.overuse, moreThan: most } }, null, held.app.now())
  const { body: first } = await agent('GET', '/policy/versions?limit=2')
  const { body: last } = await agent('GET', `/policy/versions?limit=2&cursor=${first.nextCursor}`)
  assert.deepEqual(
    [...first.items, ...last.items].map(({ version }: any) => version),
    [3, 2, 1],
  )
  assert.equal(last.nextCursor, null)
})

test('What was published stays as it was, whatever the folder has become by the next start; only what an earlier program published is completed (C9)', async (t) => {
  const { held } = await desk(t)
  const { db } = held.app
  const [first, ...others] = zoho.products
  const newer = { ...zoho, products: [{ ...first, asked: 'since' }, ...others] } as unknown as Policy
  const complete = (policy: Policy): Policy => completed(policy, newer)
  const started = await openPolicies(db, complete)
  assert.deepEqual(started?.current(), { ...zoho, version: 1 })
  await db.system((tx) =>
    tx.call({
      name: 'as_earlier',
      text: 'insert into policies (version, document, digest, published_at) select 2, document, digest, published_at from policies',
    }),
  )
  const later = await openPolicies(db, complete)
  assert.deepEqual(later?.current().products[0], newer.products[0])
  assert.deepEqual(await later?.version(1), { ...zoho, version: 1 })
})

test('A folder that is not there, is a file, holds no policy, or is too large is a problem with a remedy, and no failure', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'policy-'))
  t.after(() => rm(folder, { recursive: true }))
  const { held, admin } = await desk(t, [], join(folder, 'policy'))
  const order = { digest: 'a'.repeat(64), follows: 1 }
  const refused = async (words: RegExp): Promise<void> => {
    for (const answer of [await admin('GET', '/policy/folder'), await admin('POST', '/policy/versions', order)]) {
      assertRefused(answer, 409, words)
      assert.match(answer.body.detail, /POLICY_DIR/)
    }
  }
  await refused(/There is no folder .*policy on this server/)
  await writeFile(join(folder, 'policy'), 'desks: []')
  await refused(/there is a file/)
  await rm(join(folder, 'policy'))
  await mkdir(join(folder, 'policy', 'workflows'), { recursive: true })
  await writeFile(join(folder, 'policy', 'notes.yaml'), 'a: 1')
  await refused(/holds no policy.*vendor\.yaml/)
  await writeFile(join(folder, 'policy', 'vendor.yaml'), `# ${'x'.repeat(6_000_000)}`)
  await refused(/too large.*7 MB.*5 MB.*vendor\.yaml/)
  await writeFile(join(folder, 'policy', 'vendor.yaml'), '')
  await Promise.all(
    Array.from({ length: 1_001 }, (_, at) => writeFile(join(folder, 'policy', 'workflows', `w${at}.yaml`), '')),
  )
  await refused(/too large.*1003 files/)
  assert.deepEqual(held.complaints, [])
})
