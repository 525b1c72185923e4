/** The partner gives what it was asked for (B2, B3): a message of its own, and no second promise (C5). */
import { ok, refuse, type Instant, type Result } from '../kernel.ts'
import type { TicketCommand } from './command.ts'
import type { Draft } from './draft.ts'
import { oweDetermination } from './promises.ts'
import { isOver, type By } from './ticket.ts'

/**
 * Before a determination was stated its clock runs on: nothing starts anew because the partner was asked. Afterwards it is a
 * later message like any other, and owes the next word. Refused on a ticket that is over: there is nothing left to help with.
 */
export function supply(
  draft: Draft,
  by: By,
  at: Instant,
  { message, details }: Extract<TicketCommand, { kind: 'supply' }>,
): Result<void> {
  const { ticket } = draft
  if (ticket.mergedInto !== null)
    return refuse('invalid-state', 'This request goes on together with another of yours: answer on that one.')
  if (isOver(ticket))
    return refuse(
      'invalid-state',
      'This request is over, and nothing more is needed for it. A reply on it opens it again.',
    )
  draft.record({ kind: 'details-supplied', message, details }, { by })
  const { product } = details
  draft.set({
    unansweredSince: ticket.unansweredSince ?? at,
    ...(ticket.product === null && typeof product === 'string' ? { product } : {}),
  })
  oweDetermination(draft, at)
  return ok(undefined)
}
