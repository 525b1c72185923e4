import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at } from '../../test/support/decisions.ts'
import { openDesk } from '../../test/support/storage.ts'
import { claimKey, forgetKeys, keepAnswer, type KeyClaimed } from './idempotency.ts'

const claim = { key: 'k-1', bodyHash: 'of the body', at: at('2026-03-10T06:00:00Z') }

test('The same key and body get the first answer again, as it was (G1)', async (t) => {
  const { db, asAurora } = await openDesk(t)
  await db.transaction(asAurora, async (tx) => {
    assert.deepEqual(await claimKey(tx, claim), { kind: 'claimed' })
    await keepAnswer(tx, claim.key, 201, { number: 'PS-1001', list: [1, null], text: 'ä' })
  })
  const again = await db.transaction(asAurora, (tx) => claimKey(tx, claim))
  assert.deepEqual(again, { kind: 'replay', status: 201, response: { number: 'PS-1001', list: [1, null], text: 'ä' } })
})

test('The same key with another body is refused, and the first answer stays', async (t) => {
  const { db, asAurora } = await openDesk(t)
  await db.transaction(asAurora, async (tx) => {
    await claimKey(tx, claim)
    await keepAnswer(tx, claim.key, 201, null)
  })
  const other = await db.transaction(asAurora, (tx) => claimKey(tx, { ...claim, bodyHash: 'of another' }))
  assert.deepEqual(other, { kind: 'mismatch' })
  const again = await db.transaction(asAurora, (tx) => claimKey(tx, claim))
  assert.deepEqual(again, { kind: 'replay', status: 201, response: null })
})

test('Keys are each actor’s own: two may choose the same (G3)', async (t) => {
  const { db, asAurora, asBorealis, asAgent } = await openDesk(t)
  for (const actor of [asAurora, asBorealis, asAgent, { kind: 'system' } as const])
    await db.transaction(actor, async (tx) => {
      assert.deepEqual(await claimKey(tx, claim), { kind: 'claimed' })
      await keepAnswer(tx, claim.key, 201, actor.kind)
    })
  const again = await db.transaction(asBorealis, (tx) => claimKey(tx, claim))
  assert.deepEqual(again, { kind: 'replay', status: 201, response: 'partner' })
})

test('Of two with one key at the same moment, one works, and the other waits for its answer (G1)', async (t) => {
  const { db, asAurora } = await openDesk(t)
  let worked = 0
  const attempt = (): Promise<KeyClaimed> =>
    db.transaction(asAurora, async (tx) => {
      const claimed = await claimKey(tx, claim)
      if (claimed.kind !== 'claimed') return claimed
      worked += 1
      await tx.call({ name: 'sleep', text: 'select pg_sleep(0.03)' })
      await keepAnswer(tx, claim.key, 201, { worked })
      return claimed
    })
  const all = await Promise.all(Array.from({ length: 6 }, attempt))
  assert.equal(worked, 1)
  assert.equal(all.filter(({ kind }) => kind === 'claimed').length, 1)
  for (const each of all)
    if (each.kind !== 'claimed') assert.deepEqual(each, { kind: 'replay', status: 201, response: { worked: 1 } })
})

test('A key whose first request came to nothing may be used again', async (t) => {
  const { db, asAurora } = await openDesk(t)
  const first = Promise.withResolvers<void>()
  const failing = db.transaction(asAurora, async (tx) => {
    await claimKey(tx, claim)
    first.resolve()
    await tx.call({ name: 'sleep', text: 'select pg_sleep(0.03)' })
    throw new Error('Nothing came of it.')
  })
  await first.promise
  const second = db.transaction(asAurora, (tx) => claimKey(tx, { ...claim, bodyHash: 'corrected' }))
  await assert.rejects(failing, /Nothing came of it/)
  assert.deepEqual(await second, { kind: 'claimed' })
})

test('Old keys are forgotten, younger ones kept', async (t) => {
  const { db, asAurora } = await openDesk(t)
  for (const [key, when] of [
    ['old', '2026-03-09T06:00:00Z'],
    ['young', '2026-03-10T06:00:00Z'],
  ] as const)
    await db.transaction(asAurora, async (tx) => {
      await claimKey(tx, { key, bodyHash: 'x', at: at(when) })
      await keepAnswer(tx, key, 200, key)
    })
  assert.equal(await db.system((tx) => forgetKeys(tx, at('2026-03-10T06:00:00Z'))), 1)
  const claimed = (key: string): Promise<KeyClaimed> =>
    db.transaction(asAurora, (tx) => claimKey(tx, { key, bodyHash: 'x', at: claim.at }))
  assert.equal((await claimed('young')).kind, 'replay')
  assert.equal((await claimed('old')).kind, 'claimed')
})
