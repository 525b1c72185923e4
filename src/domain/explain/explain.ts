/** What is promised in a situation, and why each instant is what it is (C10). */
import { workingTimeOf, type ClosedSpan } from '../calendar/working-time.ts'
import { rangeOf, targetPosition, termsOf, windowFrom, type Situation } from '../commitment.ts'
import type { Clock, Terms, Window } from '../clock.ts'
import { later, type Instant } from '../kernel.ts'
import { isExempt, promisedKinds, type Policy, type Promised } from '../policy.ts'
import { placeOf } from '../region.ts'
import { inWords, type Reason } from './reasons.ts'

export interface Explanation {
  readonly exempt: boolean
  /** Null for an exempt kind (B7). */
  readonly windows: Readonly<Record<Promised, Window>> | null
  /** Key of the policy's calendars, or 'round-the-clock'. */
  readonly calendar: string
  readonly zone: string
  readonly reasons: readonly Reason[]
  readonly because: readonly string[]
}

type Where = { readonly country: string; readonly state: string | null }

export function explainSituation(policy: Policy, situation: Situation, receivedAt: Instant): Explanation {
  const place = placeOf(policy, situation.country, situation.state)
  const { zone } = place
  const terms = termsOf(situation)
  const calendar = terms.roundTheClock ? 'round-the-clock' : place.calendarId
  const received: Reason = { kind: 'received', at: receivedAt, zone }
  if (isExempt(situation.kind)) {
    const reasons: Reason[] = [received, { kind: 'exempt', of: situation.kind }]
    return { exempt: true, windows: null, calendar, zone, reasons, because: say(policy, reasons) }
  }
  const windows = {
    acknowledgement: windowFrom(policy, terms, situation, 'acknowledgement', receivedAt),
    determination: windowFrom(policy, terms, situation, 'determination', receivedAt),
  }
  const end = later(windows.acknowledgement.limitAt, windows.determination.limitAt)
  const reasons: Reason[] = [
    received,
    ...promisedKinds.map((promised): Reason => ({
      kind: 'range',
      promised,
      terms,
      range: rangeOf(policy, terms, promised),
    })),
    { kind: 'position', terms, position: targetPosition(policy, terms) },
    timeReason(policy, terms, situation, receivedAt, end),
    ...promisedKinds.map((promised): Reason => ({ kind: 'due', promised, ...windows[promised], zone })),
  ]
  return { exempt: false, windows, calendar, zone, reasons, because: say(policy, reasons) }
}

/** The reasons of one clock as it stands, its changes included. */
export function explainClock(
  policy: Policy,
  clock: Clock,
  where: Where,
): { reasons: readonly Reason[]; because: readonly string[] } {
  const { terms, promised } = clock
  const { zone } = placeOf(policy, where.country, where.state)
  const reasons: Reason[] = [
    { kind: 'received', at: clock.startedAt, zone },
    { kind: 'range', promised, terms, range: rangeOf(policy, terms, promised) },
    { kind: 'position', terms, position: targetPosition(policy, terms) },
    timeReason(policy, terms, where, clock.startedAt, clock.limitAt),
    ...clock.changes.map((change, index): Reason => {
      const now = clock.changes[index + 1]?.was.terms ?? terms
      return { kind: 'changed', change, now, zone }
    }),
    { kind: 'due', promised, targetAt: clock.targetAt, limitAt: clock.limitAt, zone },
    ...(clock.breachedAt === null ? [] : [{ kind: 'breached', at: clock.breachedAt, zone } satisfies Reason]),
  ]
  return { reasons, because: say(policy, reasons) }
}

/** Closed spans on a clock's line, up to its limit or to `until` where that is later: what the promise bar hatches. */
export function closedSpans(policy: Policy, clock: Clock, where: Where, until?: Instant): readonly ClosedSpan[] {
  if (clock.terms.roundTheClock) return []
  const { calendar } = placeOf(policy, where.country, where.state)
  const end = until === undefined ? clock.limitAt : later(clock.limitAt, until)
  return workingTimeOf(calendar).closedWithin(clock.startedAt, end)
}

function timeReason(policy: Policy, terms: Terms, where: Where, from: Instant, to: Instant): Reason {
  if (terms.roundTheClock) return { kind: 'round-the-clock' }
  const { calendar, calendarId, zone } = placeOf(policy, where.country, where.state)
  return { kind: 'calendar', calendar: calendarId, zone, closed: workingTimeOf(calendar).closedWithin(from, to) }
}

const say = (policy: Policy, reasons: readonly Reason[]): readonly string[] =>
  reasons.map((reason) => inWords(policy, reason))
