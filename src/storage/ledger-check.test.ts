import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answering, at, following, opening } from '../../test/support/decisions.ts'
import { openDesk, type Desk } from '../../test/support/storage.ts'
import type { TicketId } from '../domain/kernel.ts'
import { commit } from './commit.ts'
import { faultIn, type LedgerFault } from './ledger-check.ts'
import { lockTicket } from './tickets.ts'
import { keptTickets } from './verify-reads.ts'

async function written({ db }: Desk): Promise<TicketId> {
  const opened = opening({ receivedAt: at('2026-03-10T06:00:00.123456789Z'), subject: 'Tücken\0' })
  const { id } = opened.decision.ticket
  await db.system((tx) => commit(tx, [opened, opening()]))
  for (let count = 0; count < 3; count += 1)
    await db.system(async (tx) => {
      const ticket = await lockTicket(tx, id)
      assert.ok(ticket !== null)
      const first = answering(ticket)
      const second = following(first.decision.ticket, {
        kind: 'severity-changed',
        from: 2,
        to: 1,
        cause: 'worsened',
        reason: 'Down.',
      })
      await commit(tx, [first])
      await commit(tx, [second])
    })
  return id
}

async function faults({ db }: Desk): Promise<readonly (LedgerFault & { id: TicketId })[]> {
  const kept = await db.system((tx) => keptTickets(tx, { after: null, limit: 100 }))
  assert.equal(kept.length, 2)
  return kept.flatMap(({ ticket: { id }, ledger, head }) => {
    const fault = faultIn(id, ledger, head)
    return fault === null ? [] : [{ id, ...fault }]
  })
}

/** What only the owner of the tables could do, and only with the guard put aside. */
const tamper = ({ owner }: Desk, text: string): Promise<unknown> =>
  owner.query(`alter table events disable trigger events_stay; ${text}; alter table events enable trigger events_stay`)

test('A ledger that nobody has touched is found whole, however it was written (G2)', async (t) => {
  const desk = await openDesk(t)
  await written(desk)
  assert.deepEqual(await faults(desk), [])
})

for (const [what, text, seq] of [
  [
    'A changed fact',
    `update events set data = data || '{"reason": "Nothing."}' where seq = 3 and kind = 'severity-changed'`,
    3,
  ],
  ['An instant moved by a second', `update events set at = at - interval '1 second' where seq = 2`, 2],
  ['A line given to somebody else', `update events set by_side = 'system' where seq = 2 and by_kind = 'log'`, 2],
  ['A line hidden from the partner', `update events set visible_to = 'staff' where seq = 4`, 4],
  [
    'A line that no event could be',
    `update events set kind = 'opened', data = '{"receivedAt": "never"}' where seq = 2`,
    2,
  ],
  ['A line taken out of the middle', 'delete from events where seq = 3', 3],
  ['Lines taken off the end', 'delete from events where seq > 5', null],
  [
    'The whole of it taken away',
    'delete from events e using tickets t where t.id = e.ticket_id and t.revision > 1',
    null,
  ],
  [
    'Two lines exchanged',
    `update events set seq = case seq when 2 then -3 else -2 end where seq in (2, 3); update events set seq = -seq where seq < 0`,
    2,
  ],
  ['A hash made to fit itself', `update events set data = '{}', hash = sha256('x') where seq = 2`, 2],
] as const)
  test(`${what} is found, and where (G2)`, async (t) => {
    const desk = await openDesk(t)
    const id = await written(desk)
    await tamper(desk, text)
    const found = await faults(desk)
    assert.deepEqual(
      found.map(({ id: ticket, seq: where }) => [ticket, where]),
      [[id, seq]],
    )
  })
