/** Two packages that do the same sums, put behind the same two questions. Both know only the zone of their own process. */
import { createRequire } from 'node:module'
import type { Calendar } from '../../src/domain/calendar/calendar.ts'

/** Whole minutes, and instants in epoch milliseconds. */
export interface BusinessTime {
  readonly name: string
  add(from: number, minutes: number): number
  between(from: number, to: number): number
}

const load = createRequire(import.meta.url)
const named = (name: string): string => `${name} ${(load(`${name}/package.json`) as { version: string }).version}`

interface WorkingMoment {
  addWorkingTime(amount: number, unit: 'minutes'): WorkingMoment
  workingDiff(from: WorkingMoment, unit: 'minutes', fractions: boolean): number
  valueOf(): number
}
interface Moment {
  (at: number): WorkingMoment
  updateLocale(name: string, settings: { workinghours: Record<number, readonly [string, string] | null> }): void
}

/** For a calendar with at most one span a day: more than that, this package cannot say. */
export const momentBusinessTime = (week: Calendar['week']): BusinessTime => {
  const moment = load('moment-business-time') as Moment
  const days = ([7, 1, 2, 3, 4, 5, 6] as const).map((day, index) => {
    const hours = week[day]?.[0]
    return [index, hours === undefined ? null : ([`${hours.opens}:00`, `${hours.closes}:00`] as const)] as const
  })
  moment.updateLocale('en', { workinghours: Object.fromEntries(days) })
  return {
    name: named('moment-business-time'),
    add: (from, minutes) => moment(from).addWorkingTime(minutes, 'minutes').valueOf(),
    between: (from, to) => moment(to).workingDiff(moment(from), 'minutes', true),
  }
}

interface BusinessDayjs {
  addBusinessMinutes(amount: number): BusinessDayjs
  businessMinutesDiff(to: BusinessDayjs): number
  valueOf(): number
}
interface Dayjs {
  (at: number): BusinessDayjs
  extend(plugin: unknown): void
  setBusinessTime(times: Record<string, readonly { start: string; end: string }[] | null>): void
}

const weekdays = { monday: 1, tuesday: 2, wednesday: 3, thursday: 4, friday: 5, saturday: 6, sunday: 7 } as const

export const dayjsBusinessTime = (week: Calendar['week']): BusinessTime => {
  const dayjs = load('dayjs') as Dayjs
  const plugin = load('dayjs-business-time') as { default?: unknown }
  dayjs.extend(plugin.default ?? plugin)
  const days = Object.entries(weekdays).map(([name, day]) => {
    const hours = (week[day] ?? []).map(({ opens, closes }) => ({ start: `${opens}:00`, end: `${closes}:00` }))
    return [name, hours.length === 0 ? null : hours] as const
  })
  dayjs.setBusinessTime(Object.fromEntries(days))
  return {
    name: named('dayjs-business-time'),
    add: (from, minutes) => dayjs(from).addBusinessMinutes(minutes).valueOf(),
    between: (from, to) => dayjs(from).businessMinutesDiff(dayjs(to)),
  }
}
