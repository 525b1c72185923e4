/** What a replay needs to know of the tickets of its log. */
import { sql } from 'kysely'
import type { Instant, TicketId } from '../domain/kernel.ts'
import type { Tx } from './tx.ts'

/** When the last thing was decided about each ticket. */
export async function lastDecisions(tx: Tx, ids: readonly TicketId[]): Promise<ReadonlyMap<TicketId, Instant>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.run(
    sql<{ id: TicketId; at: Instant }>`select id, updated_at as at from tickets where id = any(${ids}::uuid[])`,
  )
  return new Map(rows.map(({ id, at }) => [id, at]))
}

/**
 * Tickets of a log that are not over and are parked, or due by `at`: what is left to bring up to the log's end. In the
 * order of their refs, after `after`.
 */
export function unfinishedTickets(
  tx: Tx,
  source: string,
  { at, after, limit }: { readonly at: Instant; readonly after: string; readonly limit: number },
): Promise<readonly { readonly ref: string; readonly ticket: TicketId }[]> {
  return tx.run(
    sql<{ ref: string; ticket: TicketId }>`
      select p.ref, p.ticket_id as ticket
      from replay_positions p join tickets t on t.id = p.ticket_id
      where p.source = ${source} and p.ref > ${after} and t.closed_at is null and t.merged_into is null
        and (t.wake_at is null or t.wake_at <= ${at})
      order by p.ref limit ${limit}`,
  )
}
