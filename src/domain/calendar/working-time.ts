import { type Instant, minutes, type Minutes } from '../kernel.ts'
import { type Calendar, neverOpens } from './calendar.ts'
import { openSpans, plan, type Plan } from './open-spans.ts'
import { Sorted } from './sorted.ts'

export interface ClosedSpan {
  readonly from: Instant
  readonly to: Instant
}

/**
 * Adding and measuring working time (A9, C1, C2). Exact to the millisecond; spans are half-open, so a team is there at
 * the instant it opens and gone at the instant it closes. The `Ms` forms are the same questions in epoch milliseconds
 * and milliseconds of working time, for places that ask thousands of times.
 *
 * Every question throws a RangeError for an instant outside of the years 1800 to 2399, and for NaN.
 */
export interface WorkingTime {
  /**
   * The instant at which that much working time has passed: the closing time itself when it ends there, not the next
   * opening. Negative amounts count back, and stop at an opening when they end there. Nothing to add is the same
   * instant, open or not. Throws a RangeError where that much working time never passes: a calendar that never opens,
   * or an end outside of the years.
   */
  add(from: Instant, amount: Minutes): Instant
  /** Working minutes from one instant to another, fractions kept; negative when `to` is the earlier one. */
  between(from: Instant, to: Instant): Minutes
  isOpen(at: Instant): boolean
  /** What is skipped on the way: the closed spans between two instants in order, cut off at both. Empty when `to` is not after `from` (C10). */
  closedWithin(from: Instant, to: Instant): readonly ClosedSpan[]
  addMs(from: number, amount: number): number
  betweenMs(from: number, to: number): number
  isOpenMs(at: number): boolean
}

const millisecondsPerMinute = 60_000
/** How far calendars reach. Beyond, zones are guesswork, and an amount that leads there is more likely to be a mistake. */
export const firstYear = 1800
export const lastYear = 2399

const instant = (at: number): Instant => Temporal.Instant.fromEpochMilliseconds(at)
const yearBegins = (year: number): number => Temporal.Instant.from(`${year}-01-01T00:00Z`).epochMilliseconds
const earliest = yearBegins(firstYear)
const latest = yearBegins(lastYear + 1)

/** The open spans of some years as sorted boundaries with running sums: `sums[i]` is the open time before span `i`. */
interface Years {
  readonly year: number
  /** The first year that is not in it. */
  readonly toYear: number
  readonly begins: number
  readonly ends: number
  readonly opens: Sorted
  readonly closes: Float64Array
  readonly sums: Sorted
}

const noYears: Years = {
  year: 0,
  toYear: 0,
  begins: Infinity,
  ends: -Infinity,
  opens: new Sorted(new Float64Array()),
  closes: new Float64Array(),
  sums: new Sorted(new Float64Array(1)),
}

/**
 * Makes a calendar fast: every question is one or two binary searches. Years are compiled when a question first reaches
 * them, and kept. Throws a RangeError for an unknown zone, a time that is none, or a date that is none.
 */
export const compile = (calendar: Calendar): WorkingTime => {
  const read = plan(calendar)
  let { year, toYear, begins, ends, opens, closes, sums } = noYears

  /** Compiles the years around an instant. Each step at least doubles what is there, so that many steps stay cheap. */
  const reach = (at: number): void => {
    const around = instant(Math.floor(withinYears(at))).toZonedDateTimeISO('UTC').year
    let [from, to] = [year, toYear]
    if (from === to) [from, to] = [around - 1, around + 3]
    else if (at < begins) from = Math.min(around - 1, from - (to - from))
    else to = Math.max(around + 2, to + (to - from))
    const years = compileYears(read, Math.max(from, firstYear), Math.min(to, lastYear + 1))
    ;({ year, toYear, begins, ends, opens, closes, sums } = years)
  }

  const cover = (at: number): void => {
    if (!(at >= begins && at < ends)) reach(at)
  }

  /** Open time since the first year, in a year that is covered. */
  const worked = (at: number): number => {
    const span = opens.countUpTo(at) - 1
    return span < 0 ? 0 : sums.values[span]! + Math.min(at, closes[span]!) - opens.values[span]!
  }

  const addMs = (from: number, amount: number): number => {
    cover(from)
    let before = worked(from)
    if (before + amount === before) return from
    while (!(before + amount >= 0 && before + amount <= sums.values[closes.length]!)) {
      const next = amount > 0 ? ends : begins - 1
      if (!Number.isFinite(amount) || !isWithinYears(next)) throw tooFar(calendar, from, amount)
      reach(next)
      before = worked(from)
    }
    const sum = before + amount
    let span = sums.countUpTo(sum) - 1
    // With nothing left over, time forward ends at the closing time before, and time back at the opening time itself.
    if (amount > 0 && sums.values[span] === sum) span--
    return opens.values[span]! + (sum - sums.values[span]!)
  }

  const betweenMs = (from: number, to: number): number => {
    cover(from)
    cover(to)
    return worked(to) - worked(from)
  }

  const isOpenMs = (at: number): boolean => {
    cover(at)
    const span = opens.countUpTo(at) - 1
    return span >= 0 && at < closes[span]!
  }

  const closedWithin = (from: Instant, to: Instant): readonly ClosedSpan[] => {
    const last = to.epochMilliseconds
    let at = from.epochMilliseconds
    betweenMs(at, last)
    const closed: ClosedSpan[] = []
    for (let span = Math.max(opens.countUpTo(at) - 1, 0); at < last; span++) {
      const nextOpens = Math.min(opens.values[span] ?? Infinity, last)
      if (at < nextOpens) closed.push({ from: instant(at), to: instant(nextOpens) })
      at = Math.max(at, closes[span] ?? Infinity)
    }
    return closed
  }

  return withInstants({ addMs, betweenMs, isOpenMs, closedWithin })
}

