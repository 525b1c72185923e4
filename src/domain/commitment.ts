/** The ranges of C1 and C2, placed by tier (C3) in the working time of the partner's own region (A9). */
import { wallClock, workingTimeOf, type WorkingTime } from './calendar/working-time.ts'
import type { Terms, Window } from './clock.ts'
import { minutes, type Instant, type Minutes } from './kernel.ts'
import { severityRules, tierRules, type Kind, type Policy, type Promised, type Range } from './policy.ts'
import { placeOf } from './region.ts'

/** All that decides what is promised. */
export interface Situation {
  readonly desk: string
  readonly severity: number
  readonly tier: string
  readonly country: string
  readonly state: string | null
  /** The ticket's category is one of the critical ones (A9). */
  readonly critical: boolean
  readonly keyAccount: boolean
  readonly kind: Kind
}

/** A9: only the most urgent severity of a critical category runs round the clock. */
export const runsRoundTheClock = (situation: Pick<Situation, 'critical' | 'severity'>): boolean =>
  situation.critical && situation.severity === 1

export const termsOf = (situation: Situation): Terms => ({
  desk: situation.desk,
  severity: situation.severity,
  tier: situation.tier,
  keyAccount: situation.keyAccount,
  roundTheClock: runsRoundTheClock(situation),
})

/** C3: where the target lies in the range; a key account counts as the tier that the policy names (D1). */
export function targetPosition(policy: Policy, terms: Pick<Terms, 'tier' | 'keyAccount'>): number {
  const own = tierRules(policy, terms.tier).targetPosition
  return terms.keyAccount ? Math.min(own, tierRules(policy, policy.keyAccounts.countsAsTier).targetPosition) : own
}

export const rangeOf = (policy: Policy, terms: Pick<Terms, 'desk' | 'severity'>, promised: Promised): Range =>
  severityRules(policy, terms.desk, terms.severity).commitment[promised]

export const targetWithin = (range: Range, position: number): Minutes =>
  minutes(range.from + position * (range.to - range.from))

/** The working time that a promise under these terms is counted in. */
export function timeFor(policy: Policy, terms: Terms, place: { country: string; state: string | null }): WorkingTime {
  return terms.roundTheClock ? wallClock : workingTimeOf(placeOf(policy, place.country, place.state).calendar)
}

/** Target and limit of one promise counted from an instant. */
export function windowFrom(
  policy: Policy,
  terms: Terms,
  place: { country: string; state: string | null },
  promised: Promised,
  from: Instant,
): Window {
  const time = timeFor(policy, terms, place)
  const range = rangeOf(policy, terms, promised)
  return {
    targetAt: time.add(from, targetWithin(range, targetPosition(policy, terms))),
    limitAt: time.add(from, range.to),
  }
}
