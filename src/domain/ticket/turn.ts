/** Who must move next on a ticket. */
import { isOver, statusOf, type Ticket } from './ticket.ts'

export const turns = ['us', 'partner', 'product', 'nobody'] as const
export type Turn = (typeof turns)[number]

/** What waits on a product team is still ours while the partner is owed an answer (C6). */
export function turnOf(ticket: Ticket): Turn {
  if (isOver(ticket)) return 'nobody'
  if (ticket.clocks.some((clock) => clock.stopped === null)) return 'us'
  const status = statusOf(ticket)
  if (status === 'waiting-on-product') return 'product'
  return status === 'waiting-on-partner' ? 'partner' : 'us'
}
