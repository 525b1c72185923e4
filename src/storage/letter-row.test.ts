import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { at, deciding, opening, uuid } from '../../test/support/decisions.ts'
import { openDesk } from '../../test/support/storage.ts'
import type { PersonId } from '../domain/kernel.ts'
import type { Letter } from '../domain/ticket/ticket.ts'
import { commit } from './commit.ts'
import { declineLetters } from './letter-lists.ts'

/** What is written of letters of a new ticket, whose contact's address was looked up just before. */
async function written(t: TestContext, state: 'captured' | 'queued', wants: 'receipts' | 'no receipts' = 'receipts') {
  const { db, owner, asAurora, aurora } = await openDesk(t)
  assert.ok(asAurora.kind === 'partner')
  const contact = { id: asAurora.person, name: 'Asha', email: 'Asha@Aurora.example' }
  const receipt = (data: Letter['data'] = {}, person = contact.id): Letter => ({
    ...{ template: 'receipt', to: { kind: 'contact', person }, message: null, data },
  })
  const write = opening({ partner: aurora.id, contact: contact.id })
  const letters = [receipt(), receipt({ asked: 'Steps' }), receipt({}, uuid<PersonId>())]
  const known = deciding({ ...write, opened: { ...write.opened!, contact } }, { letters })
  if (wants === 'no receipts')
    await db.system((tx) => declineLetters(tx, 'asha@aurora.example', 'receipt', at('2026-01-01T00:00:00Z')))
  await db.transaction(asAurora, (tx) => commit(tx, [known], state))
  const { rows } = await owner.query(
    `select state, name, address, addressed_at is not null as addressed, due_at = created_at as due,
      settled_at = created_at as settled from letters order by id`,
  )
  return rows as readonly Record<string, unknown>[]
}

const addressed = { name: 'Asha', address: 'asha@aurora.example', addressed: true }
const nobodyYet = { name: null, address: null, addressed: false, due: null, settled: null }

test('A letter to who is known when it is written is addressed and due at once; others wait to be looked up (G1)', async (t) => {
  assert.deepEqual(await written(t, 'queued'), [
    { state: 'queued', ...addressed, due: true, settled: null },
    { state: 'queued', ...addressed, due: true, settled: null },
    { state: 'queued', ...nobodyYet },
  ])
})

test('One that is kept for lack of a mail server is addressed too, and never due (G4)', async (t) => {
  assert.deepEqual(await written(t, 'captured'), [
    { state: 'captured', ...addressed, due: null, settled: null },
    { state: 'captured', ...addressed, due: null, settled: null },
    { state: 'captured', ...nobodyYet },
  ])
})

test('Who wants no receipts has none queued, except one that asks for something (A5, B2)', async (t) => {
  assert.deepEqual(await written(t, 'queued', 'no receipts'), [
    { state: 'declined', ...addressed, due: null, settled: true },
    { state: 'queued', ...addressed, due: true, settled: null },
    { state: 'queued', ...nobodyYet },
  ])
})
