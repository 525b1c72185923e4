/** How far a log has been played in: a second replay of the same file changes nothing. */
import { sql } from 'kysely'
import type { Instant, TicketId } from '../domain/kernel.ts'
import type { Tx } from './tx.ts'

export interface ReplayPosition {
  /** Which log. */
  readonly source: string
  /** The ticket's name in that log. */
  readonly ref: string
  readonly ticket: TicketId
  /** How many of its lines have been played. */
  readonly applied: number
}

/** A ticket of the log that has been received. */
export interface BegunTicket extends ReplayPosition {
  readonly receivedAt: Instant
}

/** Those of `refs` that have begun, by their name in the log. */
export async function begunTickets(
  tx: Tx,
  source: string,
  refs: readonly string[],
): Promise<ReadonlyMap<string, BegunTicket>> {
  const rows = await tx.run(
    sql<BegunTicket>`
      select p.source, p.ref, p.ticket_id as ticket, p.applied, t.received_at as "receivedAt"
      from replay_positions p join tickets t on t.id = p.ticket_id
      where p.source = ${source} and p.ref = any(${refs}::text[])`,
  )
  return new Map(rows.map((row) => [row.ref, row]))
}

/** Written in the transaction that plays the lines: both, or neither. */
export async function keepReplayPositions(tx: Tx, positions: readonly ReplayPosition[]): Promise<void> {
  if (positions.length === 0) return
  await tx.run(
    sql`insert into replay_positions (source, ref, ticket_id, applied)
      select * from jsonb_to_recordset(${JSON.stringify(positions.map(({ ticket, ...rest }) => ({ ...rest, ticket_id: ticket })))}::jsonb)
        as r (source text, ref text, ticket_id uuid, applied integer)
      on conflict (source, ref) do update set applied = excluded.applied`,
  )
}
