/**
 * Tickets that have one cause: one of them, the lead, stands for it; the others are attached to it (decision 36). A lead is never
 * attached itself, so that nobody has to look further than one step. No promise changes by it.
 */
import type { Refusal, TicketId } from './kernel.ts'
import { statusOf, type Ticket } from './ticket/ticket.ts'

/** A ticket among the links: what it is attached to, and whether others are attached to it. Never both. */
export interface Linked {
  readonly id: TicketId
  readonly cause: TicketId | null
  readonly leads: boolean
}

/** As it is said to people: by its number, with the one that it is attached to or was merged into. */
export interface Named {
  readonly number: string
  readonly leadNumber: string | null
}

/** Why `ticket` cannot be attached to `cause`; null where it can. Solved ones may be: what the cause was is worth knowing then, too. */
export function whyNotCausedBy(
  ticket: Ticket,
  cause: Ticket,
  links: { readonly ticket: Linked; readonly cause: Linked },
  named: { readonly ticket: Named; readonly cause: Named },
): Refusal | null {
  const no = (code: Refusal['code'], message: string, field?: string): Refusal =>
    field === undefined ? { code, message } : { code, message, field }
  if (ticket.id === cause.id) return no('conflict', 'A ticket is not its own cause: choose another.', 'cause')
  if (ticket.mergedInto !== null)
    return no('invalid-state', `It was merged: attach ${named.ticket.leadNumber ?? 'the ticket that goes on'} instead.`)
  if (statusOf(ticket) === 'closed') return no('invalid-state', 'It is closed: only what is not closed is attached.')
  if (cause.mergedInto !== null)
    return no(
      'invalid-state',
      `${named.cause.number} was merged: choose ${named.cause.leadNumber ?? 'the ticket that goes on'}.`,
      'cause',
    )
  if (statusOf(cause) === 'closed')
    return no('invalid-state', `${named.cause.number} is closed: choose one that is not, or reopen it.`, 'cause')
  if (links.cause.cause !== null)
    return no(
      'conflict',
      `${named.cause.number} is attached itself: choose its cause, ${named.cause.leadNumber ?? 'another ticket'}.`,
      'cause',
    )
  if (links.ticket.leads)
    return no(
      'conflict',
      `${named.ticket.number} is the cause of others: attach ${named.cause.number} to it, or take those off first.`,
      'cause',
    )
  return null
}

export interface AfterMerge {
  /** What is attached to the merged one has this cause then. */
  readonly lead: TicketId
  /** What the survivor is attached to then. */
  readonly survivorCause: TicketId | null
}

/**
 * C13: the survivor stands where the merged one stood. Where it was attached to the merged one it leads; where it is attached to
 * another, what it takes over is attached to that; where it leads others it stays a lead.
 */
export function causesAfterMerge(merged: Linked, survivor: Linked): AfterMerge {
  const own = survivor.cause === merged.id ? null : survivor.cause
  const leads = survivor.leads || merged.leads
  const taken = own ?? (leads || merged.cause === survivor.id ? null : merged.cause)
  return { lead: own ?? survivor.id, survivorCause: taken }
}
