/** The few facts of a ticket that go with each of its events in the stream. */
import type { PartnerId, TicketId } from '../domain/kernel.ts'
import type { DeskId } from '../domain/policy.ts'
import { from } from './tables.ts'
import type { Tx } from './tx.ts'

export interface TicketBrief {
  readonly id: TicketId
  readonly number: string
  readonly desk: DeskId
  readonly partner: PartnerId | null
  readonly policyVersion: number
}

/** Of those that there are and that the actor may see. */
export async function ticketBriefs(tx: Tx, ids: readonly TicketId[]): Promise<ReadonlyMap<TicketId, TicketBrief>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.run(
    from
      .selectFrom('ticket_rows')
      .select(['id', 'number', 'desk', 'partner_id as partner', 'policy_version as policyVersion'])
      .where('id', 'in', ids),
  )
  return new Map(rows.map((row) => [row.id, row]))
}
