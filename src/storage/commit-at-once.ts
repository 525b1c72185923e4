/** New tickets, with what their requests are answered by: requests of many people that come together share a transaction. */
import type { Instant, TicketId } from '../domain/kernel.ts'
import type { Ticket } from '../domain/ticket/ticket.ts'
import { actorSettings, type Actor } from './actor.ts'
import type { Committed, Write } from './commit.ts'
import { isOutage } from './connection.ts'
import type { Database } from './database.ts'
import { answerKept } from './idempotency.ts'
import { payloadOf } from './payload.ts'
import type { Statement } from './tx.ts'
import { writtenRows, type WrittenRow } from './written-rows.ts'

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
    /** What is answered, by `storableJson`; its `number` is filled in, since it is only known there. */
    readonly response: string
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
  text: 'select * from commit_at_once($1, $2, $3, $4, $5, $6, $7, $8)',
}

interface Row {
  readonly ticket_id: TicketId
  readonly number: string
}

/** Statements under way at once, and requests in one of them. */
const most = { calls: 4, items: 50 }
/** So many go together while others are under way, since each statement costs PostgreSQL what several tickets do. */
const worthACall = 16
/** Fewer wait so long at most: the statement under way may itself wait, for whoever has claimed one of its keys. */
const patienceMs = 20

interface Waiting {
  readonly item: AtOnce
  readonly resolve: (done: AtOnceDone) => void
  readonly reject: (thrown: unknown) => void
}

interface Line {
  readonly waiting: Waiting[]
  calls: number
  /** Runs while some wait for a statement that is under way. */
  patience?: NodeJS.Timeout | undefined
}

const lines = new WeakMap<Database, Line>()

/**
 * Writes a new ticket for an actor. Requests that come at the same moment, or while others are being written, share the next
 * statement, each held to its own actor; where that fails, each is tried by itself, so that nobody pays for another's mistake.
 */
export async function commitAtOnce(db: Database, item: AtOnce): Promise<AtOnceDone> {
  const [opening] = item.writes
  if (opening?.opened === undefined || item.writes.some(({ decision }) => decision.ticket.id !== ticketOf(item).id))
    throw new Error('Only new tickets can be written at once: others must be locked in a transaction first.')
  const line = lines.get(db) ?? { waiting: [], calls: 0 }
  lines.set(db, line)
  const { promise, resolve, reject } = Promise.withResolvers<AtOnceDone>()
  line.waiting.push({ item, resolve, reject })
  if (line.waiting.length === 1 || line.waiting.length === worthACall) setImmediate(() => advance(db, line))
  return promise
}

function advance(db: Database, line: Line, fewest = worthACall): void {
  while (line.waiting.length >= (line.calls === 0 ? 1 : fewest) && line.calls < most.calls) {
    line.calls += 1
    clearTimeout(line.patience)
    line.patience = undefined
    const group = line.waiting.splice(0, most.items)
    void writeGroup(db, group).then((outage) => {
      line.calls -= 1
      // Nobody else is served either: whoever waits would only learn it later.
      if (outage !== null) for (const { reject } of line.waiting.splice(0)) reject(outage.reason)
      advance(db, line)
    })
  }
  if (line.waiting.length === 0) return
  line.patience ??= setTimeout(() => {
    line.patience = undefined
    advance(db, line, 1)
  }, patienceMs)
}

/** Never rejects: who waits is told. The outage, where it failed of one. */
async function writeGroup(db: Database, group: readonly Waiting[]): Promise<{ readonly reason: unknown } | null> {
  try {
    const done = await writeItems(
      db,
      group.map(({ item }) => item),
    )
    group.forEach(({ resolve }, place) => resolve(done[place] as AtOnceDone))
    return null
  } catch (thrown) {
    const isOut = isOutage(thrown)
    if (group.length > 1 && !isOut) {
      for (const each of group) await writeGroup(db, [each])
      return null
    }
    for (const { reject } of group) reject(thrown)
    return isOut ? { reason: thrown } : null
  }
}

async function writeItems(db: Database, items: readonly AtOnce[]): Promise<readonly AtOnceDone[]> {
  const rows = await db.once<Row>(statement, valuesOf(items, db))
  if (rows.length > 0) db.announce()
  const numbers = new Map(rows.map((row) => [row.ticket_id, row.number]))
  return Promise.all(
    items.map((item) => {
      const { id: ticket, revision } = ticketOf(item)
      const number = numbers.get(ticket)
      return number === undefined
        ? answeredBefore(db, item)
        : { kind: 'done', committed: [{ ticket, number, revision }] }
    }),
  )
}

/** What `commit_at_once` takes. */
function valuesOf(items: readonly AtOnce[], { letters: state, rowTypes }: Database): readonly unknown[] {
  // Words put together, as all of them are identifiers: as fields of an object each would give it a shape of its own.
  const partners: string[] = []
  const people: string[] = []
  for (const item of items) {
    const { actor, person, partner } = actorSettings(item.actor)
    const { id } = ticketOf(item)
    partners.push(`"${id}":"${actor === 'partner' ? partner : '*'}"`)
    people.push(`"${id}":"${person}"`)
  }
  const writes = items.flatMap((item) => item.writes)
  const { opened, clocks, events, messages, letters } = payloadOf(writes, new Map(), state, rowTypes).rows
  const keys = writtenRows(rowTypes, 'keys', keysOf(items))
  return [`{${partners.join()}}`, `{${people.join()}}`, keys, opened, clocks, events, messages, letters]
}

/** The keys, in one order for everybody: no two statements that claim the same keys may wait for each other. */
function keysOf(items: readonly AtOnce[]): readonly WrittenRow<'keys'>[] {
  const keys = items.flatMap((item) => {
    if (item.once === undefined) return []
    const { key, bodyHash, status, response, at } = item.once
    const actor = actorSettings(item.actor).person
    return [{ actor, key, body_hash: bodyHash, status, response, ticket_id: ticketOf(item).id, at }]
  })
  return keys.sort((a, b) => (a.actor < b.actor || (a.actor === b.actor && a.key < b.key) ? -1 : 1))
}

/** As it is at the end. */
const ticketOf = ({ writes }: AtOnce): Ticket => (writes.at(-1) as Write).decision.ticket

/** The answer to a request whose key was taken. */
async function answeredBefore(db: Database, item: AtOnce): Promise<AtOnceDone> {
  const { actor, once } = item
  if (once === undefined) throw new Error(`Ticket ${ticketOf(item).id} was not written.`)
  const kept = await db.transaction(actor, (tx) => answerKept(tx, once))
  if (kept === null) throw new Error(`Key '${once.key}' was claimed by somebody, and then there was none.`)
  return kept
}
