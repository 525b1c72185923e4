import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { following, opening } from '../../test/support/decisions.ts'
import { openDesk, type Desk } from '../../test/support/storage.ts'
import type { TicketId } from '../domain/kernel.ts'
import { system, type Actor } from './actor.ts'
import { commit } from './commit.ts'
import { eventsOf, readEvents, streamHead, type StreamRead } from './events.ts'
import { migrate } from './migrate.ts'

const open = async ({ db }: Desk, change = {}): Promise<TicketId> => {
  const write = opening(change)
  await db.system((tx) => commit(tx, [write]))
  return write.decision.ticket.id
}

const readNow = async (desk: Desk, after: string | null, limit = 100, actor: Actor = system): Promise<StreamRead> => {
  const result = await desk.db.transaction(actor, (tx) => readEvents(tx, { after, limit }))
  assert.ok(result.ok)
  return result.value
}

/** Reads when nothing is withheld: other tests' transactions, in other databases of the cluster, hold the stream up too. */
async function read(...asked: Parameters<typeof readNow>): Promise<StreamRead> {
  for (;;) {
    const page = await readNow(...asked)
    if (!page.withheld) return page
    await pause(5)
  }
}

test('The ledger is only added to: not even the tables’ owner changes, removes or empties it (G2)', async (t) => {
  const desk = await openDesk(t)
  const id = await open(desk)
  for (const text of [
    `update events set kind = 'closed'`,
    'delete from events',
    'truncate events',
    'truncate tickets, events cascade',
    `update events set at = at where ticket_id = '${id}'`,
  ])
    await assert.rejects(desk.owner.query(text), /Events is append-only/, text)
  assert.equal((await read(desk, null)).events.length, 1)
})

test('A published policy is never changed or removed, by nobody (C9)', async (t) => {
  const { owner } = await openDesk(t)
  await owner.query(`insert into policies values (1, '{"b":1, "a":2}', 'x', '2026-03-10T06:00:00Z')`)
  for (const text of [`update policies set digest = 'y'`, 'delete from policies', 'truncate policies'])
    await assert.rejects(owner.query(text), /Policies is append-only/, text)
})

test('The application may neither change nor remove events: it was never given the right (G2)', async (t) => {
  const desk = await openDesk(t)
  await open(desk)
  for (const text of [`update events set kind = 'closed'`, 'delete from events', 'truncate events'])
    await assert.rejects(
      desk.db.system((tx) => tx.call({ name: text, text })),
      /permission denied for table events/,
      text,
    )
})

test('Where the stream ends is looked up, not read for: the table is not gone through, even where nobody has counted it', async (t) => {
  const desk = await openDesk(t)
  await desk.db.system((tx) =>
    commit(
      tx,
      Array.from({ length: 200 }, () => opening({})),
    ),
  )
  await desk.owner.query('begin')
  await desk.owner.query('select * from stream_end()')
  const { rows } = await desk.owner.query(
    `select seq_scan::integer, idx_scan::integer from pg_stat_xact_user_tables where relname = 'events'`,
  )
  await desk.owner.query('rollback')
  assert.equal(rows[0].seq_scan, 0)
  assert.ok(rows[0].idx_scan > 0)
})

test('The stream is read in pages, from any position, each event once', async (t) => {
  const desk = await openDesk(t)
  const ids: TicketId[] = []
  for (let count = 0; count < 5; count += 1) ids.push(await open(desk))
  const seen: TicketId[] = []
  let cursor: string | null = null
  for (let pages = 1; ; pages += 1) {
    const page: StreamRead = await read(desk, cursor, 2)
    seen.push(...page.events.map(({ ticket }) => ticket))
    cursor = page.cursor
    if (!page.more) {
      assert.equal(pages, 3)
      break
    }
  }
  assert.deepEqual(seen, ids)
  assert.deepEqual((await read(desk, cursor)).events, [])
  const first = await read(desk, null, 1)
  assert.deepEqual(
    (await read(desk, first.events[0]?.cursor ?? '')).events.map(({ ticket }) => ticket),
    ids.slice(1),
  )
})

test('Nothing is lost when transactions end in another order than they began (G1)', async (t) => {
  const desk = await openDesk(t)
  await read(desk, null)
  const head = await desk.db.system((tx) => streamHead(tx))
  const [slow, fast] = [opening(), opening()]
  const written = Promise.withResolvers<void>()
  const go = Promise.withResolvers<void>()
  const open = desk.db.system(async (tx) => {
    await commit(tx, [slow])
    written.resolve()
    await go.promise
  })
  await written.promise
  await desk.db.system((tx) => commit(tx, [fast]))
  const early = await readNow(desk, head)
  assert.deepEqual(early.events, [], 'the later one waits behind the one still open')
  assert.equal(early.withheld, true)
  go.resolve()
  await open
  const late = await read(desk, early.cursor)
  assert.deepEqual(
    late.events.map(({ ticket }) => ticket),
    [slow.decision.ticket.id, fast.decision.ticket.id],
  )
  assert.deepEqual((await read(desk, late.cursor)).events, [])
})

