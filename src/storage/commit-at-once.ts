/** New tickets in one statement, the actor and the request's key included: one round trip for an intake. */
import type { Instant, TicketId } from '../domain/kernel.ts'
import { actorSettings, type Actor } from './actor.ts'
import { committedOf, type Committed, type Write } from './commit.ts'
import { isLost, toText } from './connection.ts'
import type { Database } from './database.ts'
import { storable } from './json.ts'
import { payloadOf, tables, type Payload } from './payload.ts'
import type { Statement } from './tx.ts'

export interface AtOnce {
  readonly actor: Actor
  /** Of new tickets only: others must be locked first. */
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

const statement: Statement = { name: 'commit_at_once', text: 'select * from commit_at_once($1)' }

interface Row {
  readonly item: number
  readonly already: boolean
  readonly ticket_id: TicketId | null
  readonly number: string | null
  readonly body_hash: string | null
  readonly status: number | null
  readonly response: unknown
}

/** Statements under way at once, and requests in one of them. */
const most = { calls: 2, items: 50 }

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
 * Writes new tickets for an actor. Requests that come while others are being written share the next statement, each under
 * its own actor; where that fails, each is tried by itself, so that nobody pays for another's mistake.
 */
export function commitAtOnce(db: Database, item: AtOnce): Promise<AtOnceDone> {
  const line = lines.get(db) ?? { waiting: [], calls: 0 }
  lines.set(db, line)
  const { promise, resolve, reject } = Promise.withResolvers<AtOnceDone>()
  line.waiting.push({ item, resolve, reject })
  queueMicrotask(() => advance(db, line))
  return promise
}

function advance(db: Database, line: Line): void {
  while (line.calls < most.calls && line.waiting.length > 0) {
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
  const payloads = items.map(({ writes }) => {
    const opened = new Set(writes.flatMap(({ opened, decision }) => (opened === undefined ? [] : decision.ticket.id)))
    if (writes.some(({ decision }) => !opened.has(decision.ticket.id)))
      throw new Error('Only new tickets can be written at once: others must be locked in a transaction first.')
    return payloadOf(writes, new Map())
  })
  const texts = items.map((item, place) => itemJson(item, payloads[place] as Payload))
  const rows = await db.once<Row>(statement, [`[${texts.join(',')}]`])
  if (rows.some(({ already }) => !already)) db.announce()
  const byItem = Map.groupBy(rows, ({ item }) => item)
  return items.map((item, place) => doneOf(item, payloads[place] as Payload, byItem.get(place) ?? []))
}

function itemJson({ actor, once }: AtOnce, { rows, tickets }: Payload): string {
  const key =
    once === undefined
      ? {}
      : {
          key: once.key,
          body_hash: once.bodyHash,
          status: once.status,
          response: storable(once.response),
          answered_with: tickets[0]?.id,
          at: toText(once.at),
        }
  const head = JSON.stringify({ ...actorSettings(actor), ...key })
  const fields = tables.flatMap((table) => (rows[table] === null ? [] : `"${table}":${rows[table]}`))
  return `${[head.slice(0, -1), ...fields].join(',')}}`
}

function doneOf({ once }: AtOnce, { tickets }: Payload, rows: readonly Row[]): AtOnceDone {
  const [first] = rows
  if (first?.already !== true) {
    const written = rows.flatMap(({ ticket_id, number }) => (ticket_id && number ? [{ ticket_id, number }] : []))
    return { kind: 'done', committed: committedOf(tickets, written) }
  }
  if (first.body_hash !== once?.bodyHash) return { kind: 'mismatch' }
  if (first.status === null) throw new Error(`Key '${once?.key}' was claimed and never answered.`)
  return { kind: 'replay', status: first.status, response: first.response }
}
