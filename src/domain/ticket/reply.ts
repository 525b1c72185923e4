/** Messages: what they answer, and what they ask (C4, C5, C13). */
import {
  earlier,
  isAfter,
  later,
  ok,
  refuse,
  type Instant,
  type MessageId,
  type Refusal,
  type Result,
} from '../kernel.ts'
import { isRunning } from '../clock.ts'
import type { TicketCommand } from './command.ts'
import { informed } from './escalate.ts'
import type { Draft } from './draft.ts'
import { oweDetermination, runningClocks, startNext, stopAll } from './promises.ts'
import { sideOf, type By } from './ticket.ts'

const done: Result<void> = ok(undefined)

export function reply(
  draft: Draft,
  by: By,
  at: Instant,
  { message, determination = false, stated, receivedAt = at }: Extract<TicketCommand, { kind: 'reply' }>,
): Result<void> {
  const refusal = mayWrite(draft)
  if (refusal !== null) return { ok: false, problem: refusal }
  return sideOf(by) === 'agent'
    ? agentReply(draft, by, at, message, stated ?? (determination || cameBack(draft)))
    : partnerReply(draft, by, at, message, receivedAt)
}

function mayWrite(draft: Draft): Refusal | null {
  if (draft.ticket.mergedInto === null) return null
  return refuse('invalid-state', 'This ticket was merged into another: write on the one that survived.').problem
}

/** Solved without an answer, and here again: what runs is owed since it came back, and ends with any answer (C5, C13). */
const cameBack = ({ ticket }: Draft): boolean =>
  ticket.clocks.some(({ promised, stopped }) => promised === 'determination' && stopped?.because === 'withdrawn')

/**
 * A person's public answer. The first stops the acknowledgement; a later one, or a first one marked so, states the
 * determination (C5). On a solved ticket it is only a further word.
 */
function agentReply(draft: Draft, by: By, at: Instant, message: MessageId | null, marked: boolean): Result<void> {
  const determination = marked || draft.ticket.firstAnsweredAt !== null
  draft.record({ kind: 'agent-replied', message, determination }, { by })
  answer(draft, at, determination)
  informed(draft, at)
  if (draft.ticket.contact !== null)
    draft.letter({
      template: 'reply',
      to: { kind: 'contact', person: draft.ticket.contact },
      message,
      data: { determination },
    })
  return done
}

/** Stops what a public answer answers. */
export function answer(draft: Draft, at: Instant, determination: boolean): void {
  stopAll(draft, at, 'kept', 'acknowledgement')
  if (determination) stopAll(draft, at, 'kept', 'determination')
  draft.set({ firstAnsweredAt: draft.ticket.firstAnsweredAt ?? at, unansweredSince: null })
}

/**
 * The partner writes: what is owed next is a determination, from when it wrote. On a solved ticket it reopens it, within the
 * policy's days.
 */
function partnerReply(draft: Draft, by: By, at: Instant, message: MessageId | null, receivedAt: Instant): Result<void> {
  if (isAfter(receivedAt, at))
    return refuse('conflict', 'A message cannot be received in the future: give the instant at which it came in.')
  const since = later(receivedAt, draft.ticket.receivedAt)
  if (draft.ticket.solvedAt !== null || draft.ticket.closedAt !== null) {
    const refusal = mayReopen(draft, since)
    if (refusal !== null) return { ok: false, problem: refusal }
    draft.set({ solvedAt: null, closedAt: null })
  }
  draft.record({ kind: 'partner-replied', message }, { at: since, by })
  draft.set({ unansweredSince: earlier(draft.ticket.unansweredSince ?? since, since) })
  giveWay(draft, at, since)
  oweDetermination(draft, since)
  return done
}

/** What was asked first is owed first: a clock of a later message gives way to the one since before it (A7). */
function giveWay(draft: Draft, at: Instant, since: Instant): void {
  const [running] = runningClocks(draft, 'determination')
  if (running !== undefined && running.breachedAt === null && isAfter(running.startedAt, since))
    stopAll(draft, at, 'withdrawn', 'determination')
}

/** Reopening is open to a partner for so many days after the solution; later a new ticket, linked to this one, is right. */
export function mayReopen(draft: Draft, at: Instant): Refusal | null {
  const { solvedAt, closedAt } = draft.ticket
  const endedAt = solvedAt ?? closedAt
  if (endedAt === null) return null
  const days = draft.policy.tickets.reopensWithinDays
  if (!isAfter(at, endedAt.add({ hours: days * 24 }))) return null
  return refuse(
    'invalid-state',
    `This ticket was solved more than ${days} days ago: open a new one and mention its number.`,
  ).problem
}

/** Reopens a solved or closed ticket: a new determination is owed; the acknowledgement is never counted twice (C13). */
export function reopen(draft: Draft, by: By, at: Instant, reason: string): Result<void> {
  const { ticket } = draft
  if (ticket.mergedInto !== null)
    return refuse('invalid-state', 'This ticket was merged into another: reopen the one that survived.')
  if (ticket.solvedAt === null && ticket.closedAt === null)
    return refuse('invalid-state', 'This ticket is open already.')
  if (sideOf(by) === 'partner') {
    const refusal = mayReopen(draft, at)
    if (refusal !== null) return { ok: false, problem: refusal }
  }
  draft.record({ kind: 'reopened', reason }, { by })
  draft.set({ solvedAt: null, closedAt: null, unansweredSince: ticket.unansweredSince ?? at })
  if (draft.ticket.clocks.every((clock) => !isRunning(clock))) startNext(draft, 'determination', at)
  return done
}
