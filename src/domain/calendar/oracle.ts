/**
 * The same questions as `working-time.ts`, answered by walking from edge to edge with Temporal: slowly, and so plainly
 * that it can be believed. For tests and benchmarks; the program itself never asks it.
 */
import { type Instant, minutes, type Minutes } from '../kernel.ts'
import type { Calendar, OpenHours, Weekday } from './calendar.ts'

export interface Oracle {
  add(from: Instant, amount: Minutes): Instant
  between(from: Instant, to: Instant): Minutes
  isOpen(at: Instant): boolean
}

/** Throws a RangeError for a walk of more than ten years, such as one through a calendar that never opens. */
export const oracle = (calendar: Calendar): Oracle => ({
  add: (from, amount) => {
    const walk = walkThrough(calendar)
    let left = Math.round(Math.abs(amount) * 60_000)
    let at = from
    while (left > 0) {
      const edge = amount > 0 ? walk.next(at) : walk.previous(at)
      const length = Math.abs(edge.epochMilliseconds - at.epochMilliseconds)
      const open = walk.isOpen(amount > 0 ? at : edge)
      if (open && left <= length) return at.add({ milliseconds: amount > 0 ? left : -left })
      if (open) left -= length
      at = edge
      if (Math.abs(at.epochMilliseconds - from.epochMilliseconds) > tenYears) throw new RangeError('Too far to walk')
    }
    return at
  },
  between: (from, to) => {
    const walk = walkThrough(calendar)
    const forward = isBefore(from, to)
    const end = forward ? to : from
    let open = 0
    for (let at = forward ? from : to; isBefore(at, end);) {
      const edge = walk.next(at)
      const until = isBefore(edge, end) ? edge : end
      if (walk.isOpen(at)) open += until.epochMilliseconds - at.epochMilliseconds
      at = until
    }
    return minutes((forward || open === 0 ? open : -open) / 60_000)
  },
  isOpen: (at) => walkThrough(calendar).isOpen(at),
})

const tenYears = 10 * 366 * 86_400_000

const isBefore = (a: Instant, b: Instant): boolean => Temporal.Instant.compare(a, b) < 0

interface Span {
  readonly from: Instant
  readonly to: Instant
}

/** One walk; it works out each date that it comes past once. */
const walkThrough = (calendar: Calendar) => {
  const known = new Map<string, { readonly hours: readonly Span[]; readonly breaks: readonly Span[] }>()

  const spansOn = (date: Temporal.PlainDate) => {
    const key = date.toString()
    const spans = known.get(key) ?? {
      hours: resolved(calendar.dates[key] ?? calendar.week[date.dayOfWeek as Weekday] ?? [], date, calendar.zone),
      breaks: resolved(calendar.breaks?.[key] ?? [], date, calendar.zone),
    }
    known.set(key, spans)
    return spans
  }

  /** The dates that could have a say in what happens within a day of this instant. */
  const near = (at: Instant) => {
    const today = at.toZonedDateTimeISO(calendar.zone).toPlainDate()
    return [-3, -2, -1, 0, 1, 2, 3].map((days) => spansOn(today.add({ days })))
  }

  const edges = (at: Instant): readonly Instant[] =>
    near(at).flatMap(({ hours, breaks }) => [...hours, ...breaks].flatMap(({ from, to }) => [from, to]))

  return {
    isOpen: (at: Instant): boolean => {
      const covers = ({ from, to }: Span): boolean => !isBefore(at, from) && isBefore(at, to)
      return near(at).some(({ hours }) => hours.some(covers)) && !near(at).some(({ breaks }) => breaks.some(covers))
    },
    /** The next instant at which something could begin or end, a day away at most. */
    next: (at: Instant): Instant =>
      edges(at).reduce(
        (best, edge) => (isBefore(at, edge) && isBefore(edge, best) ? edge : best),
        at.add({ hours: 24 }),
      ),
    previous: (at: Instant): Instant =>
      edges(at).reduce(
        (best, edge) => (isBefore(edge, at) && isBefore(best, edge) ? edge : best),
        at.subtract({ hours: 24 }),
      ),
  }
}

const resolved = (hours: readonly OpenHours[], date: Temporal.PlainDate, zone: string): readonly Span[] =>
  hours.flatMap(({ opens, closes }) => {
    const wallFrom = date.toPlainDateTime(opens)
    const sameDay = closes === '24:00' ? date.add({ days: 1 }).toPlainDateTime() : date.toPlainDateTime(closes)
    const wallTo = Temporal.PlainDateTime.compare(sameDay, wallFrom) > 0 ? sameDay : sameDay.add({ days: 1 })
    const from = wallFrom.toZonedDateTime(zone)
    const to = wallTo.toZonedDateTime(zone)
    // Neither time is ever on the clock: the hours were skipped.
    if (!from.toPlainDateTime().equals(wallFrom) && !to.toPlainDateTime().equals(wallTo)) return []
    return isBefore(from.toInstant(), to.toInstant()) ? [{ from: from.toInstant(), to: to.toInstant() }] : []
  })
