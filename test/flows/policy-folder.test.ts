import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { publishPolicy } from '../../src/services/policies.ts'
import { lineOf, zoho } from '../support/policies.ts'
import { assertRefused, edit, policyDesk } from '../support/policy-desk.ts'

test('All mistakes of the folder are shown at once, with file, line, path, what was found and what is expected; nothing can be published (C9)', async (t) => {
  const { admin, folder } = await policyDesk(t, [
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
  const { admin } = await policyDesk(t, [
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

test('Wrong questions are refused in words: no such version, none before the first, a foreign cursor, no digest', async (t) => {
  const { admin } = await policyDesk(t)
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
  const { held, agent } = await policyDesk(t)
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

test('A folder that is not there, is a file, holds no policy, or is too large is a problem with a remedy, and no failure', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'policy-'))
  t.after(() => rm(folder, { recursive: true }))
  const { held, admin } = await policyDesk(t, [], join(folder, 'policy'))
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
