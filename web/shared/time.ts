/** Instants and lengths of time as people say them. No raw date ever reaches the screen. Instants are epoch milliseconds. */

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Reads an instant of the API. */
export const readInstant = (iso: string): number => Date.parse(iso)
export const readMaybe = (iso: string | null): number | null => (iso === null ? null : Date.parse(iso))

/** The zone of this browser. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

interface Parts {
  readonly year: number
  readonly month: string
  readonly weekday: string
  readonly day: number
  readonly clock: string
  /** Days since 1970 on this zone's own calendar: two instants of the same day share it. */
  readonly ordinal: number
}

const formats = new Map<string, Intl.DateTimeFormat>()
const monthNumber = new Map('Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ').map((name, at) => [name, at]))

function partsOf(at: number, zone: string): Parts {
  let format = formats.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      weekday: 'short',
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
    })
    formats.set(zone, format)
  }
  const found = new Map(format.formatToParts(at).map((part) => [part.type as string, part.value]))
  const month = found.get('month')!
  const year = Number(found.get('year'))
  const date = Number(found.get('day'))
  return {
    year,
    month,
    weekday: found.get('weekday')!,
    day: date,
    clock: `${found.get('hour')}:${found.get('minute')}`,
    ordinal: Math.round(Date.UTC(year, monthNumber.get(month) ?? 0, date) / day),
  }
}

/** '14:05' */
export const sayClock = (at: number, zone = ownZone()): string => partsOf(at, zone).clock

/** The day alone: 'today', 'tomorrow', 'yesterday', 'Tue', 'Tue 24 Nov', 'Tue 12 Jan 2027'. */
export function sayDay(at: number, now: number, zone = ownZone()): string {
  const then = partsOf(at, zone)
  const today = partsOf(now, zone)
  const ahead = then.ordinal - today.ordinal
  if (ahead === 0) return 'today'
  if (ahead === 1) return 'tomorrow'
  if (ahead === -1) return 'yesterday'
  if (ahead > 1 && ahead < 7) return then.weekday
  const date = `${then.weekday} ${then.day} ${then.month}`
  return then.year === today.year ? date : `${date} ${then.year}`
}

/** 'today 14:00', 'tomorrow 09:14', 'Tue 14:00', 'Mon 2 Nov 08:10'. */
export const sayMoment = (at: number, now: number, zone = ownZone()): string =>
  `${sayDay(at, now, zone)} ${sayClock(at, zone)}`

/** Shorter, for where today needs no saying: '14:00', 'Tue 14:00', 'Mon 2 Nov 08:10'. */
export function sayBriefly(at: number, now: number, zone = ownZone()): string {
  const said = sayDay(at, now, zone)
  return said === 'today' ? sayClock(at, zone) : `${said} ${sayClock(at, zone)}`
}

/** Shortest, where a column must hold it: '14:00' today, 'Mon 02:30' within six days, '12 Jan' beyond. */
export function sayAtAGlance(at: number, now: number, zone = ownZone()): string {
  const then = partsOf(at, zone)
  const ahead = then.ordinal - partsOf(now, zone).ordinal
  if (ahead === 0) return then.clock
  return ahead > 0 && ahead < 7 ? `${then.weekday} ${then.clock}` : `${then.day} ${then.month}`
}

/** For paper, which is read on any day: 'Tue 24 Nov 14:05', with its year where that is not the one given: 'Tue 12 Jan 2027 14:05'. */
export function sayExactly(at: number, zone: string, year: number): string {
  const then = partsOf(at, zone)
  return `${then.weekday} ${then.day} ${then.month} ${then.year === year ? '' : `${then.year} `}${then.clock}`
}

/** '2026-11-24' of the API (a day, no instant) as 'Tue 24 Nov'. */
export function sayDate(date: string, now: number, zone = ownZone()): string {
  const [year, month, dayOfMonth] = date.split('-').map(Number)
  // Noon in UTC falls on the same date nearly everywhere; the zone is UTC so that it does everywhere.
  const at = Date.UTC(year!, month! - 1, dayOfMonth, 12)
  const then = partsOf(at, 'UTC')
  const said = `${then.weekday} ${then.day} ${then.month}`
  return then.year === partsOf(now, zone).year ? said : `${said} ${then.year}`
}

/**
 * A length, as short as it can be read: '54 min', '5 h 20', '47 h', '3 d 4 h', '15 d'. It never says more than there is. A
 * day is 24 hours of working time (C1). In the last two minutes it counts seconds.
 */
export function sayLength(length: number): string {
  const whole = Math.max(0, length)
  if (whole < 2 * minute) return `${Math.floor(whole / 1_000)} s`
  if (whole < hour) return `${Math.floor(whole / minute)} min`
  const hours = Math.floor(whole / hour)
  const minutes = Math.floor((whole % hour) / minute)
  if (hours < 10) return minutes === 0 ? `${hours} h` : `${hours} h ${String(minutes).padStart(2, '0')}`
  if (hours < 48) return `${hours} h`
  const days = Math.floor(hours / 24)
  return hours % 24 === 0 || days >= 10 ? `${days} d` : `${days} d ${hours % 24} h`
}

/** The same in a sentence: '5 h 20 min', '54 min', '3 days 4 h'. */
export function sayLengthFully(length: number): string {
  return sayLength(length)
    .replace(/ h (\d\d)$/, ' h $1 min')
    .replace(/^1 d\b/, '1 day')
    .replace(/^(\d+) d\b/, '$1 days')
    .replace(/ s$/, ' seconds')
}

/** Cities that some browsers still give under a name of before. */
const renamed: Readonly<Record<string, string>> = {
  Calcutta: 'Kolkata',
  Katmandu: 'Kathmandu',
  Kiev: 'Kyiv',
  Rangoon: 'Yangon',
  Saigon: 'Ho Chi Minh',
}

/** 'Kolkata' of 'Asia/Kolkata'. */
export function cityOf(zone: string): string {
  const city = zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ')
  return renamed[city] ?? city
}

/** Whether two zones show the same time at an instant, so that saying both would say it twice. */
export const sameTime = (a: string, b: string, at: number): boolean =>
  a === b || (sayClock(at, a) === sayClock(at, b) && partsOf(at, a).ordinal === partsOf(at, b).ordinal)

const countries = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' })

/** 'India' of 'IN'; a code that is no country stays as it is. */
export function sayCountry(code: string): string {
  try {
    return countries.of(code) ?? code
  } catch {
    return code
  }
}
