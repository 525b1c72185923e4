import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, uuid } from '../../test/support/decisions.ts'
import { openDesk } from '../../test/support/storage.ts'
import { contractOn, insertContract, type ContractId } from './contracts.ts'

const days: readonly { on: string; reference: string | null; why: string }[] = [
  { on: '2024-06-01', reference: 'first', why: 'the one that begins next, where none has begun' },
  { on: '2025-01-01', reference: 'first', why: 'its first day is in it' },
  { on: '2025-12-31', reference: 'first', why: 'its last day is in it' },
  { on: '2026-02-01', reference: 'first', why: 'the one that ended last, between two' },
  { on: '2026-04-01', reference: 'second', why: 'the one that runs' },
  { on: '2028-01-01', reference: 'second', why: 'the one that ended last' },
]

test('The contract that counts on a day is the one that runs, else the last, else the next (F2)', async (t) => {
  const { db, aurora, borealis } = await openDesk(t)
  await db.system(async (tx) => {
    const add = (reference: string, startsOn: string, endsOn: string) =>
      insertContract(tx, {
        id: uuid<ContractId>(),
        partner: aurora.id,
        reference,
        startsOn,
        endsOn,
        createdAt: at('2024-01-01T00:00:00Z'),
      })
    assert.equal(await add('second', '2026-04-01', '2027-03-31'), true)
    assert.equal(await add('first', '2025-01-01', '2025-12-31'), true)
    assert.equal(await add('first', '2029-01-01', '2029-12-31'), false)
    for (const { on, reference, why } of days)
      assert.equal((await contractOn(tx, aurora.id, on))?.reference ?? null, reference, `${on}: ${why}`)
    assert.equal(await contractOn(tx, borealis.id, '2026-04-01'), null)
  })
})
