/** New tickets, with what their requests are answered by: requests of many people that come together share a transaction. */
import type { Instant, TicketId } from '../domain/kernel.ts'
import type { Ticket } from '../domain/ticket/ticket.ts'
import { actorSettings, type Actor } from './actor.ts'
import type { Committed, Write } from './commit.ts'
import { isLost, toText } from './connection.ts'
import type { Database } from './database.ts'
import { storableJson } from './json.ts'
import { jsonOf, payloadOf } from './payload.ts'
import type { Statement } from './tx.ts'

export interface AtOnce {
  readonly actor: Actor
  /** Of one new ticket, which the first of them opens: others must be locked first. */
  readonly writes: readonly Write[]
  /** Where the request may come twice (see idempotency.ts). */
  readonly once?: {
    readonly key: string
    readonly bodyHash: string
    readonly at: Instant
    readonly status: number
    /** What is answered; its `number` is filled in, since it is only known there. */
    readonly response: Readonly<Record<string, unknown>>
  }
}

export type AtOnceDone =
  | { readonly kind: 'done'; readonly committed: readonly Committed[] }
  /** It was done before: the first answer, as it was. */
  | { readonly kind: 'replay'; readonly status: number; readonly response: unknown }
  /** The key was used for another request. */
  | { readonly kind: 'mismatch' }

const statement: Statement = {
  name: 'commit_at_once',
  text: 'select * from commit_at_once($1, $2, $3, $4, $5, $6, $7, $8, $9)',
}

interface Row {
  readonly ticket_id: TicketId
  /** Null where it was done before. */
  readonly number: string | null
  readonly body_hash: string | null
  readonly status: number | null
  readonly response: unknown
}

/** Transactions under way at once, and requests in one of them. */
const most = { calls: 2, items: 50 }
/** So many go together while others are under way: fewer wait for those, and for who may join them. */
const worthACall = 8

interface Waiting {
  readonly item: AtOnce
  readonly resolve: (done: AtOnceDone) => void
  readonly reject: (thrown: unknown) => void
}

interface Line {
  readonly waiting: Waiting[]
  calls: number
}

const lines = new WeakMap<Database, Line>()

/**
 * Writes a new ticket for an actor. Requests that come at the same moment, or while others are being written, share the next
 * transaction, each under its own actor; where that fails, each is tried by itself, so that nobody pays for another's mistake.
 */
export async function commitAtOnce(db: Database, item: AtOnce): Promise<AtOnceDone> {
  const [opening] = item.writes
  if (opening?.opened === undefined || item.writes.some(({ decision }) => decision.ticket.id !== ticketOf(item).id))
    throw new Error('Only new tickets can be written at once: others must be locked in a transaction first.')
  const line = lines.get(db) ?? { waiting: [], calls: 0 }
  lines.set(db, line)
  const { promise, resolve, reject } = Promise.withResolvers<AtOnceDone>()
  line.waiting.push({ item, resolve, reject })
  if (line.waiting.length === 1) setImmediate(() => advance(db, line))
  return promise
}

function advance(db: Database, line: Line): void {
  while (line.waiting.length >= (line.calls === 0 ? 1 : worthACall) && line.calls < most.calls) {
    line.calls += 1
    const group = line.waiting.splice(0, most.items)
    void writeGroup(db, group).finally(() => {
      line.calls -= 1
      advance(db, line)
    })
  }
}

async function writeGroup(db: Database, group: readonly Waiting[]): Promise<void> {
  try {
    const done = await writeItems(
      db,
      group.map(({ item }) => item),
    )
    group.forEach(({ resolve }, place) => resolve(done[place] as AtOnceDone))
  } catch (thrown) {
    if (group.length === 1 || isLost(thrown)) return group.forEach(({ reject }) => reject(thrown))
    for (const each of group) await writeGroup(db, [each])
  }
}

async function writeItems(db: Database, items: readonly AtOnce[]): Promise<readonly AtOnceDone[]> {
  // In one order for everybody: no two that claim the same keys may wait for each other.
  const calls = [...Map.groupBy(items, ({ actor }) => Object.values(actorSettings(actor)).join(' '))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, own]) => valuesOf(own, db.letters))
  const rows = await db.together<Row>(statement, calls)
  if (rows.some(({ number }) => number !== null)) db.announce()
  const byTicket = new Map(rows.map((row) => [row.ticket_id, row]))
  return items.map((item) => doneOf(item, byTicket))
}

/** What `commit_at_once` takes for requests of one actor. */
function valuesOf(items: readonly AtOnce[], state: Database['letters']): readonly unknown[] {
  const [first] = items as readonly [AtOnce]
  const { actor, person, partner } = actorSettings(first.actor)
  const writes = items.flatMap((item) => item.writes)
  const { opened, clocks, events, messages, letters } = payloadOf(writes, new Map(), state).rows
  return [actor, person, partner, keysOf(items), opened, clocks, events, messages, letters]
}

function keysOf(items: readonly AtOnce[]): string | null {
  const keys = items.flatMap((item) => {
    if (item.once === undefined) return []
    const { key, bodyHash, status, response, at } = item.once
    // As text, since PostgreSQL is not to take it apart.
    const text = storableJson(response)
    return [{ key, body_hash: bodyHash, status, response: text, ticket_id: ticketOf(item).id, at: toText(at) }]
  })
  return jsonOf(keys.sort((a, b) => (a.key < b.key ? -1 : 1)))
}

/** As it is at the end. */
const ticketOf = ({ writes }: AtOnce): Ticket => (writes.at(-1) as Write).decision.ticket

function doneOf(item: AtOnce, byTicket: ReadonlyMap<TicketId, Row>): AtOnceDone {
  const { once } = item
  const { id, revision } = ticketOf(item)
  const row = byTicket.get(id)
  if (row === undefined) throw new Error(`Ticket ${id} was not written.`)
  if (row.number !== null) return { kind: 'done', committed: [{ ticket: id, number: row.number, revision }] }
  if (row.body_hash !== once?.bodyHash) return { kind: 'mismatch' }
  if (row.status === null) throw new Error(`Key '${once?.key}' was claimed and never answered.`)
  return { kind: 'replay', status: row.status, response: row.response }
}
