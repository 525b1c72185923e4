/** How far a log has been played in: a second replay of the same file changes nothing. */
import { sql } from 'kysely'
import type { TicketId } from '../domain/kernel.ts'
import { from } from './tables.ts'
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

/** Those of `refs` that have begun. */
export async function replayPositions(
  tx: Tx,
  source: string,
  refs: readonly string[],
): Promise<ReadonlyMap<string, ReplayPosition>> {
  if (refs.length === 0) return new Map()
  const rows = await tx.run(
    from
      .selectFrom('replay_positions')
      .select(['source', 'ref', 'ticket_id as ticket', 'applied'])
      .where('source', '=', source)
      .where('ref', '=', sql<string>`any(${refs}::text[])`),
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
