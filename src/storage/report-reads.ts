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
  /** From the first instant on, before the second. */
  readonly from: Instant
  readonly to: Instant
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
  const wanted = [
    sql`received_at >= ${toText(filter.from)}::timestamptz and received_at < ${toText(filter.to)}::timestamptz`,
    ...(filter.desk === undefined ? [] : [sql`desk = ${filter.desk}`]),
    ...(filter.tier === undefined ? [] : [sql`tier = ${filter.tier}`]),
    ...(filter.severity === undefined ? [] : [sql`severity = ${filter.severity}::smallint`]),
    ...(filter.partner === undefined ? [] : [sql`partner_id = ${filter.partner}::uuid`]),
    ...(filter.product === undefined ? [] : [sql`product = ${filter.product}`]),
    ...(filter.agent === undefined ? [] : [sql`assignee_id = ${filter.agent}::uuid`]),
    ...(filter.channel === undefined ? [] : [sql`channel = ${filter.channel}`]),
    ...(after === null ? [] : [sql`(received_at, id) > (${toText(after.receivedAt)}::timestamptz, ${after.id}::uuid)`]),
  ]
  const rows = await tx.run(
    sql<TicketStateColumns & { readonly exchanges: number; readonly intake: unknown }>`
      select s.*, t.intake,
        (select count(*) from messages m where m.ticket_id = t.id and m.visibility = 'public') as exchanges
      from (select id, received_at, intake from tickets where ${sql.join(wanted, sql` and `)}
        order by received_at, id limit ${limit}) t
      join ticket_states s on s.id = t.id
      order by t.received_at, t.id`,
  )
  return rows.map((row) => ({ ticket: ticketOf(row), exchanges: row.exchanges, intake: row.intake }))
}
