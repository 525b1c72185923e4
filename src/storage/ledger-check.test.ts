import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answering, at, following, opening } from '../../test/support/decisions.ts'
import { openDesk, type Desk } from '../../test/support/storage.ts'
import type { TicketId } from '../domain/kernel.ts'
import { commit } from './commit.ts'
import { checkLedger, type LedgerFault } from './ledger-check.ts'
import { lockTicket } from './tickets.ts'

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

const faults = async ({ db }: Desk): Promise<readonly LedgerFault[]> =>
  (await db.system((tx) => checkLedger(tx, { after: null, limit: 100 }))).faults

/** What only the owner of the tables could do, and only with the guard put aside. */
const tamper = ({ owner }: Desk, text: string): Promise<unknown> =>
  owner.query(`alter table events disable trigger events_stay; ${text}; alter table events enable trigger events_stay`)

test('A ledger that nobody has touched is found whole, however it was written (G2)', async (t) => {
  const desk = await openDesk(t)
  await written(desk)
  assert.deepEqual(await desk.db.system((tx) => checkLedger(tx, { after: null, limit: 100 })), {
    checked: 2,
    faults: [],
    next: null,
  })
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
      found.map(({ ticket, seq: where }) => [ticket, where]),
      [[id, seq]],
    )
    assert.match(found[0]?.number ?? '', /^PS-/)
  })

test('The check goes from ticket to ticket, any number at a time', async (t) => {
  const desk = await openDesk(t)
  await desk.db.system((tx) =>
    commit(
      tx,
      Array.from({ length: 5 }, () => opening()),
    ),
  )
  let after: TicketId | null = null
  let checked = 0
  for (let calls = 1; ; calls += 1) {
    const part = await desk.db.system((tx) => checkLedger(tx, { after, limit: 2 }))
    checked += part.checked
    after = part.next
    if (after === null) {
      assert.equal(calls, 3)
      break
    }
  }
  assert.equal(checked, 5)
})
