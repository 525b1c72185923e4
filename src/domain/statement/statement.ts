/** One promise as a statement tells it: what was due, when it was answered, and what became of it (C12, C13, C14). */
import { wallClock, workingTimeOf, type WorkingTime } from '../calendar/working-time.ts'
import { clockState, type Clock, type StopReason, type Terms } from '../clock.ts'
import { isAfter, later, type ClockId, type Instant } from '../kernel.ts'
import type { DeskId, Policy, Promised, Severity } from '../policy.ts'
import { placeOf } from '../region.ts'
import type { Ticket } from '../ticket/ticket.ts'

export const outcomes = ['within-target', 'within-limit', 'broken', 'withdrawn', 'running'] as const
export type Outcome = (typeof outcomes)[number]

export interface StatementLine {
  readonly id: ClockId
  readonly promised: Promised
  readonly ordinal: number
  /** Of the ticket, as it stands: what reports group by. */
  readonly desk: DeskId
  readonly severity: Severity
  /** What the promise itself ran under at the end. */
  readonly terms: Terms
  /** C9: of the policy that says what was promised. */
  readonly policyVersion: number
  readonly startedAt: Instant
  readonly targetAt: Instant
  readonly limitAt: Instant
  /** Of an answer by a person, in time or late. */
  readonly answeredAt: Instant | null
  readonly outcome: Outcome
  /** When and why it ended without an answer. */
  readonly endedAt: Instant | null
  readonly ended: Exclude<StopReason, 'kept'> | null
  readonly endedWords: string | null
  /** B7: it ended since the ticket became of a kind that is promised nothing. */
  readonly exempt: boolean
  /** From its start to its answer, in milliseconds of the time that it was counted in; null without one. */
  readonly tookMs: number | null
  /** Of a broken one, from its limit to its end, or until now while it runs; in the same time. */
  readonly lateMs: number | null
  /** How often its terms changed under way: another severity, desk or tier, a ticket merged into this one. */
  readonly changes: number
}

const endWords = {
  withdrawn: 'The request ended, or another message took its place, before an answer was due.',
  merged: 'The request goes on with the ticket that it was merged into, and so does what was promised.',
  exempt: 'It became a feature request or a product limitation, for which no times are promised.',
} as const satisfies Record<Exclude<StopReason, 'kept'>, string>

/** After the limit an end does not undo what was broken. */
const lateEndWords = {
  withdrawn: 'It was broken; the request ended without the answer.',
  merged: 'It was broken; the request goes on with the ticket that it was merged into.',
  exempt: 'It was broken; then it became a feature request or a product limitation.',
} as const satisfies Record<Exclude<StopReason, 'kept'>, string>

/** Whether a promise was due (its limit) or settled (its end) from the first instant on and before the second. */
export function isStated({ limitAt, stopped }: Clock, span: { readonly from: Instant; readonly to: Instant }): boolean {
  const isIn = (at: Instant): boolean => !isAfter(span.from, at) && isAfter(span.to, at)
  return isIn(limitAt) || (stopped !== null && isIn(stopped.at))
}

/** The working time that a promise was counted in (A9): of the ticket's own place, or the wall's clock. */
export function timeOfClock(policy: Policy, clock: Clock, ticket: Pick<Ticket, 'country' | 'state'>): WorkingTime {
  if (clock.terms.roundTheClock) return wallClock
  return workingTimeOf(placeOf(policy, ticket.country, ticket.state).calendar)
}

/** A promise as known at `at`. `policy` is the version that the ticket was opened under (C9). */
export function statementLine(policy: Policy, ticket: Ticket, clock: Clock, at: Instant): StatementLine {
  const time = timeOfClock(policy, clock, ticket)
  const { stopped, startedAt, targetAt, limitAt, breachedAt } = clock
  const answeredAt = stopped?.because === 'kept' ? stopped.at : null
  const ended = stopped === null || stopped.because === 'kept' ? null : stopped.because
  const between = (from: Instant, to: Instant): number => time.betweenMs(from.epochMilliseconds, to.epochMilliseconds)
  return {
    id: clock.id,
    promised: clock.promised,
    ordinal: clock.ordinal,
    desk: ticket.desk,
    severity: ticket.severity,
    terms: clock.terms,
    policyVersion: ticket.policyVersion,
    startedAt,
    targetAt,
    limitAt,
    answeredAt,
    outcome: outcomeOf(clock),
    endedAt: ended === null ? null : (stopped?.at ?? null),
    ended,
    endedWords: ended === null ? null : (breachedAt === null ? endWords : lateEndWords)[ended],
    exempt: ended === 'exempt',
    tookMs: answeredAt === null ? null : between(startedAt, answeredAt),
    lateMs: breachedAt === null ? null : between(limitAt, later(limitAt, stopped?.at ?? at)),
    changes: clock.changes.length,
  }
}

function outcomeOf(clock: Clock): Outcome {
  const state = clockState(clock)
  if (state === 'breached') return 'broken'
  if (state !== 'met') return state
  return clock.stopped !== null && isAfter(clock.stopped.at, clock.targetAt) ? 'within-limit' : 'within-target'
}
