/** The ledger: of one ticket, and as a stream of everything. It is only ever added to, by `commit` (G2). */
import { sql } from 'kysely'
import { ok, refuse, type Instant, type PersonId, type Result, type TicketId } from '../domain/kernel.ts'
import type { TicketFact } from '../domain/ticket/facts.ts'
import type { By, TicketEvent } from '../domain/ticket/ticket.ts'
import { revive } from './json.ts'
import { atLeast, cursorOf, pageOf, readCursor, type Page, type PageRequest } from './page.ts'
import type { PersonName } from './people.ts'
import { from } from './tables.ts'
import type { Statement, Tx } from './tx.ts'

/** An event with its place in the stream. */
export interface LedgerEvent {
  /** The value for Last-Event-ID. */
  readonly cursor: string
  readonly ticket: TicketId
  readonly event: TicketEvent
  /** Who did it, where that is a person whom the actor may know of. */
  readonly person: PersonName | null
}

const events = from
  .selectFrom('events as e')
  .leftJoin('person_names as p', 'p.id', 'e.by_person')
  .select([
    'e.ticket_id',
    'e.seq',
    'e.at',
    'e.noted_at',
    'e.by_kind',
    'e.by_side',
    'e.by_person',
    'e.visible_to',
    'e.kind',
    'e.data',
    'e.txid',
    'e.id',
    'p.name as person_name',
    'p.side as person_side',
    'p.email as person_email',
  ])

/** Of one ticket, in order; a partner gets what it may see. */
export async function eventsOf(
  tx: Tx,
  ticket: TicketId,
  { limit, cursor }: PageRequest,
): Promise<Result<Page<LedgerEvent>>> {
  const after = readCursor(cursor, 'events', ['number'])
  if (!after.ok) return after
  const rows = await tx.runOften(
    events
      .where('e.ticket_id', '=', ticket)
      .where('e.seq', '>', Number(after.value?.[0] ?? 0))
      .orderBy('e.seq')
      .limit(atLeast(limit)),
  )
  return ok(pageOf(rows, limit, ledgerEvent, (last) => cursorOf('events', [last.seq])))
}

export interface StreamRead {
  readonly events: readonly LedgerEvent[]
  /** Where to go on: everything before it has been read, also what the actor may not see. */
  readonly cursor: string
  /** True where there is more at once: the limit was reached. */
  readonly more: boolean
  /** True where there are events that may not be shown yet, behind a transaction still open: look again soon. */
  readonly withheld: boolean
}

interface End {
  readonly txid: string
  readonly id: number
  readonly withheld: boolean
}

const end: Statement = { name: 'stream_end', text: 'select txid, id, withheld from stream_end()' }
const endAfter: Statement = {
  name: 'stream_end_after',
  text: `select txid, id, withheld, is_stream_position($1::xid8, $2::bigint) as given from stream_end()`,
}

/** Where the stream ends now: a reader that begins here gets everything that is committed later. */
export async function streamHead(tx: Tx): Promise<string> {
  const [{ txid, id }] = (await tx.call<End>(end)) as [End]
  return `${txid}-${id}`
}

/**
 * What came after the cursor (null: from the beginning), in an order that every reader sees alike and in which nothing
 * can still turn up before what was read: a reader that goes on from its cursor misses nothing and gets nothing twice.
 * Refuses a cursor that is none, or that this database has never given: the desk was restored since (0039).
 */
export async function readEvents(
  tx: Tx,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<Result<StreamRead>> {
  const place = /^(\d{1,19})-(\d{1,18})$/.exec(after ?? '0-0')
  const [, txid = '0', id = '0'] = place ?? []
  const [last] = (await tx.call<End & { given: boolean }>(endAfter, [txid, id])) as [End & { given: boolean }]
  const isGiven = last.given || (BigInt(txid) === 0n && BigInt(id) === 0n)
  if (place === null || !isGiven || isBeyond(place, last))
    return refuse('incomplete', 'This position is none of this stream: begin anew, from what is true now.', 'cursor')
  const rows = await tx.runOften(
    events
      .where(sql<boolean>`(e.txid, e.id) > (${txid}::xid8, ${id}::bigint)`)
      .where(sql<boolean>`(e.txid, e.id) <= (${last.txid}::xid8, ${last.id}::bigint)`)
      .orderBy('e.txid')
      .orderBy('e.id')
      .limit(atLeast(limit)),
  )
  const more = rows.length > limit
  const read = rows.slice(0, limit).map(ledgerEvent)
  const cursor = more ? (read.at(-1)?.cursor ?? `${last.txid}-${last.id}`) : `${last.txid}-${last.id}`
  return ok({ events: read, cursor, more, withheld: last.withheld })
}

function isBeyond([, txid = '0', id = '0']: readonly string[], last: End): boolean {
  const [a, b] = [BigInt(txid), BigInt(last.txid)]
  return a > b || (a === b && BigInt(id) > BigInt(last.id))
}

/** Whether one position of the stream lies after another; both as the stream gave them. */
export function isLaterPosition(one: string, other: string): boolean {
  const [[txid = '0', id = '0'], [otherTxid = '0', otherId = '0']] = [one.split('-'), other.split('-')]
  const ahead = BigInt(txid) - BigInt(otherTxid)
  return ahead > 0n || (ahead === 0n && BigInt(id) > BigInt(otherId))
}

type Row = Awaited<ReturnType<typeof events.execute>>[number]

const ledgerEvent = (row: Row): LedgerEvent => ({
  cursor: `${row.txid}-${row.id}`,
  ticket: row.ticket_id,
  event: eventOf(row),
  person:
    row.by_person === null || row.person_name === null || row.person_side === null
      ? null
      : { id: row.by_person, name: row.person_name, side: row.person_side, email: row.person_email },
})

export interface EventColumns {
  readonly seq: number
  readonly at: Instant
  readonly noted_at: Instant
  readonly by_kind: By['kind']
  readonly by_side: 'agent' | 'partner' | 'system'
  readonly by_person: PersonId | null
  readonly visible_to: 'partner' | 'staff'
  readonly kind: string
  readonly data: Record<string, unknown>
}

/** The event as the core made it. */
export const eventOf = (row: EventColumns): TicketEvent => ({
  seq: row.seq,
  at: row.at,
  notedAt: row.noted_at,
  by: byOf(row),
  visibleTo: row.visible_to,
  fact: revive({ kind: row.kind, ...row.data }) as TicketFact,
})

function byOf({ by_kind: kind, by_side: side, by_person: person }: EventColumns): By {
  if (kind === 'log') return { kind, side }
  if (kind === 'system') return { kind }
  if (person === null) throw new Error(`An event by ${kind} has no person.`)
  return { kind, person }
}

/** Whether somebody of its partner has written on a ticket after an instant. */
export async function hasPartnerWritten(tx: Tx, ticket: TicketId, after: Instant): Promise<boolean> {
  const rows = await tx.run(
    from
      .selectFrom('events')
      .select('seq')
      .where('ticket_id', '=', ticket)
      .where('kind', '=', 'partner-replied')
      .where('at', '>', after)
      .limit(1),
  )
  return rows.length > 0
}
