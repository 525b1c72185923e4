/** What reports are made of, in pages: a report of any size takes the memory of one page. */
import { sql } from 'kysely'
import type { Instant, PartnerId, PersonId, TicketId } from '../domain/kernel.ts'
import type { Ticket } from '../domain/ticket/ticket.ts'
import { toText } from './connection.ts'
import type { TicketStateColumns } from './tables.ts'
import { ticketOf } from './tickets.ts'
import type { Tx } from './tx.ts'

/** A log's tickets with their clocks, in the order of their names in it, after the one named `after`. */
export async function ticketsOfLog(
  tx: Tx,
  source: string,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<readonly { readonly ref: string; readonly ticket: Ticket }[]> {
  const rows = await tx.run(
    sql<TicketStateColumns & { readonly ref: string }>`
      select p.ref, s.*
      from (select ref, ticket_id from replay_positions where source = ${source} and ref > ${after} order by ref limit ${limit}) p
      join ticket_states s on s.id = p.ticket_id
      order by p.ref`,
  )
  return rows.map((row) => ({ ref: row.ref, ticket: ticketOf(row) }))
}

export interface ReceivedFilter {
  /** Of their receipt, or of what `of` says: from the first instant on, before the second. */
  readonly from: Instant
  readonly to: Instant
  /** 'promises': tickets with a promise that was due or settled in the span, whenever they came; of one partner. */
  readonly of?: 'received' | 'promises' | undefined
  readonly desk?: string | undefined
  readonly tier?: string | undefined
  readonly severity?: number | undefined
  readonly partner?: PartnerId | undefined
  readonly product?: string | undefined
  readonly agent?: PersonId | undefined
  readonly channel?: string | undefined
}

export interface ReceivedTicket {
  readonly ticket: Ticket
  /** Public messages of both sides. */
  readonly exchanges: number
  /** The form as it was given. */
  readonly intake: unknown
}

/** Where a page of received tickets begins: after this one. */
export interface ReceivedPlace {
  readonly receivedAt: Instant
  readonly id: TicketId
}

/** Tickets by the time of their receipt, with their clocks. */
export async function ticketsReceived(
  tx: Tx,
  filter: ReceivedFilter,
  { after, limit }: { readonly after: ReceivedPlace | null; readonly limit: number },
): Promise<readonly ReceivedTicket[]> {
  const rows = await tx.run(
    sql<TicketStateColumns & { readonly exchanges: number; readonly intake: unknown }>`
      select s.*, t.intake,
        (select count(*) from messages m where m.ticket_id = t.id and m.visibility = 'public') as exchanges
      from (select id, received_at, intake from tickets t where ${wantedBy(filter, after)}
        order by received_at, id limit ${limit}) t
      join ticket_states s on s.id = t.id
      order by t.received_at, t.id`,
  )
  return rows.map((row) => ({ ticket: ticketOf(row), exchanges: row.exchanges, intake: row.intake }))
}

export interface StatedTicket {
  readonly ticket: Ticket
  readonly number: string
}

/** The same tickets with their numbers, for a statement. */
export async function ticketsStated(
  tx: Tx,
  filter: ReceivedFilter,
  { after, limit }: { readonly after: ReceivedPlace | null; readonly limit: number },
): Promise<readonly StatedTicket[]> {
  const rows = await tx.run(
    sql<TicketStateColumns & { readonly number: string }>`
      select s.*, t.number
      from (select id, received_at, number from tickets t where ${wantedBy(filter, after)}
        order by received_at, id limit ${limit}) t
      join ticket_states s on s.id = t.id
      order by t.received_at, t.id`,
  )
  return rows.map((row) => ({ ticket: ticketOf(row), number: row.number }))
}

/** Tickets of a partner, received in a span, for which nothing was ever promised (B7). */
export async function countPromisedNothing(
  tx: Tx,
  partner: PartnerId,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): Promise<number> {
  const [row] = await tx.run(sql<{ count: number }>`
    select count(*)::integer as count from tickets t
    where ${wantedBy({ from, to, partner }, null)} and not exists (select from clocks c where c.ticket_id = t.id)`)
  return row?.count ?? 0
}

/** A promise is due within a year of the last thing that was done on its ticket: so far back an index leads. */
const duesWithinDays = 366

function spanned({ from, to, of }: ReceivedFilter) {
  const [first, end] = [sql`${toText(from)}::timestamptz`, sql`${toText(to)}::timestamptz`]
  if (of !== 'promises') return sql`received_at >= ${first} and received_at < ${end}`
  return sql`received_at < ${end} and updated_at >= ${first} - ${`${duesWithinDays} days`}::interval
    and exists (select from clocks c where c.ticket_id = t.id
      and ((c.limit_at >= ${first} and c.limit_at < ${end}) or (c.stopped_at >= ${first} and c.stopped_at < ${end})))`
}

function wantedBy(filter: ReceivedFilter, after: ReceivedPlace | null) {
  const wanted = [
    spanned(filter),
    ...(filter.desk === undefined ? [] : [sql`desk = ${filter.desk}`]),
    ...(filter.tier === undefined ? [] : [sql`tier = ${filter.tier}`]),
    ...(filter.severity === undefined ? [] : [sql`severity = ${filter.severity}::smallint`]),
    ...(filter.partner === undefined ? [] : [sql`partner_id = ${filter.partner}::uuid`]),
    ...(filter.product === undefined ? [] : [sql`product = ${filter.product}`]),
    ...(filter.agent === undefined ? [] : [sql`assignee_id = ${filter.agent}::uuid`]),
    ...(filter.channel === undefined ? [] : [sql`channel = ${filter.channel}`]),
    ...(after === null ? [] : [sql`(received_at, id) > (${toText(after.receivedAt)}::timestamptz, ${after.id}::uuid)`]),
  ]
  return sql.join(wanted, sql` and `)
}
