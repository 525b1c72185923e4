/** Which calls can be booked (D3): free time of a person, cut into slots, exact over changes of the clocks. */
import { openSpans, plan, type Span } from '../calendar/open-spans.ts'
import type { Instant } from '../kernel.ts'
import type { CallRules } from '../policy/calls.ts'
import { calendarOf, type Availability } from './availability.ts'

export interface Slot {
  readonly startsAt: Instant
  readonly endsAt: Instant
}

const minute = 60_000
const day = 24 * 60 * minute

/**
 * In order. `taken` are stretches in which the person is busy already; `now` decides what is too soon and too far ahead. A
 * slot begins at an opening or a whole number of steps after it, and ends before the closing.
 */
export function freeSlots(
  availability: Availability,
  taken: readonly Slot[],
  { minutes, everyMinutes, noticeHours, horizonDays }: CallRules,
  now: Instant,
): readonly Slot[] {
  const first = now.epochMilliseconds + noticeHours * 60 * minute
  const last = now.epochMilliseconds + horizonDays * day
  // From well before it: an opening is where the steps are counted from.
  const from = (Math.floor(first / day) - 2) * day
  const on = (ms: number): string => Temporal.Instant.fromEpochMilliseconds(ms).toString().slice(0, 10)
  const calendar = calendarOf(availability, { fromOn: on(from - 4 * day), toOn: on(last + 5 * day) })
  const busy = taken.map(({ startsAt, endsAt }): Span => [startsAt.epochMilliseconds, endsAt.epochMilliseconds])
  const slots: Slot[] = []
  for (const [opens, closes] of openSpans(plan(calendar), from, last + day))
    for (let start = opens; start + minutes * minute <= closes; start += everyMinutes * minute) {
      const end = start + minutes * minute
      if (start < first || start > last || busy.some(([begins, ends]) => begins < end && start < ends)) continue
      slots.push({
        startsAt: Temporal.Instant.fromEpochMilliseconds(start),
        endsAt: Temporal.Instant.fromEpochMilliseconds(end),
      })
    }
  return slots
}
