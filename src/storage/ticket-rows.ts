/** Tickets as lists and pages show them: with names, in the product's own order of urgency. */
import { sql, type SelectQueryBuilder } from 'kysely'
import type { Finding } from '../domain/intake/request.ts'
import { ok, type CustomerId, type Instant, type PartnerId, type Result, type TicketId } from '../domain/kernel.ts'
import type { DeskId, Severity, TierId } from '../domain/policy.ts'
import { searchQuery } from '../domain/search.ts'
import type { Status, Ticket, Urgency } from '../domain/ticket/ticket.ts'
import { toText } from './connection.ts'
import { atLeast, cursorOf, pageOf, readCursor, type Key, type Page, type PageRequest } from './page.ts'
import type { PersonName } from './people.ts'
import { from, type Tables } from './tables.ts'
import { ticketOf } from './tickets.ts'
import type { Tx } from './tx.ts'

export interface TicketRow {
  readonly ticket: Ticket
  readonly number: string
  readonly status: Status
  readonly severityBecause: string
  readonly urgency: Urgency
  readonly findings: readonly Finding[]
  readonly createdAt: Instant
  readonly updatedAt: Instant
  /** As it is now; the ticket's own tier is the one it was opened under. */
  readonly partner: PartnerBrief | null
  readonly contact: PersonName | null
  readonly assignee: PersonName | null
  readonly customer: { readonly id: CustomerId; readonly name: string } | null
}

export interface PartnerBrief {
  readonly id: PartnerId
  readonly name: string
  readonly tier: TierId
  readonly country: string
  readonly state: string | null
}

/**
 * 'queue': open tickets, what must happen next first; 'mine': those of them that are assigned to the actor; 'all': every
 * ticket, the one that something happened to last first.
 */
export type TicketViewName = 'queue' | 'mine' | 'all'

export interface TicketFilter {
  readonly view: TicketViewName
  readonly status?: Status | undefined
  readonly desk?: DeskId | undefined
  readonly severity?: Severity | undefined
  readonly partner?: PartnerId | undefined
  readonly customer?: CustomerId | undefined
  /** D1: of large accounts only, or of none. */
  readonly keyAccount?: boolean | undefined
  /** Words to be found in number, subject or messages. */
  readonly q?: string | undefined
}

/** Of so many messages with the words at most; beyond, the words say too little. */
const mostHits = 2_000

type TicketQuery<Shown> = SelectQueryBuilder<Tables, 'ticket_rows', Shown>

/** The ticket, or null where there is none that the actor may see. */
export async function readTicket(tx: Tx, id: TicketId): Promise<TicketRow | null> {
  const [row] = await tx.runOften(from.selectFrom('ticket_rows').selectAll().where('id', '=', id))
  return row === undefined ? null : rowOf(row)
}

/** Those that there are, in the order asked for. */
export async function readTickets(tx: Tx, ids: readonly TicketId[]): Promise<readonly TicketRow[]> {
  if (ids.length === 0) return []
  const wanted = sql<TicketId>`any (${ids}::uuid[])`
  const rows = await tx.runOften(from.selectFrom('ticket_rows').selectAll().where('id', '=', wanted))
  const byId = new Map(rows.map((row) => [row.id, rowOf(row)]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** A page of tickets. Its cost does not depend on how many tickets there are. Refuses a cursor of another view. */
export async function listTickets(
  tx: Tx,
  { limit, cursor, ...filter }: TicketFilter & PageRequest,
): Promise<Result<Page<TicketRow>>> {
  const order = filter.view === 'all' ? latest : urgent
  const after = readCursor(cursor, filter.view, order.shapes)
  if (!after.ok) return after
  let query = order.sort(filtered(from.selectFrom('ticket_rows').selectAll(), tx, filter))
  if (after.value !== null) query = query.where(order.after(after.value))
  const rows = await tx.runOften(query.limit(atLeast(limit)))
  return ok(pageOf(rows, limit, rowOf, (last) => cursorOf(filter.view, order.keys(last))))
}

/** How many tickets there are of a kind, counted up to `upTo`. */
export async function countTickets(tx: Tx, filter: TicketFilter, upTo = 1_000): Promise<number> {
  const some = filtered(from.selectFrom('ticket_rows').select('id'), tx, filter).limit(sql.lit(upTo))
  const [row] = await tx.runOften(
    from.selectFrom(some.as('some')).select(({ fn }) => fn.countAll<number>().as('count')),
  )
  return row?.count ?? 0
}

function filtered<Shown>(all: TicketQuery<Shown>, tx: Tx, filter: TicketFilter): TicketQuery<Shown> {
  const { actor } = tx
  let query = all
  if (filter.view !== 'all') query = query.where('open', '=', sql.lit(true))
  if (filter.view === 'mine')
    query = query.where('assignee_id', '=', actor.kind === 'system' ? (null as never) : actor.person)
  // Row level security sees to it in any case; said again here, it is found by the partner's own index.
  const partner = actor.kind === 'partner' ? actor.partner : filter.partner
  if (partner !== undefined) query = query.where('partner_id', '=', partner)
  if (actor.kind === 'partner' && filter.partner !== undefined) query = query.where('partner_id', '=', filter.partner)
  if (filter.desk !== undefined) query = query.where('desk', '=', filter.desk)
  if (filter.status !== undefined) query = query.where('status', '=', filter.status)
  if (filter.severity !== undefined) query = query.where('severity', '=', filter.severity)
  if (filter.customer !== undefined) query = query.where('customer_id', '=', filter.customer)
  if (filter.keyAccount !== undefined) query = query.where('key_account', '=', sql.lit(filter.keyAccount))
  if (filter.q !== undefined && filter.q.trim() !== '')
    query = query.where(
      'id',
      '=',
      sql<TicketId>`any (array(select search_tickets(${filter.q}, ${searchQuery(filter.q)}, ${mostHits})))`,
    )
  return query
}

interface Order {
  readonly shapes: Parameters<typeof readCursor>[2]
  sort<Shown>(query: TicketQuery<Shown>): TicketQuery<Shown>
  after(keys: readonly Key[]): ReturnType<typeof sql<boolean>>
  keys(row: Tables['ticket_rows']): readonly Key[]
}

const urgent: Order = {
  shapes: ['number', 'instant', 'uuid'],
  sort: (query) => query.orderBy('urgency_band').orderBy('urgency_at').orderBy('id'),
  after: ([band, at, id]) =>
    sql<boolean>`(urgency_band, urgency_at, id) > (${band}::smallint, ${at}::timestamptz, ${id}::uuid)`,
  keys: (row) => [row.urgency_band, toText(row.urgency_at), row.id],
}

const latest: Order = {
  shapes: ['instant', 'uuid'],
  sort: (query) => query.orderBy('updated_at', 'desc').orderBy('id', 'desc'),
  after: ([at, id]) => sql<boolean>`(updated_at, id) < (${at}::timestamptz, ${id}::uuid)`,
  keys: (row) => [toText(row.updated_at), row.id],
}

/** The row has what `person_names` has. */
const nameOf = (person: PersonName | null): PersonName | null =>
  person === null ? null : { id: person.id, name: person.name, side: person.side, email: person.email }

function rowOf(row: Tables['ticket_rows']): TicketRow {
  return {
    ticket: ticketOf(row),
    number: row.number,
    status: row.status,
    severityBecause: row.severity_because,
    urgency: { band: row.urgency_band, at: row.urgency_at },
    findings: row.findings,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    partner: row.partner,
    contact: nameOf(row.contact),
    assignee: nameOf(row.assignee),
    customer: row.customer,
  }
}
