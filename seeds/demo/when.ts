/**
 * When things happen in the demo, seen from the instant at which it is seeded: whatever weekday and hour that is, the
 * fortnight before reads the same, and what is live now runs out as it is meant to.
 */
import { timeFor, rangeOf, targetPosition, targetWithin } from '../../src/domain/commitment.ts'
import { workingTimeOf } from '../../src/domain/calendar/working-time.ts'
import type { Terms } from '../../src/domain/clock.ts'
import { minutes, type Instant, type Minutes } from '../../src/domain/kernel.ts'
import type { Policy, Promised } from '../../src/domain/policy.ts'
import { placeOf } from '../../src/domain/region.ts'

/** `time` is the partner's own wall clock, 'HH:MM'. */
export type When =
  | { readonly kind: 'working-day'; readonly ago: number; readonly time: string }
  | { readonly kind: 'last-weekend'; readonly day: 'saturday' | 'sunday'; readonly time: string }
  | { readonly kind: 'day'; readonly after: number; readonly time: string }
  | { readonly kind: 'later'; readonly by: Minutes }
  | { readonly kind: 'ago'; readonly by: Minutes }
  | { readonly kind: 'due'; readonly promised: Promised; readonly edge: 'target' | 'limit'; readonly in: Minutes }

/** So many working days before today: whatever hour it is now, that day is over. */
export const workingDaysAgo = (ago: number, time: string): When => ({ kind: 'working-day', ago, time })
/** The last weekend that is wholly over. */
export const lastWeekend = (day: 'saturday' | 'sunday', time: string): When => ({ kind: 'last-weekend', day, time })
/** So many working days after the receipt; 0 is the day of the receipt itself. */
export const day = (after: number, time: string): When => ({ kind: 'day', after, time })
/** So long after what happened before, whatever the hour. */
export const later = (by: Minutes): When => ({ kind: 'later', by })
export const ago = (by: Minutes): When => ({ kind: 'ago', by })

/** At such an instant that the clock which begins with it reaches its limit in so much of the time it is counted in. */
export const limitIn = (promised: Promised, left: Minutes): When => ({ kind: 'due', promised, edge: 'limit', in: left })
export const targetIn = (promised: Promised, left: Minutes): When => ({
  kind: 'due',
  promised,
  edge: 'target',
  in: left,
})
/** The limit has passed by so much. */
export const limitPassed = (promised: Promised, by: Minutes): When => limitIn(promised, minutes(-by))

/** What an instant of a story is worked out from. */
export interface Standpoint {
  readonly policy: Policy
  readonly now: Instant
  readonly country: string
  readonly state: string | null
  /** What a promise that begins here runs under. */
  readonly terms: Terms
  /** Null for the receipt itself. */
  readonly before: null | { readonly receivedAt: Instant; readonly lastAt: Instant }
}

/** Throws where the story is told wrongly: nothing happens after now, or before what happened before it. */
export function instantOf(when: When, from: Standpoint): Instant {
  const at = workOut(when, from)
  const { now, before } = from
  if (Temporal.Instant.compare(at, now) > 0) throw new Error(`${JSON.stringify(when)} is in the future.`)
  if (before !== null && Temporal.Instant.compare(at, before.lastAt) < 0)
    throw new Error(`${JSON.stringify(when)} is before what happens before it.`)
  return at
}

function workOut(when: When, { policy, now, country, state, terms, before }: Standpoint): Instant {
  const { zone, calendar } = placeOf(policy, country, state)
  const today = now.toZonedDateTimeISO(zone).toPlainDate()
  const isOpen = (at: Instant): boolean => workingTimeOf(calendar).isOpen(at)
  const clockTime = (date: Temporal.PlainDate, time: string): Instant =>
    date.toZonedDateTime({ timeZone: zone, plainTime: time }).toInstant()

  switch (when.kind) {
    case 'working-day':
      return clockTime(
        openDay(today, -when.ago, (date) => isOpen(clockTime(date, when.time))),
        when.time,
      )
    case 'last-weekend': {
      const monday = today.subtract({ days: today.dayOfWeek - 1 })
      return clockTime(monday.subtract({ days: when.day === 'saturday' ? 2 : 1 }), when.time)
    }
    case 'day': {
      const date = begun(before).receivedAt.toZonedDateTimeISO(zone).toPlainDate()
      return clockTime(
        openDay(date, when.after, (other) => isOpen(clockTime(other, when.time))),
        when.time,
      )
    }
    case 'later':
      return begun(before).lastAt.add({ minutes: when.by })
    case 'ago':
      return now.subtract({ minutes: when.by })
    case 'due': {
      const time = timeFor(policy, terms, { country, state })
      const range = rangeOf(policy, terms, when.promised)
      const length = when.edge === 'limit' ? range.to : targetWithin(range, targetPosition(policy, terms))
      return time.add(time.add(now, when.in), minutes(-length))
    }
  }
}

const begun = (before: Standpoint['before']) => {
  if (before === null) throw new Error('A receipt comes after nothing.')
  return before
}

/** The day that is so many open days away, back or forth; the day itself for none. */
function openDay(
  from: Temporal.PlainDate,
  count: number,
  isOpen: (date: Temporal.PlainDate) => boolean,
): Temporal.PlainDate {
  let date = from
  for (let left = Math.abs(count), tries = 0; left > 0; tries += 1) {
    if (tries === 200) throw new Error('The calendar of the demo is hardly ever open.')
    date = date.add({ days: Math.sign(count) })
    if (isOpen(date)) left -= 1
  }
  return date
}
