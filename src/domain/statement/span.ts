/** The days that a statement covers: a month, a quarter or a fiscal year, or any others (C12). Days are 'YYYY-MM-DD', both ends in them. */
import { monthNames } from '../month-names.ts'
import { sayDay } from '../day-words.ts'
import { fiscalYearOf } from '../fiscal-year.ts'
import type { Instant } from '../kernel.ts'
import type { Policy } from '../policy.ts'

export interface Days {
  readonly from: string
  readonly to: string
}

export const spanKinds = ['month', 'quarter', 'fiscal-year'] as const
export type SpanKind = (typeof spanKinds)[number]

/** A statement is read by a person, and kept in memory while it is added up. */
export const mostDays = 366

const monthsIn: Readonly<Record<SpanKind, number>> = { month: 1, quarter: 3, 'fiscal-year': 12 }
const dayOf = (day: string): Temporal.PlainDate => Temporal.PlainDate.from(day)

/** The month, quarter or fiscal year that a day lies in; quarters are those of the vendor's fiscal year. */
export function spanAround(policy: Policy, kind: SpanKind, day: string): Days {
  const on = dayOf(day)
  const length = monthsIn[kind]
  const into = monthOfYear(policy, on) % length
  return daysFrom(on.with({ day: 1 }).subtract({ months: into }), length)
}

/** 0 for the first month of the fiscal year. */
const monthOfYear = ({ vendor }: Policy, on: Temporal.PlainDate): number =>
  (on.month - vendor.fiscalYearStartsInMonth + 12) % 12

function daysFrom(first: Temporal.PlainDate, length: number): Days {
  return { from: first.toString(), to: first.add({ months: length }).subtract({ days: 1 }).toString() }
}

/** What kind of span these days are, where they are one. */
export function kindOfSpan(policy: Policy, days: Days): SpanKind | null {
  const isOne = (kind: SpanKind): boolean => {
    const around = spanAround(policy, kind, days.from)
    return around.from === days.from && around.to === days.to
  }
  return spanKinds.find(isOne) ?? null
}

/** The days before (-1) or after (1) these: the next of the kind, or as many days. */
export function besideSpan(policy: Policy, days: Days, step: -1 | 1): Days {
  const kind = kindOfSpan(policy, days)
  const edge = step < 0 ? dayOf(days.from).subtract({ days: 1 }) : dayOf(days.to).add({ days: 1 })
  if (kind !== null) return spanAround(policy, kind, edge.toString())
  const more = lengthOf(days) - 1
  return step < 0
    ? { from: edge.subtract({ days: more }).toString(), to: edge.toString() }
    : { from: edge.toString(), to: edge.add({ days: more }).toString() }
}

const lengthOf = ({ from, to }: Days): number => dayOf(from).until(dayOf(to), { largestUnit: 'days' }).days + 1

/** 'March 2026', 'Quarter 4 of 2025/26', 'Fiscal year 2026/27', 'Mon 2 Mar 2026 to Sun 8 Mar 2026'. */
export function spanInWords(policy: Policy, days: Days): string {
  const first = dayOf(days.from)
  const { name } = fiscalYearOf(policy, days.from)
  switch (kindOfSpan(policy, days)) {
    case 'month':
      return `${monthNames[first.month - 1]} ${first.year}`
    case 'quarter':
      return `Quarter ${monthOfYear(policy, first) / 3 + 1} of ${name}`
    case 'fiscal-year':
      return `Fiscal year ${name}`
    case null:
      return days.from === days.to ? sayDay(days.from) : `${sayDay(days.from)} to ${sayDay(days.to)}`
  }
}

/** What is wrong with days that are spelt rightly; all of it. */
export function mistakesInDays({ from, to }: Days): readonly { readonly field: string; readonly message: string }[] {
  if (from > to)
    return [
      { field: 'from', message: 'The first day lies after the last.' },
      { field: 'to', message: 'The last day lies before the first.' },
    ]
  if (lengthOf({ from, to }) > mostDays)
    return [{ field: 'to', message: `A statement covers ${mostDays} days at most: give an earlier day.` }]
  return []
}

/** Their instants in a zone, from the first on and before the second; a day on which clocks change is as long as it is. */
export function instantsOf({ from, to }: Days, zone: string): { readonly from: Instant; readonly to: Instant } {
  const begins = (day: Temporal.PlainDate): Instant => day.toZonedDateTime(zone).toInstant()
  return { from: begins(dayOf(from)), to: begins(dayOf(to).add({ days: 1 })) }
}
