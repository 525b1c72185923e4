import {
  type Calendar,
  dayNumber,
  isZone,
  neverOpens,
  type OpenHours,
  timeOfDay,
  type Weekday,
} from '../domain/calendar/calendar.ts'
import { compile, firstYear, isWithinYears, lastYear, type WorkingTime } from '../domain/calendar/working-time.ts'
import { type Instant, type Minutes, minutes } from '../domain/kernel.ts'

export type TimeAnswer =
  | { readonly at: string }
  | { readonly minutes: number }
  | { readonly within: boolean }
  | { readonly error: TimeMistake }

/** `field` is the path of the first thing that is wrong; `message` says what to write there, and names what else is wrong. */
export interface TimeMistake {
  readonly field: string
  readonly message: string
}

/**
 * Answers one line of the `desk time` filter (contract: `{calendar, op, start, end?, minutes?}`), on any calendar.
 * Instants go out in UTC, to the second unless there are fractions in the question. Never throws: what cannot be
 * understood, or never comes to pass, is answered by `{error: {field, message}}`.
 */
export const answerTimeQuestion = (line: unknown): TimeAnswer => {
  const mistakes: TimeMistake[] = []
  const answer = readQuestion(line, (field, message) => void mistakes.push({ field, message }))
  return mistakes.length === 0 && answer !== null ? answer() : { error: together(mistakes) }
}

type Report = (field: string, message: string) => void
type Fields = Readonly<Record<string, unknown>>
type Hours = Readonly<Record<string, readonly OpenHours[]>>

const weekdays = { mon: 1, tue: 2, wed: 3, thu: 4, fri: 5, sat: 6, sun: 7 } as const satisfies Record<string, Weekday>
const isWeekday = (key: string): key is keyof typeof weekdays => Object.hasOwn(weekdays, key)
const calendarFields = ['tz', 'hours', 'holidays', 'breaks', 'dates']

/** The answer to the question, to be asked for when nothing was reported; null where there is no question in it. */
const readQuestion = (line: unknown, report: Report): null | (() => TimeAnswer) => {
  if (!isFields(line)) {
    report('line', `${not('a question', line)}; write an object with calendar, op and start`)
    return null
  }
  const calendar = readCalendar(line['calendar'], report)
  const start = readInstant(line['start'], 'start', report)
  switch (line['op']) {
    case 'add': {
      const amount = readMinutes(line['minutes'], report)
      if (calendar === null || start === null || amount === null) return null
      return () => added(calendar, start, amount)
    }
    case 'between': {
      const end = readInstant(line['end'], 'end', report)
      if (calendar === null || start === null || end === null) return null
      return () => ({ minutes: calendar.time.between(start, end) })
    }
    case 'within':
      if (calendar === null || start === null) return null
      return () => ({ within: calendar.time.isOpen(start) })
    default:
      report('op', `${not('an operation', line['op'])}; write "add", "between" or "within"`)
      return null
  }
}

interface Compiled {
  readonly calendar: Calendar
  readonly time: WorkingTime
}

const added = ({ calendar, time }: Compiled, start: Instant, amount: Minutes): TimeAnswer => {
  try {
    return { at: time.add(start, amount).toString() }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return neverOpens(calendar)
      ? { error: { field: 'calendar.hours', message: `${error.message}; give it hours on at least one day` } }
      : { error: { field: 'minutes', message: `${error.message}; ask for less, or give the calendar more hours` } }
  }
}

/** The same calendar comes on line after line, so the latest ones are kept by their text. */
const kept = new Map<string, Compiled>()
const keptAtMost = 100

const readCalendar = (value: unknown, report: Report): Compiled | null => {
  const text = JSON.stringify(value) ?? ''
  const known = kept.get(text) ?? compileCalendar(value, report)
  if (known === null) return null
  kept.delete(text)
  kept.set(text, known)
  if (kept.size > keptAtMost) kept.delete(kept.keys().next().value!)
  return known
}

const compileCalendar = (value: unknown, outerReport: Report): Compiled | null => {
  let fine = true
  const report: Report = (field, message) => {
    fine = false
    outerReport(field, message)
  }
  if (!isFields(value)) {
    report('calendar', `${not('a calendar', value)}; write an object with tz and hours`)
    return null
  }
  for (const field of Object.keys(value)) {
    const known = calendarFields.includes(field)
    if (!known) report(`calendar.${field}`, `unknown; a calendar has ${calendarFields.join(', ')}`)
  }
  const zone = readZone(value['tz'], report)
  const week = readWeek(value['hours'], report)
  const dates = readDates(value['dates'], 'calendar.dates', report)
  const breaks = readDates(value['breaks'], 'calendar.breaks', report)
  const holidays = readHolidays(value['holidays'], report)
  if (!fine) return null
  // A holiday is closed, whatever `dates` says about it.
  const calendar = { zone, week, dates: { ...dates, ...holidays }, breaks }
  return { calendar, time: compile(calendar) }
}