test('A reader that follows while many write gets every event exactly once (G1)', async (t) => {
  const desk = await openDesk(t)
  const written = new Set<TicketId>()
  const seen: TicketId[] = []
  let writing = true
  const writers = Promise.all(
    Array.from({ length: 4 }, async (_, writer) => {
      for (let count = 0; count < 25; count += 1) {
        const write = opening()
        written.add(write.decision.ticket.id)
        await desk.db.system(async (tx) => {
          await commit(tx, [write])
          if ((count + writer) % 3 === 0) await tx.call({ name: 'nap', text: 'select pg_sleep(0.003)' })
        })
      }
    }),
  ).then(() => (writing = false))
  let cursor: string | null = null
  for (;;) {
    const last = !writing
    const page: StreamRead = await readNow(desk, cursor, 7)
    seen.push(...page.events.map(({ ticket }) => ticket))
    cursor = page.cursor
    if (last && !page.more && !page.withheld) break
  }
  await writers
  assert.equal(seen.length, 100)
  assert.deepEqual(new Set(seen), written)
})

test('A partner’s stream has its own, and its position moves on past what it may not see (G3)', async (t) => {
  const desk = await openDesk(t)
  const own = await open(desk, { partner: desk.aurora.id })
  for (let count = 0; count < 3; count += 1) await open(desk, { partner: desk.borealis.id })
  const page = await read(desk, null, 100, desk.asAurora)
  assert.deepEqual(
    page.events.map(({ ticket }) => ticket),
    [own],
  )
  assert.equal(page.cursor, await desk.db.system((tx) => streamHead(tx)))
  assert.deepEqual((await read(desk, page.cursor)).events, [])
})

test('A position that this stream never gave is refused', async (t) => {
  const desk = await openDesk(t)
  await open(desk)
  for (const after of ['', 'x', '1', '-1-1', '1-', `1-1' or true`, '9999999999999999999-1', '99999999999999999999-1']) {
    const result = await desk.db.system((tx) => readEvents(tx, { after, limit: 10 }))
    assert.equal(result.ok, false, after)
    assert.equal(!result.ok && result.problem.field, 'cursor')
  }
})

test('Events restored from another PostgreSQL, whose transactions count further, are in the stream again', async (t) => {
  const desk = await openDesk(t)
  const ids = [await open(desk), await open(desk)]
  await desk.owner.query(`
    alter table events disable trigger events_stay;
    update events set txid = (txid::text::bigint + 1000000)::text::xid8;
    alter table events enable trigger events_stay`)
  assert.deepEqual((await readNow(desk, null)).events, [])
  await migrate(desk.url, Temporal.Instant.from('2026-03-10T06:00:00Z'))
  assert.deepEqual(
    (await read(desk, null)).events.map(({ ticket }) => ticket),
    ids,
  )
  await assert.rejects(desk.owner.query('delete from events'), pg.DatabaseError)
  const third = await open(desk)
  assert.equal((await read(desk, null)).events.at(-1)?.ticket, third)
})

test('A ticket’s events come in pages, in their order', async (t) => {
  const desk = await openDesk(t)
  const write = opening()
  let { ticket } = write.decision
  const more = Array.from({ length: 4 }, () => {
    const next = following(ticket, { kind: 'noted', message: null })
    ticket = next.decision.ticket
    return next
  })
  await desk.db.system((tx) => commit(tx, [write, ...more]))
  const page = async (cursor: string | null): Promise<[number[], string | null]> => {
    const result = await desk.db.system((tx) => eventsOf(tx, ticket.id, { limit: 2, cursor }))
    assert.ok(result.ok)
    return [result.value.items.map(({ event }) => event.seq), result.value.nextCursor]
  }
  const [one, second] = await page(null)
  const [two, third] = await page(second)
  const [three, end] = await page(third)
  assert.deepEqual([one, two, three, end], [[1, 2], [3, 4], [5], null])
  const wrong = await desk.db.system((tx) => eventsOf(tx, ticket.id, { limit: 2, cursor: 'nonsense' }))
  assert.equal(!wrong.ok && wrong.problem.field, 'cursor')
})
