import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, deciding, following, opening, uuid } from '../../test/support/decisions.ts'
import { openDesk, type Desk } from '../../test/support/storage.ts'
import type { Instant, TicketId } from '../domain/kernel.ts'
import { commit } from './commit.ts'
import { claimDue, lockTicket, lockTickets } from './tickets.ts'

async function dueAt({ db }: Desk, ...wakes: (Instant | null)[]): Promise<TicketId[]> {
  const writes = wakes.map((wakeAt) => deciding(opening(), { wakeAt }))
  await db.system((tx) => commit(tx, writes))
  return writes.map(({ decision }) => decision.ticket.id)
}

const noon = at('2026-03-10T12:00:00Z')
const idsOf = (tickets: readonly { id: TicketId }[]): Set<TicketId> => new Set(tickets.map(({ id }) => id))

test('What wants waking by now is claimed, and nothing that does not (C11)', async (t) => {
  const desk = await openDesk(t)
  const [before, exactly] = await dueAt(desk, noon.subtract({ hours: 1 }), noon, noon.add({ milliseconds: 1 }), null)
  const claimed = await desk.db.system((tx) => claimDue(tx, noon, 10))
  assert.deepEqual(idsOf(claimed), new Set([before, exactly]))
  assert.ok(claimed.every(({ clocks }) => clocks.length === 2))
  assert.deepEqual(await desk.db.system((tx) => claimDue(tx, noon.subtract({ hours: 2 }), 10)), [])
})

test('Of more than the limit the longest due come first', async (t) => {
  const desk = await openDesk(t)
  const ids = await dueAt(desk, noon.subtract({ hours: 1 }), noon.subtract({ hours: 3 }), noon.subtract({ hours: 2 }))
  const claimed = await desk.db.system((tx) => claimDue(tx, noon, 2))
  assert.deepEqual(idsOf(claimed), new Set([ids[1], ids[2]]))
})

test('Several nodes that look at once claim each ticket once (C11)', async (t) => {
  const desk = await openDesk(t)
  const ids = await dueAt(desk, ...Array.from({ length: 60 }, () => noon))
  const woken: TicketId[] = []
  const node = async (): Promise<void> => {
    for (;;) {
      const count = await desk.db.system(async (tx) => {
        const claimed = await claimDue(tx, noon, 7)
        // The following decision has nothing left to wake for.
        await commit(
          tx,
          claimed.map((ticket) => following(ticket, { kind: 'noted', message: null })),
        )
        woken.push(...claimed.map(({ id }) => id))
        return claimed.length
      })
      if (count === 0) return
    }
  }
  await Promise.all([node(), node(), node(), node()])
  assert.equal(woken.length, 60)
  assert.deepEqual(new Set(woken), new Set(ids))
})

test('A ticket that somebody works on is passed over, and claimed when they are done', async (t) => {
  const desk = await openDesk(t)
  const [busy, free] = await dueAt(desk, noon, noon)
  assert.ok(busy)
  await desk.db.system(async (tx) => {
    await lockTicket(tx, busy)
    const claimed = await desk.db.system((other) => claimDue(other, noon, 10))
    assert.deepEqual(idsOf(claimed), new Set([free]))
  })
  assert.equal((await desk.db.system((tx) => claimDue(tx, noon, 10))).length, 2)
})

test('Locking several returns those that there are; two that lock the same cannot block each other', async (t) => {
  const desk = await openDesk(t)
  const ids = await dueAt(desk, null, null, null)
  const found = await desk.db.system((tx) => lockTickets(tx, [...ids, uuid<TicketId>()]))
  assert.deepEqual(idsOf(found), new Set(ids))
  assert.equal(await desk.db.system((tx) => lockTicket(tx, uuid<TicketId>())), null)
  assert.deepEqual(await desk.db.system((tx) => lockTickets(tx, [])), [])
  let attempts = 0
  await Promise.all(
    [ids, ids.toReversed(), ids, ids.toReversed()].map((order) =>
      desk.db.system(async (tx) => {
        attempts += 1
        await lockTickets(tx, order)
      }),
    ),
  )
  assert.equal(attempts, 4, 'none had to be tried again')
})
