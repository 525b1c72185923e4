/** Being reminded of a ticket: the times that are offered, in one's own working time, and what is said when one has come. */
import type { OpenHours } from './calendar/calendar.ts'
import { openSpans, plan, type Span } from './calendar/open-spans.ts'
import { calendarOf, type Availability } from './calls/availability.ts'
import type { Instant } from './kernel.ts'
import { lateAfterMs } from './ticket/advance.ts'
import type { Status } from './ticket/ticket.ts'

export const reminderTimeNames = ['two-hours', 'tomorrow', 'monday'] as const
export type ReminderTimeName = (typeof reminderTimeNames)[number]

export interface ReminderTime {
  readonly name: ReminderTimeName
  readonly at: Instant
}

/** So many may be to come for one person. */
export const mostReminders = 200
/** No further ahead, in days. */
export const furthestReminderDays = 2 * 366

const weekdays: readonly OpenHours[] = [{ opens: '09:00', closes: '18:00' }]

/** Of whoever has said none of their own. */
export const usualHours = (zone: string): Availability => ({
  zone,
  week: { 1: weekdays, 2: weekdays, 3: weekdays, 4: weekdays, 5: weekdays },
  daysOff: [],
})

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const twoHoursMs = 120 * minuteMs
/** Whoever is away for longer chooses a time. */
const looksAheadDays = 60

/**
 * In the order of time: two hours of working time from `now`, the opening of the next working day, that of the next week; each
 * instant once, the later name for it. Days off are passed over, and what lies beyond sixty days is not offered.
 */
export function reminderTimes(hours: Availability, now: Instant): readonly ReminderTime[] {
  const own = Object.values(hours.week).some((day) => day.length > 0)
    ? hours
    : { ...usualHours(hours.zone), daysOff: hours.daysOff }
  const from = now.epochMilliseconds
  const to = from + looksAheadDays * dayMs
  const on = (ms: number): string => Temporal.Instant.fromEpochMilliseconds(ms).toString().slice(0, 10)
  const spans = openSpans(plan(calendarOf(own, { fromOn: on(from - 7 * dayMs), toOn: on(to + 7 * dayMs) })), from, to)
  const today = dayAt(from, own.zone)
  const monday = today.add({ days: 8 - today.dayOfWeek })
  const openingFrom = (first: Temporal.PlainDate): number | undefined =>
    spans.find(([opens]) => opens > from && Temporal.PlainDate.compare(dayAt(opens, own.zone), first) >= 0)?.[0]
  const found = new Map<number, ReminderTimeName>()
  const add = (name: ReminderTimeName, at: number | undefined): unknown =>
    at === undefined ? null : found.set(at, name)
  add('two-hours', after(spans, twoHoursMs))
  add('tomorrow', openingFrom(today.add({ days: 1 })))
  add('monday', openingFrom(monday))
  return [...found]
    .toSorted(([a], [b]) => a - b)
    .map(([at, name]) => ({ name, at: Temporal.Instant.fromEpochMilliseconds(at) }))
}

const dayAt = (ms: number, zone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate()

/** Once so much of it has passed, on a whole minute. */
function after(spans: readonly Span[], ms: number): number | undefined {
  let left = ms
  for (const [opens, closes] of spans) {
    if (left <= closes - opens) return Math.ceil((opens + left) / minuteMs) * minuteMs
    left -= closes - opens
  }
  return undefined
}

/** C11's measure. */
export const isToldLate = (dueAt: Instant, toldAt: Instant): boolean =>
  toldAt.epochMilliseconds - dueAt.epochMilliseconds > lateAfterMs

const ended: Readonly<Partial<Record<Status, string>>> = {
  solved: 'it is solved',
  closed: 'it is closed',
  merged: 'it was merged',
}

/** What a reminder says when its time has come: one's own words, and how it stands with the ticket where that is over. */
export function reminderInWords(note: string, isLate: boolean, status: Status): string {
  const what = isLate ? 'Reminder, late' : 'Reminder'
  const over = ended[status]
  return `${what}${note === '' ? '' : `: ${note}`}${over === undefined ? '' : ` (${over})`}`
}
