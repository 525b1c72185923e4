/** Where a partner is in the vendor's world: the one sub-region that sets zone, calendar and data centre (A9, A10). */
import type { Calendar } from './calendar/calendar.ts'
import { countries, countryName } from './countries.ts'
import { ok, refuse, type Result } from './kernel.ts'
import type { Policy, RegionId, RegionRules, SubregionId, SubregionRules } from './policy.ts'

export interface Place {
  readonly region: RegionId
  readonly subregion: SubregionId
  /** IANA name: the zone of the calendar that counts here. */
  readonly zone: string
  readonly calendar: Calendar
  /** Key of the policy's calendars. */
  readonly calendarId: string
  readonly dataCentre: string
}

/** A country that is split by state (F7), or one that is not. */
interface CountryPlaces {
  readonly whole: Place | null
  readonly byState: ReadonlyMap<string, Place>
  readonly unknownState: Place | null
}

/**
 * The place of a country, and of one of its states where the policy splits it (F7). A state that is not known (null)
 * goes to the part that takes such tickets; the state of a country that is not split is not looked at.
 * Refused, naming `country` or `state`: a code that the policy does not place.
 */
export function findPlace(policy: Policy, country: string, state: string | null): Result<Place> {
  const places = indexOf(policy).get(country)
  if (places === undefined) {
    const sentence = countries.has(country)
      ? `${countryName(country)} has no region in this policy.`
      : `'${country}' is not a country code of ISO 3166-1, such as DE or US.`
    return refuse('not-found', sentence, 'country')
  }
  if (places.whole !== null) return ok(places.whole)
  const place = state === null ? places.unknownState : places.byState.get(state)
  if (place === undefined || place === null) {
    return refuse('not-found', `'${state ?? ''}' is not a state of ${countryName(country)} in this policy.`, 'state')
  }
  return ok(place)
}

/** The place where country and state are known to be good: a program error where the policy has none. */
export function placeOf(policy: Policy, country: string, state: string | null): Place {
  const found = findPlace(policy, country, state)
  if (!found.ok) throw new Error(found.problem.message)
  return found.value
}

/** The states that the policy splits a country into; none where it is not split. */
export const statesSplit = (policy: Policy, country: string): readonly string[] => [
  ...(indexOf(policy).get(country)?.byState.keys() ?? []),
]

/**
 * Everything that lies in one of the regions: whole countries, and of those that are split by state their parts ('US-CA';
 * 'US-' is the part of a state that is not known).
 */
export function placesOf(
  policy: Policy,
  regions: readonly string[],
): { readonly countries: readonly string[]; readonly states: readonly string[] } {
  const isIn = (place: Place | null): boolean => place !== null && regions.includes(place.region)
  const all = [...indexOf(policy)]
  return {
    countries: all.flatMap(([country, { whole }]) => (isIn(whole) ? [country] : [])),
    states: all.flatMap(([country, { byState, unknownState }]) => [
      ...[...byState].flatMap(([state, place]) => (isIn(place) ? [`${country}-${state}`] : [])),
      ...(isIn(unknownState) ? [`${country}-`] : []),
    ]),
  }
}

const indexes = new WeakMap<Policy, ReadonlyMap<string, CountryPlaces>>()

function indexOf(policy: Policy): ReadonlyMap<string, CountryPlaces> {
  const known = indexes.get(policy)
  if (known !== undefined) return known
  const index = compile(policy)
  indexes.set(policy, index)
  return index
}

function compile(policy: Policy): ReadonlyMap<string, CountryPlaces> {
  const index = new Map<string, CountryPlaces>()
  for (const region of policy.regions) {
    for (const part of region.subregions) {
      for (const country of part.countries) {
        const place = placeIn(policy, region, part, country)
        const states = part.states?.[country]
        if (states === undefined) {
          index.set(country, { whole: place, byState: new Map(), unknownState: null })
          continue
        }
        const before = index.get(country)
        index.set(country, {
          whole: null,
          byState: new Map([...(before?.byState ?? []), ...states.map((state) => [state, place] as const)]),
          unknownState: part.takesUnknownState === true ? place : (before?.unknownState ?? null),
        })
      }
    }
  }
  return index
}

function placeIn(policy: Policy, region: RegionRules, part: SubregionRules, country: string): Place {
  const calendarId = part.countryCalendars?.[country] ?? part.calendar
  const calendar = policy.calendars[calendarId]
  if (calendar === undefined) throw new Error(`The policy has no calendar '${calendarId}'.`)
  return {
    region: region.id,
    subregion: part.id,
    zone: calendar.zone,
    calendar,
    calendarId,
    dataCentre: region.dataCentre,
  }
}