const readZone = (value: unknown, report: Report): string => {
  if (typeof value === 'string' && isZone(value)) return value
  report('calendar.tz', `${not('a known time zone', value)}; write an IANA name such as "Europe/Berlin"`)
  return ''
}

const readWeek = (value: unknown, report: Report): Calendar['week'] => {
  const week: Partial<Record<Weekday, readonly OpenHours[]>> = {}
  if (!isFields(value)) {
    report('calendar.hours', `${not('hours by day', value)}; write an object such as {"mon":[["09:00","17:00"]]}`)
    return week
  }
  for (const [day, hours] of Object.entries(value)) {
    const path = `calendar.hours.${day}`
    if (isWeekday(day)) week[weekdays[day]] = readHours(hours, path, report)
    else report(path, `not a day of the week; write one of ${Object.keys(weekdays).join(', ')}`)
  }
  return week
}

const readDates = (value: unknown, path: string, report: Report): Hours => {
  if (value === undefined || value === null) return {}
  if (!isFields(value)) {
    report(path, `${not('hours by date', value)}; write an object such as {"2026-12-31":[["09:00","13:00"]]}`)
    return {}
  }
  const read = Object.entries(value).map(([date, hours]) => {
    if (dayNumber(date) === null) report(`${path}.${date}`, notADate(date))
    return [date, readHours(hours, `${path}.${date}`, report)] as const
  })
  return Object.fromEntries(read)
}

const readHolidays = (value: unknown, report: Report): Hours => {
  if (value === undefined || value === null) return {}
  if (!Array.isArray(value)) {
    report('calendar.holidays', `${not('a list of dates', value)}; write dates such as ["2026-12-25"]`)
    return {}
  }
  value.forEach((date, at) => {
    if (typeof date !== 'string' || dayNumber(date) === null) report(`calendar.holidays[${at}]`, notADate(date))
  })
  return Object.fromEntries(value.map((date) => [String(date), []]))
}

const readHours = (value: unknown, path: string, report: Report): readonly OpenHours[] => {
  if (!Array.isArray(value)) {
    report(path, `${not('a list of hours', value)}; write pairs such as [["09:00","17:00"]], or [] for closed`)
    return []
  }
  return value.flatMap((pair: unknown, at): OpenHours[] => {
    if (!Array.isArray(pair) || pair.length !== 2) {
      report(`${path}[${at}]`, `${not('a pair of times', pair)}; write them as ["09:00","17:00"]`)
      return []
    }
    const [opens, closes] = pair as [unknown, unknown]
    readTime(opens, `${path}[${at}][0]`, report)
    readTime(closes, `${path}[${at}][1]`, report)
    if (opens === '24:00')
      report(`${path}[${at}][0]`, '"24:00" ends a day; to open at midnight write "00:00" on the day after')
    return [{ opens: String(opens), closes: String(closes) }]
  })
}

const readTime = (value: unknown, path: string, report: Report): void => {
  if (typeof value === 'string' && timeOfDay(value) !== null) return
  report(path, `${not('a time of day', value)}; write hours and minutes, "00:00" to "24:00"`)
}

const readMinutes = (value: unknown, report: Report): Minutes | null => {
  if (typeof value === 'number' && Number.isFinite(value)) return minutes(value)
  report('minutes', `${not('an amount', value)}; write a number of minutes, negative to count back`)
  return null
}

const instantPattern = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}(:?\d{2})?)$/i

const readInstant = (value: unknown, field: string, report: Report): Instant | null => {
  const at = typeof value === 'string' && instantPattern.test(value) ? parseInstant(value) : null
  if (at === null) {
    report(field, `${not('an instant', value)}; write it like "2026-03-06T18:00:00Z", with Z or an offset`)
  } else if (!isWithinYears(at.epochMilliseconds)) {
    report(field, `${shown(value)} is too far away; calendars reach from the year ${firstYear} to ${lastYear}`)
    return null
  }
  return at
}

const parseInstant = (text: string): Instant | null => {
  try {
    return Temporal.Instant.from(text)
  } catch {
    return null
  }
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const notADate = (value: unknown): string => `${not('a date', value)}; write it like "2026-12-25"`

const not = (what: string, value: unknown): string =>
  value === undefined ? 'missing' : `${shown(value)} is not ${what}`

const shown = (value: unknown): string => {
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

const together = ([first, ...others]: readonly TimeMistake[]): TimeMistake => {
  const named = others.slice(0, 9).map(({ field, message }) => `; also ${field}: ${message}`)
  const more = others.length > named.length ? `; and ${others.length - named.length} more` : ''
  return { field: first!.field, message: first!.message + named.join('') + more }
}
