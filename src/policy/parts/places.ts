/** regions.yaml and calendars.yaml: where partners are, and when the teams are there for them. */
import { timeOfDay, wallDay, type Calendar, type OpenHours, type Weekday } from '../../domain/calendar/calendar.ts'
import { countries, countryName, statesOf } from '../../domain/countries.ts'
import type { RegionRules, SubregionRules } from '../../domain/policy.ts'
import { gives, list, object, optional, or, orNull, record, scalar, some, text, truth, uses, wrong } from '../decode.ts'
import type { Decode } from '../decode.ts'
import type { Spot } from '../reader.ts'
import { country, date, openHours, zone } from '../words.ts'

/** Every country has one place: this one, unless it is split by state. */
const placedCountry: Decode<string> = (spot) => {
  const code = country(spot)
  if (code !== undefined) spot.reader.names.give('country', code, spot)
  return code
}

const splitCountry: Decode<string> = (spot) => {
  const code = country(spot)
  const { names } = spot.reader
  if (code === undefined) return undefined
  if (!names.isKnown('split country', code)) names.give('split country', code, spot)
  spot.reader.later(() => {
    if (names.isKnown('country', code))
      spot.report('a country that stands under no countries: of a sub-region as a whole')
  })
  return code
}

const stateIn =
  (countryCode: string): Decode<string> =>
  (spot) => {
    const said = scalar(spot)
    const known = statesOf[countryCode]
    if (typeof said !== 'string' || (known !== undefined && !known.has(said))) {
      return wrong(spot, `the code of a state of ${countryName(countryCode)}`)
    }
    spot.reader.names.give('state', `${countryCode}/${said}`, spot)
    return said
  }

const subregion = object<SubregionRules>(
  {
    id: gives('sub-region'),
    name: text,
    zone,
    calendar: uses('calendar'),
    countries: or(list(placedCountry), []),
    states: optional(record(splitCountry, (code) => list(stateIn(code)))),
    takesUnknownState: optional(truth),
    tollFree: or(orNull(text), null),
    countryCalendars: optional(record(country, () => uses('calendar'))),
  },
  ({ countries: whole, takesUnknownState, countryCalendars = {} }, spot) => {
    for (const code of Object.keys(countryCalendars)) {
      if (whole?.includes(code) === false) spot.get('countryCalendars', code).report('a country of this sub-region')
    }
    if (takesUnknownState !== true) return
    const here = spot.get('takesUnknownState')
    const split = spot.get('states').keys
    if (split.length === 0) here.report('this only where a country is split by state')
    for (const code of split) spot.reader.names.give('part for tickets without a state', code, here)
  },
)

export const regions = object<{ regions: readonly RegionRules[] }>(
  {
    regions: some(
      object<RegionRules>({
        id: gives('region'),
        name: text,
        dataCentre: uses('data centre'),
        subregions: some(subregion),
      }),
    ),
  },
  (_, spot) => spot.reader.later(() => wholeWorld(spot.get('regions'))),
)

/** Every country and territory has its place, and every state of a country that is split. */
function wholeWorld(spot: Spot): void {
  const { names } = spot.reader
  const isPlaced = (code: string): boolean => names.isKnown('country', code) || names.isKnown('split country', code)
  missing(
    [...countries].filter(([code]) => !isPlaced(code)),
    'every country of ISO 3166-1, and XK, in one sub-region',
    spot,
  )
  for (const country of names.all('split country')) {
    const states = [...(statesOf[country] ?? [])].map(([code, name]) => [`${country}/${code}`, name] as const)
    const without = states.filter(([code]) => !names.isKnown('state', code))
    missing(without, `every state of ${countryName(country)} in one sub-region`, spot)
    if (names.isKnown('part for tickets without a state', country)) continue
    spot.report(`takesUnknownState: true at one part of ${countryName(country)}`, 'nothing')
  }
}

function missing(codes: readonly (readonly [string, string])[], expected: string, spot: Spot): void {
  if (codes.length > 0)
    spot.report(expected, `no place for ${codes.map(([code, name]) => `${code} (${name})`).join(', ')}`)
}

/** A calendar as calendars.yaml has it: without a zone of its own it is kept in the zone of each place that uses it. */
export type CalendarEntry = Omit<Calendar, 'zone'> & { readonly zone?: string }

const weekdays = { monday: 1, tuesday: 2, wednesday: 3, thursday: 4, friday: 5, saturday: 6, sunday: 7 } as const
type WeekEntry = { readonly [Day in keyof typeof weekdays]?: readonly OpenHours[] }
const dayNames = Object.keys(weekdays) as (keyof typeof weekdays)[]

const hoursOfDay = list(openHours, 'single')
const day = optional(hoursOfDay)

/** A week's hours; one day of it has some. */
export const week: Decode<Calendar['week']> = (spot) => {
  const read = object<WeekEntry>(
    { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: day, sunday: day },
    noOverlap,
  )(spot)
  if (read === undefined) return undefined
  const open = dayNames.flatMap((name) => (read[name] === undefined ? [] : [[weekdays[name], read[name]] as const]))
  if (open.every(([, hours]) => hours.length === 0)) return wrong(spot, 'hours on one day of the week at least')
  return Object.fromEntries(open) as Record<Weekday, readonly OpenHours[]>
}

/** Hours follow each other through the week, past midnight and from Sunday into Monday too. */
function noOverlap(read: WeekEntry, spot: Spot): void {
  const spans = dayNames
    .flatMap((name, index) => (read[name] ?? []).map((hours) => ({ name, ...spanOf(hours, index * wallDay) })))
    .toSorted((a, b) => a.from - b.from)
  spans.forEach((span, index) => {
    const next = spans[index + 1] ?? spans[0]
    const nextFrom = next === undefined ? 0 : next.from + (index + 1 < spans.length ? 0 : 7 * wallDay)
    if (next !== undefined && nextFrom < span.to)
      spot.get(next.name).report('hours that begin after the hours before have ended')
  })
}

const spanOf = (hours: OpenHours, midnight: number): { from: number; to: number } => {
  const from = timeOfDay(hours.opens) ?? 0
  const to = timeOfDay(hours.closes) ?? 0
  return { from: midnight + from, to: midnight + (to <= from ? to + wallDay : to) }
}

interface CalendarFile {
  readonly zone?: string
  readonly week: Calendar['week']
  readonly holidays: readonly string[]
  readonly dates: Readonly<Record<string, readonly OpenHours[]>>
  readonly breaks: Readonly<Record<string, readonly OpenHours[]>>
}

const calendar: Decode<CalendarEntry> = (spot) => {
  const read = object<CalendarFile>(
    {
      zone: optional(zone),
      week,
      holidays: or(list(date), []),
      dates: or(
        record(date, () => hoursOfDay),
        {},
      ),
      breaks: or(
        record(date, () => hoursOfDay),
        {},
      ),
    },
    ({ holidays = [], dates = {} }) =>
      holidays.forEach((on, index) => {
        if (on in dates) spot.get('holidays', index).report('a day that has no hours of its own under dates:')
        if (holidays.indexOf(on) < index) spot.get('holidays', index).report('each holiday once')
      }),
  )(spot)
  if (read === undefined) return undefined
  return {
    ...(read.zone === undefined ? {} : { zone: read.zone }),
    week: read.week,
    dates: { ...read.dates, ...Object.fromEntries(read.holidays.map((on) => [on, []])) },
    breaks: read.breaks,
  }
}

export const calendars = object<{ calendars: Readonly<Record<string, CalendarEntry>> }>({
  calendars: record(gives('calendar'), () => calendar),
})
