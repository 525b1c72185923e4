/** When a deadline is: working time, business days and days as they come, each in its own calendar (E1, E3, E5). */
import type { Calendar } from '../calendar/calendar.ts'
import { wallClock, workingTimeOf, type ClosedSpan } from '../calendar/working-time.ts'
import { sayMinutes } from '../explain/words.ts'
import type { Instant } from '../kernel.ts'
import type { Policy } from '../policy.ts'
import type { DeadlineCalendar, DeadlineRules } from '../policy/workflows.ts'
import { entityCalendar } from '../payout.ts'
import { findPlace, placeOf } from '../region.ts'
import type { FieldValues } from './run.ts'

/** Where the ticket is. */
export interface Whereabouts {
  readonly country: string
  readonly state: string | null
}

/** A year of days without one that is open: such a calendar never comes to an end. */
const mostDays = 3_000

/**
 * The instant that the deadline allows until, itself still in time. A number of business days ends with the last of them
 * (24:00 where the calendar is kept), the day it counts from being day 0; days as they come end at the same time of day.
 * Throws a RangeError for a calendar that never opens.
 */
export function dueAt(
  policy: Policy,
  where: Whereabouts,
  fields: FieldValues,
  deadline: DeadlineRules,
  enteredAt: Instant,
): Instant {
  const { after } = deadline
  const calendar = calendarOf(policy, where, fields, deadline.calendar)
  const zone = calendar?.zone ?? placeOf(policy, where.country, where.state).zone
  const given = deadline.from === undefined ? undefined : fields[deadline.from]
  const from =
    typeof given === 'string'
      ? Temporal.PlainDate.from(given).toZonedDateTime(zone)
      : enteredAt.toZonedDateTimeISO(zone)
  switch (after.unit) {
    case 'working-time':
      return (calendar === null ? wallClock : workingTimeOf(calendar)).add(from.toInstant(), after.minutes)
    case 'business-days':
      return businessDays(calendar, from, after.days)
    case 'calendar-days':
      return from.add({ days: after.days }).toInstant()
  }
}

function businessDays(calendar: Calendar | null, from: Temporal.ZonedDateTime, days: number): Instant {
  const working = calendar === null ? wallClock : workingTimeOf(calendar)
  let day = from.startOfDay()
  for (let left = days, tried = 0; left > 0; tried += 1) {
    if (tried > mostDays + days * 7)
      throw new RangeError('This calendar never opens, so no business day ever passes in it')
    day = day.add({ days: 1 }).startOfDay()
    if (working.between(day.toInstant(), day.add({ days: 1 }).startOfDay().toInstant()) > 0) left -= 1
  }
  return day.add({ days: 1 }).startOfDay().toInstant()
}

/** Null: round the clock. A country or an entity that is not known any more is where the partner is. */
export function calendarOf(
  policy: Policy,
  where: Whereabouts,
  fields: FieldValues,
  calendar: DeadlineCalendar,
): Calendar | null {
  if (calendar === 'around-the-clock') return null
  if (calendar === 'partner') return placeOf(policy, where.country, where.state).calendar
  if ('subregion' in calendar) {
    const named = policy.calendars[calendar.subregion]
    if (named === undefined) throw new Error(`The policy has no calendar '${calendar.subregion}'.`)
    return named
  }
  if ('billingEntity' in calendar) {
    const entity = entityCalendar(policy, fields[calendar.billingEntity])
    return entity ?? placeOf(policy, where.country, where.state).calendar
  }
  const country = fields[calendar.country]
  const place = typeof country === 'string' ? findPlace(policy, country, null) : null
  return place?.ok === true ? place.value.calendar : placeOf(policy, where.country, where.state).calendar
}

/** '48 hours of working time', '10 business days', '15 days'. */
export function saySpan(span: DeadlineRules['after']): string {
  if (span.unit === 'working-time') return `${sayHours(span.minutes)} of working time`
  const days = span.days === 1 ? 'day' : 'days'
  return span.unit === 'business-days' ? `${span.days} business ${days}` : `${span.days} ${days}`
}

/** In hours, where it is whole hours: 'within 48 hours', as pages say it. */
const sayHours = (minutes: number): string => (minutes % 60 === 0 ? `${minutes / 60} hours` : sayMinutes(minutes))

export function sayCalendar(calendar: DeadlineCalendar): string {
  if (calendar === 'partner') return 'where the partner is'
  if (calendar === 'around-the-clock') return 'round the clock'
  if ('subregion' in calendar) return `in the calendar of ${calendar.subregion}`
  return 'billingEntity' in calendar ? 'in the calendar of the entity' : `in the country given as '${calendar.country}'`
}

/** What is closed on the way to a deadline, for its picture; nothing where days count as they come. */
export function closedSpansOf(
  policy: Policy,
  where: Whereabouts,
  fields: FieldValues,
  deadline: DeadlineRules,
  from: Instant,
  to: Instant,
): readonly ClosedSpan[] {
  const calendar = calendarOf(policy, where, fields, deadline.calendar)
  if (calendar === null || deadline.after.unit === 'calendar-days') return []
  return workingTimeOf(calendar).closedWithin(from, to)
}
