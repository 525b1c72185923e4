/** When a team is there, as people write it down. `working-time.ts` makes it fast. */

/** `opens` and `closes` as wall-clock times, 'HH:MM' or 'HH:MM:SS'; '24:00' is the day's end. Hours that close at or before they open run past midnight. */
export interface OpenHours {
  readonly opens: string
  readonly closes: string
}

/** Monday is 1. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

/**
 * A team's hours on its own wall clock (A9). Hours belong to the day they open on: a date in `dates` replaces all that
 * opens on that day (a holiday has no hours), and leaves alone the night that began the evening before. `breaks` are
 * times on the clock of their own date, and close whatever is open then.
 */
export interface Calendar {
  /** An IANA time zone, 'Europe/Berlin'. */
  readonly zone: string
  readonly week: Readonly<Partial<Record<Weekday, readonly OpenHours[]>>>
  /** Keys are 'YYYY-MM-DD'. */
  readonly dates: Readonly<Record<string, readonly OpenHours[]>>
  /** Keys are 'YYYY-MM-DD'. */
  readonly breaks?: Readonly<Record<string, readonly OpenHours[]>> | undefined
}

const second = 1000
const minute = 60 * second
const hour = 60 * minute
/** Milliseconds on a wall clock's day. */
export const wallDay = 24 * hour

const timePattern = /^([01]\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?$/
const datePattern = /^\d{4}-\d{2}-\d{2}$/

/** Milliseconds after midnight on the wall clock for 'HH:MM' or 'HH:MM:SS', up to '24:00'; null for anything else. */
export const timeOfDay = (text: string): number | null => {
  const [, hours, minutes, seconds = '0'] = timePattern.exec(text) ?? []
  if (hours === undefined) return null
  const time = Number(hours) * hour + Number(minutes) * minute + Number(seconds) * second
  return time <= wallDay ? time : null
}

/** Days since 1970-01-01 for a date written 'YYYY-MM-DD'; null for anything else, and for a day no month has. */
export const dayNumber = (text: string): number | null => {
  if (!datePattern.test(text)) return null
  try {
    return Temporal.Instant.from(`${text}T00:00Z`).epochMilliseconds / wallDay
  } catch {
    return null
  }
}

/** Whether this is a time zone that the runtime knows. */
export const isZone = (text: string): boolean => {
  try {
    return new Temporal.ZonedDateTime(0n, text).timeZoneId !== ''
  } catch {
    return false
  }
}

/** Whether there is no day with hours in it at all, so that no amount of working time ever passes. */
export const neverOpens = (calendar: Calendar): boolean =>
  [...Object.values(calendar.week), ...Object.values(calendar.dates)].every((hours) => hours.length === 0)
