/** Tickets as lists and pages show them: with names, in the product's own order of urgency. */
import { sql } from 'kysely'
import type { Finding } from '../domain/intake/request.ts'
import { ok, type CustomerId, type Instant, type PartnerId, type Result, type TicketId } from '../domain/kernel.ts'
import type { TierId } from '../domain/policy.ts'
import type { Status, Ticket, Urgency } from '../domain/ticket/ticket.ts'
import { toText } from './connection.ts'
import { atLeast, cursorOf, pageOf, readCursor, type Key, type Page, type PageRequest } from './page.ts'
import type { KnownPerson, PersonName } from './people.ts'
import { from, type Tables } from './tables.ts'
import { found, isPassed, looked, passed, withTagged, type TicketFilter, type TicketQuery } from './ticket-filter.ts'
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
  readonly contact: KnownPerson | null
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

/** So many tickets a page looks through at most for what no index finds; beyond them it leads on. */
const farthest = 5_000
/** The same for a count. */
const farthestCounted = 2_000

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

/**
 * A page of tickets. Its cost does not depend on how many tickets there are: where it would have to look through very many
 * it may have few items, or none, and leads on all the same. Refuses a cursor of another view.
 */
export async function listTickets(
  tx: Tx,
  { limit, cursor, ...asked }: TicketFilter & PageRequest,
  most = farthest,
): Promise<Result<Page<TicketRow>>> {
  const filter = await withTagged(tx, asked)
  const order = filter.view === 'all' ? latest : urgent
  const after = readCursor(cursor, filter.view, order.shapes)
  if (!after.ok) return after
  if (isPassed(filter)) return ok(await passing(tx, filter, order, after.value, { limit, most }))
  let query = order.sort(found(from.selectFrom('ticket_rows').selectAll(), tx, filter))
  if (after.value !== null) query = query.where(order.after(after.value))
  const rows = await tx.runOften(query.limit(atLeast(limit)))
  return ok(pageOf(rows, limit, rowOf, (last) => cursorOf(filter.view, order.keys(last))))
}

type Passing = Sorted & { readonly is_end: boolean }

/**
 * A page of those that pass among the next `most` of the list. Where they do not fill it, the last one that was looked
 * at is the cursor: found in the same statement, so that none slips through between two.
 */
async function passing(
  tx: Tx,
  filter: TicketFilter,
  order: Order,
  after: readonly Key[] | null,
  { limit, most }: { readonly limit: number; readonly most: number },
): Promise<Page<TicketRow>> {
  const all = found(from.selectFrom('ticket_rows').select(looked), tx, filter)
  const rest = order.sort(after === null ? all : all.where(order.after(after)))
  const walk = rest.limit(sql.lit(most)).as('ticket_rows')
  const keys = sql.raw(sorted.join(', '))
  const fit = order.sort(passed(from.selectFrom(walk).select(sorted) as never, filter))
  const enough = sql.lit(limit + 1)
  const end = rest.clearSelect().select(sorted)
  const rows = await tx.runOften(sql<Passing>`
    with fit as materialized (${fit.limit(enough)})
    select ${keys}, false as is_end from fit
    union all
    select ${keys}, true from (${end.limit(sql.lit(1)).offset(sql.lit(most - 1))}) as last
    where (select count(*) from fit) < ${enough}
    order by is_end, ${order.by}`)
  const there = rows.filter(({ is_end }) => !is_end)
  const shown = there.slice(0, limit)
  const last = there.length > limit ? shown.at(-1) : rows.find(({ is_end }) => is_end)
  return {
    items: await readTickets(
      tx,
      shown.map(({ id }) => id),
    ),
    nextCursor: last === undefined ? null : cursorOf(filter.view, order.keys(last)),
  }
}

/** How many tickets there are of a kind, counted up to `upTo`. */
export const countTickets = async (tx: Tx, filter: TicketFilter, upTo = 1_000): Promise<number> =>
  (await countSome(tx, filter, upTo)).count

/** The same; not `isAll` where there may be more, since counting or looking stopped before the list's end. */
export async function countSome(
  tx: Tx,
  asked: TicketFilter,
  upTo = 1_000,
  most = farthestCounted,
): Promise<{ readonly count: number; readonly isAll: boolean }> {
  const filter = await withTagged(tx, asked)
  const order = filter.view === 'all' ? latest : urgent
  const all = found(from.selectFrom('ticket_rows').select(looked), tx, filter)
  if (!isPassed(filter)) {
    const some = all.clearSelect().select('id').limit(sql.lit(upTo))
    const [row] = await tx.runOften(sql<{ count: number }>`select count(*)::integer as count from (${some}) as counted`)
    const count = row?.count ?? 0
    return { count, isAll: count < upTo }
  }
  const walk = order.sort(all).limit(sql.lit(most)).as('ticket_rows')
  const fit = passed(from.selectFrom(walk).select('id') as never, filter).limit(sql.lit(upTo))
  const end = order
    .sort(all.clearSelect().select('id'))
    .limit(sql.lit(1))
    .offset(sql.lit(most - 1))
  const [row] = await tx.runOften(sql<{ count: number; is_cut: boolean }>`
    select (select count(*)::integer from (${fit}) as fit) as count, exists (${end}) as is_cut`)
  const count = row?.count ?? 0
  return { count, isAll: count < upTo && row?.is_cut !== true }
}

/** What lists are ordered by. */
const sorted = ['id', 'urgency_band', 'urgency_at', 'updated_at'] as const
type Sorted = Pick<Tables['ticket_rows'], (typeof sorted)[number]>

interface Order {
  readonly shapes: Parameters<typeof readCursor>[2]
  readonly by: ReturnType<typeof sql>
  sort<Shown>(query: TicketQuery<Shown>): TicketQuery<Shown>
  after(keys: readonly Key[]): ReturnType<typeof sql<boolean>>
  keys(row: Sorted): readonly Key[]
}

const urgent: Order = {
  shapes: ['number', 'instant', 'uuid'],
  by: sql`urgency_band, urgency_at, id`,
  sort: (query) => query.orderBy('urgency_band').orderBy('urgency_at').orderBy('id'),
  after: ([band, at, id]) =>
    sql<boolean>`(urgency_band, urgency_at, id) > (${band}::smallint, ${at}::timestamptz, ${id}::uuid)`,
  keys: (row) => [row.urgency_band, toText(row.urgency_at), row.id],
}

const latest: Order = {
  shapes: ['instant', 'uuid'],
  by: sql`updated_at desc, id desc`,
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
    contact: row.contact,
    assignee: nameOf(row.assignee),
    customer: row.customer,
  }
}