const compiled = new WeakMap<Calendar, WorkingTime>()

/** A calendar's working time, compiled once for each calendar object; calendars are immutable. Throws as `compile` does. */
export const workingTimeOf = (calendar: Calendar): WorkingTime => {
  const known = compiled.get(calendar) ?? compile(calendar)
  compiled.set(calendar, known)
  return known
}

type Core = Pick<WorkingTime, 'addMs' | 'betweenMs' | 'isOpenMs' | 'closedWithin'>

const withInstants = (core: Core): WorkingTime => ({
  ...core,
  add: (from, amount) => {
    const at = core.addMs(from.epochMilliseconds, Math.round(amount * millisecondsPerMinute))
    return at === from.epochMilliseconds ? from : instant(at)
  },
  between: (from, to) => minutes(core.betweenMs(from.epochMilliseconds, to.epochMilliseconds) / millisecondsPerMinute),
  isOpen: (at) => core.isOpenMs(at.epochMilliseconds),
})

/** Whether calendars reach as far as this instant, in epoch milliseconds: the years 1800 to 2399. */
export const isWithinYears = (at: number): boolean => at >= earliest && at < latest

const withinYears = (at: number): number => {
  if (!isWithinYears(at)) throw outOfYears(at)
  return at
}

/** Round the clock, for critical categories at severity 1 (A9): every minute counts. */
export const wallClock: WorkingTime = withInstants({
  addMs: (from, amount) => withinYears(withinYears(from) + amount),
  betweenMs: (from, to) => withinYears(to) - withinYears(from),
  isOpenMs: (at) => withinYears(at) === at,
  closedWithin: () => [],
})

const compileYears = (read: Plan, year: number, toYear: number): Years => {
  const begins = yearBegins(year)
  const ends = yearBegins(toYear)
  const spans = openSpans(read, begins, ends)
  const opens = new Float64Array(spans.length)
  const closes = new Float64Array(spans.length)
  const sums = new Float64Array(spans.length + 1)
  for (let at = 0; at < spans.length; at++) {
    const [from, to] = spans[at]!
    opens[at] = from
    closes[at] = to
    sums[at + 1] = sums[at]! + to - from
  }
  return { year, toYear, begins, ends, opens: new Sorted(opens), closes, sums: new Sorted(sums) }
}

const shown = (at: number): string => (Math.abs(at) <= 8.64e15 ? instant(Math.trunc(at)).toString() : String(at))

const outOfYears = (at: number): RangeError =>
  new RangeError(`${shown(at)} is outside of the years ${firstYear} to ${lastYear}, which is as far as calendars reach`)

const tooFar = (calendar: Calendar, from: number, amount: number): RangeError =>
  new RangeError(
    neverOpens(calendar)
      ? 'This calendar never opens, so no working time ever passes in it'
      : `${Math.abs(amount) / millisecondsPerMinute} minutes of working time ${amount > 0 ? 'after' : 'before'} ${shown(from)} ` +
          `do not fit into the years ${firstYear} to ${lastYear}, which is as far as calendars reach`,
  )
