/** The end of a request: solved with its answer, closed, or withdrawn by the partner itself. */
import { isRunning } from '../clock.ts'
import { ok, refuse, type Instant, type MessageId, type Result } from '../kernel.ts'
import type { Draft } from './draft.ts'
import { stopAll } from './promises.ts'
import { answer } from './reply.ts'
import { sideOf, type By } from './ticket.ts'

/** What is over waits on nobody, and wants no broader attention. */
export const nothingPending = { waitingOn: null, escalation: null, dispute: null } as const

export interface Solution {
  /** The public message that says the solution. */
  readonly message: MessageId | null
  /** A log may end a ticket whose partner was never answered; its promises are then withdrawn, never met (C13). */
  readonly unanswered: boolean
}

/**
 * By an agent: with a message it is an answer and states the determination. Without one the partner must have had its
 * answer; solving then confirms it. By the partner: it needs nothing further, what still ran is withdrawn.
 */
export function solve(draft: Draft, by: By, at: Instant, { message, unanswered }: Solution): Result<void> {
  const { ticket } = draft
  if (ticket.mergedInto !== null)
    return refuse('invalid-state', 'This ticket was merged into another: solve the one that survived.')
  if (ticket.closedAt !== null) return refuse('invalid-state', 'This ticket is closed already.')
  if (ticket.solvedAt !== null) return refuse('invalid-state', 'This ticket is solved already.')

  const byAgent = sideOf(by) === 'agent'
  const owed = ticket.unansweredSince !== null && ticket.clocks.some(isRunning)
  if (byAgent && owed && message === null && !unanswered)
    return refuse('incomplete', 'The partner has had no answer yet: say in the body what solved it.', 'body')

  draft.record({ kind: 'solved', message, unanswered: owed && message === null }, { by })
  if (message !== null && byAgent) answer(draft, at, true)
  else if (byAgent && !owed) stopAll(draft, at, 'kept')
  else stopAll(draft, at, 'withdrawn')
  draft.set({ solvedAt: at, unansweredSince: null, ...nothingPending })
  if (draft.ticket.contact !== null && byAgent)
    draft.letter({ template: 'solved', to: { kind: 'contact', person: draft.ticket.contact }, message, data: {} })
  return ok(undefined)
}

/** Closes for good. An open ticket that is closed without a solution withdraws what it still promised. */
export function close(draft: Draft, by: By, at: Instant): Result<void> {
  const { ticket } = draft
  if (ticket.mergedInto !== null)
    return refuse('invalid-state', 'This ticket was merged into another: it is closed with it.')
  if (ticket.closedAt !== null) return refuse('invalid-state', 'This ticket is closed already.')
  draft.record({ kind: 'closed', byItself: false }, { by })
  stopAll(draft, at, 'withdrawn')
  draft.set({ closedAt: at, unansweredSince: null, ...nothingPending })
  return ok(undefined)
}
