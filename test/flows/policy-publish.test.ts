import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Policy } from '../../src/domain/policy.ts'
import { completed } from '../../src/policy/complete.ts'
import { openPolicies, publishPolicy } from '../../src/services/policies.ts'
import { against } from '../support/command-database.ts'
import { listen } from '../support/hear.ts'
import { ask, right, type Answer } from '../support/http.ts'
import { lineOf, meridianFolder, zoho } from '../support/policies.ts'
import { assertRefused, checked, edit, openTicket, policyDesk, versions } from '../support/policy-desk.ts'

test('What is checked is published: it holds at once, an open ticket keeps its own, and the audit says who it was (C9, G2)', async (t) => {
  const { held, admin, agent, aurora, folder } = await policyDesk(t)
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

test('A folder that was changed since it was checked is refused, whether it is right or wrong now, and nothing is published (C9)', async (t) => {
  const { admin, folder } = await policyDesk(t)
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
  const { admin } = await policyDesk(t, [])
  assertRefused(await admin('POST', '/policy/versions', await checked(admin)), 409, /Nothing to publish.*version 1/)
})

test('A policy without a tier that partners have is not published: they are named, by the screen’s way and by the command line (A2, C9)', async (t) => {
  const { held, admin } = await policyDesk(t, [], meridianFolder)
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
  const { admin, another, folder } = await policyDesk(t)
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
  const { held, admin } = await policyDesk(t)
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
  const { admin, agent, aurora } = await policyDesk(t)
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

test('What was published stays as it was, whatever the folder has become by the next start; only what an earlier program published is completed (C9)', async (t) => {
  const { held } = await policyDesk(t)
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
