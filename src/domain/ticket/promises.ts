/** What commands do to a ticket's clocks: start, answer, withdraw, put under other terms. */
import {
  changeClock,
  isRunning,
  startClock,
  stopClock,
  type Clock,
  type ClockChange,
  type StopReason,
  type Window,
} from '../clock.ts'
import { termsOf, windowFrom } from '../commitment.ts'
import type { Instant } from '../kernel.ts'
import { isExempt, type Promised } from '../policy.ts'
import type { Draft } from './draft.ts'
import { situationOf } from './open.ts'

export const runningClocks = (draft: Draft, promised?: Promised): readonly Clock[] =>
  draft.ticket.clocks.filter((clock) => isRunning(clock) && (promised === undefined || clock.promised === promised))

/** Starts the next clock of its kind under the ticket's present terms; an exempt ticket promises nothing (B7). */
export function startNext(draft: Draft, promised: Promised, from: Instant): void {
  const { ticket, policy } = draft
  if (isExempt(ticket.kind)) return
  const ordinal = ticket.clocks.filter((clock) => clock.promised === promised).length + 1
  const terms = termsOf(situationOf(ticket))
  draft.setClock(
    startClock(ticket.id, promised, ordinal, terms, from, windowFrom(policy, terms, ticket, promised, from)),
  )
}

/** A question of the partner's that nobody has answered gets its determination clock, unless one runs already (C5). */
export function oweDetermination(draft: Draft, from: Instant): void {
  if (runningClocks(draft, 'determination').length === 0) startNext(draft, 'determination', from)
}

export function stopAll(draft: Draft, at: Instant, because: StopReason, promised?: Promised): void {
  for (const clock of runningClocks(draft, promised)) draft.setClock(stopClock(clock, at, because))
}

/**
 * Puts every running clock under the ticket's present terms. `choose` takes the window it has and the one counted anew
 * and says which holds; `from` says whence each is counted (C8, A1, A2).
 */
export function recount(
  draft: Draft,
  at: Instant,
  cause: ClockChange['cause'],
  from: (clock: Clock) => Instant,
  choose: (old: Window, recounted: Window) => Window,
): void {
  const { ticket, policy } = draft
  const terms = termsOf(situationOf(ticket))
  for (const clock of runningClocks(draft)) {
    const window = windowFrom(policy, terms, ticket, clock.promised, from(clock))
    draft.setClock(changeClock(clock, terms, choose(clock, window), cause, at))
  }
}
