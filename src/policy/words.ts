/** The single words of a policy: lengths of time, hours of a day, zones, countries, addresses. */
import { dayNumber, isZone, timeOfDay, type OpenHours } from '../domain/calendar/calendar.ts'
import { countries, countryName } from '../domain/countries.ts'
import type { Minutes } from '../domain/kernel.ts'
import type { NamedPerson, Range } from '../domain/policy.ts'
import { object, optional, scalar, text, understood, whole, wrong, type Decode } from './decode.ts'
import { parseDuration, parseRange } from './duration.ts'
import { didYouMean } from '../domain/did-you-mean.ts'

/** Working time: what is longer may end in a year that no calendar reaches. */
const longest = 365 * 24 * 60

export const duration: Decode<Minutes> = understood(
  "a length of time above zero and up to 365 days, such as '30 min', '24 h' or '2 days'",
  (said) => {
    const length = parseDuration(said)
    return length === null || length <= 0 || length > longest ? null : length
  },
)

export const durationOrNone: Decode<Minutes> = understood(
  "a length of time up to 365 days, such as '0 min' or '1 h'",
  (said) => {
    const length = parseDuration(said)
    return length === null || length > longest ? null : length
  },
)

export const range: Decode<Range> = understood(
  "a range of time that runs upwards and up to 365 days, such as '1-3 h' or '2-3 days'",
  (said) => {
    const found = parseRange(said)
    return found === null || found.from > found.to || found.to <= 0 || found.to > longest ? null : found
  },
)

/** Days of the calendar on the wall, up to ten years: no date may become one that nobody can count to. */
export const days = (from: number): Decode<number> => whole(from, 3_650)

export const openHours: Decode<OpenHours> = understood(
  "hours such as '09:00-17:00', with 24:00 as the day's end",
  (said) => {
    const [opens = '', closes = '', more] = said.split(/\s*[-–]\s*/)
    const from = timeOfDay(opens)
    return from === null || opens === '24:00' || timeOfDay(closes) === null || more !== undefined
      ? null
      : { opens, closes }
  },
)

export const date: Decode<string> = understood("a date such as '2027-01-26'", (said) =>
  dayNumber(said) === null ? null : said,
)

export const zone: Decode<string> = (spot) => {
  const said = scalar(spot)
  if (typeof said !== 'string' || /^[+-]/.test(said)) return wrong(spot, "an IANA time zone, such as 'Europe/Berlin'")
  const meant = isZone(said) ? spelling(said) : didYouMean(said, Intl.supportedValuesOf('timeZone'))
  if (meant === said) return said
  return wrong(spot, `an IANA time zone${meant === null ? ", such as 'Europe/Berlin'" : ` (did you mean '${meant}'?)`}`)
}

/** As the zone's registry writes it: 'Europe/Berlin' for 'europe/berlin'. */
const spelling = (name: string): string => new Temporal.ZonedDateTime(0n, name).timeZoneId

export const country: Decode<string> = (spot) => {
  const said = scalar(spot)
  if (typeof said === 'string' && countries.has(said)) return said
  const byName = [...countries].find(([, name]) => name === said)?.[0]
  const near = said === 'UK' ? 'GB' : (byName ?? null)
  return wrong(
    spot,
    `a two-letter code of ISO 3166-1, or XK${near === null ? '' : ` (did you mean '${near}', ${countryName(near)}?)`}`,
  )
}

export const email: Decode<string> = understood("an e-mail address, such as 'name@example.com'", (said) =>
  /^[^\s@<>()",;:]+@[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/i.test(said) ? said : null,
)

export const instant: Decode<string> = understood(
  "an instant in UTC to the second, such as '2026-03-06T18:00:00Z'",
  (said) => {
    try {
      return Temporal.Instant.from(said).toString() === said ? said : null
    } catch {
      return null
    }
  },
)

export const person: Decode<NamedPerson> = object<NamedPerson>({ name: text, email, role: optional(text) })
