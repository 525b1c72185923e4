/** What reports are made of, in pages: a report of any size takes the memory of one page. */
import { sql } from 'kysely'
import type { Ticket } from '../domain/ticket/ticket.ts'
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
