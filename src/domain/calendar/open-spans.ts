import { type Calendar, dayNumber, type OpenHours, timeOfDay, wallDay, type Weekday } from './calendar.ts'

/** A half-open stretch in milliseconds: after midnight on a wall clock, or since the epoch. */
export type Span = readonly [from: number, to: number]

/** A calendar with its texts read: hours as spans after midnight, dates as days since 1970-01-01. */
export interface Plan {
  readonly zone: string
  /** Index 0 is Monday. */
  readonly week: readonly (readonly Span[])[]
  readonly dates: ReadonlyMap<number, readonly Span[]>
  readonly breaks: ReadonlyMap<number, readonly Span[]>
}

/** Reads the calendar's texts. Throws a RangeError that names the first wrong one. */
export const plan = (calendar: Calendar): Plan => {
  const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7]
  return {
    zone: new Temporal.ZonedDateTime(0n, calendar.zone).timeZoneId,
    week: weekdays.map((weekday) => (calendar.week[weekday] ?? []).map(daySpan)),
    dates: byDay(calendar.dates),
    breaks: byDay(calendar.breaks ?? {}),
  }
}

/** When it is open between two instants, in epoch milliseconds: in order, none touching the next, cut off at both ends. */
export const openSpans = (plan: Plan, from: number, to: number): readonly Span[] => {
  // A zone is up to a day away from UTC, a night ends on the day after it began, and a date can be skipped.
  const firstDay = Math.floor(from / wallDay) - 4
  const lastDay = Math.ceil(to / wallDay) + 4
  const resolve = resolver(offsets(plan.zone, firstDay * wallDay, lastDay * wallDay))
  const open: Span[] = []
  for (let day = firstDay; day <= lastDay; day++) {
    // 1970-01-01 was a Thursday.
    for (const hours of plan.dates.get(day) ?? plan.week[(((day + 3) % 7) + 7) % 7]!) resolve(day, hours, open)
  }
  const breaks: Span[] = []
  for (const [day, spans] of plan.breaks) {
    if (firstDay <= day && day <= lastDay) for (const span of spans) resolve(day, span, breaks)
  }
  return cutOff(subtract(merge(open), merge(breaks)), from, to)
}

const daySpan = ({ opens, closes }: OpenHours): Span => {
  const from = timeOfDay(opens)
  const to = timeOfDay(closes)
  if (from === null || to === null || from === wallDay)
    throw new RangeError(`Not hours of a day: ${opens} to ${closes}`)
  return [from, to <= from ? to + wallDay : to]
}

const byDay = (dates: Readonly<Record<string, readonly OpenHours[]>>): Map<number, readonly Span[]> =>
  new Map(
    Object.entries(dates).map(([date, hours]) => {
      const day = dayNumber(date)
      if (day === null) throw new RangeError(`Not a date: ${date}`)
      return [day, hours.map(daySpan)]
    }),
  )

/** A stretch between two clock changes: `offset` leads from UTC to the wall clock. */
interface Offset {
  readonly offset: number
  /** The last reading of the wall clock, exclusive, that is resolved with this offset. */
  readonly wallEnd: number
  /** The reading at which the clock is changed; readings from here to `wallEnd` are skipped by the clock. */
  readonly changesAt: number
}

const offsets = (zone: string, from: number, to: number): readonly Offset[] => {
  const found: Offset[] = []
  let zoned = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone)
  for (;;) {
    const offset = zoned.offsetNanoseconds / 1e6
    const change = zoned.getTimeZoneTransition('next')
    if (change === null || change.epochMilliseconds >= to) {
      found.push({ offset, wallEnd: Infinity, changesAt: Infinity })
      return found
    }
    const at = change.epochMilliseconds
    const changesAt = at + offset
    found.push({ offset, changesAt, wallEnd: Math.max(changesAt, at + change.offsetNanoseconds / 1e6) })
    zoned = change
  }
}

/**
 * Moves hours from the wall clock to the instants that Temporal means by them ('compatible'): a time that the clock
 * shows twice is the first of the two, so that who has come stays and who has left is gone; a skipped time comes as long
 * after midnight as on any other day. Both of these are the offset before the change, which is what this looks for.
 * Hours that are skipped altogether do not take place: nobody works on a day that there never was.
 */
const resolver = (offsets: readonly Offset[]) => {
  let current = 0
  const offsetAt = (wall: number): Offset => {
    while (wall >= offsets[current]!.wallEnd) current++
    while (current > 0 && wall < offsets[current - 1]!.wallEnd) current--
    return offsets[current]!
  }
  return (day: number, [opens, closes]: Span, into: Span[]): void => {
    const wallFrom = day * wallDay + opens
    const wallTo = day * wallDay + closes
    const first = offsetAt(wallFrom)
    const last = offsetAt(wallTo)
    const skipped = wallFrom >= first.changesAt && wallTo >= last.changesAt
    if (!skipped && wallFrom - first.offset < wallTo - last.offset) {
      into.push([wallFrom - first.offset, wallTo - last.offset])
    }
  }
}

/** In order, with what touches or overlaps made one. */
const merge = (spans: readonly Span[]): readonly Span[] => {
  const merged: Span[] = []
  for (const span of spans.toSorted(([a], [b]) => a - b)) {
    const last = merged.at(-1)
    if (last !== undefined && span[0] <= last[1]) merged[merged.length - 1] = [last[0], Math.max(last[1], span[1])]
    else merged.push(span)
  }
  return merged
}

/** Both in order and merged. */
const subtract = (spans: readonly Span[], taken: readonly Span[]): readonly Span[] => {
  if (taken.length === 0) return spans
  const left: Span[] = []
  let next = 0
  for (const [begins, to] of spans) {
    let from = begins
    while (next < taken.length && taken[next]![1] <= from) next++
    for (let hole = next; hole < taken.length && taken[hole]![0] < to; hole++) {
      if (from < taken[hole]![0]) left.push([from, taken[hole]![0]])
      from = taken[hole]![1]
    }
    if (from < to) left.push([from, to])
  }
  return left
}

const cutOff = (spans: readonly Span[], from: number, to: number): readonly Span[] =>
  spans
    .filter(([begins, ends]) => begins < to && from < ends)
    .map(([begins, ends]) => [Math.max(begins, from), Math.min(ends, to)])
