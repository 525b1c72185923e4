/** Where partners are: regions, their parts, and what goes with them. */
import type { RegionId, SubregionId } from './names.ts'

export interface RegionRules {
  readonly id: RegionId
  readonly name: string
  readonly dataCentre: string
  readonly subregions: readonly SubregionRules[]
}

export interface SubregionRules {
  readonly id: SubregionId
  readonly name: string
  readonly zone: string
  /** Key of `calendars`. */
  readonly calendar: string
  /** ISO 3166-1 alpha-2 codes, and XK. */
  readonly countries: readonly string[]
  /** F7: for a country split by state, only these of its states; such a country is listed in `countries` of each part. */
  readonly states?: Readonly<Record<string, readonly string[]>>
  /** The part of a split country that takes a ticket whose state is unknown. */
  readonly takesUnknownState?: boolean
  /** Toll-free number shown to entitled partners (A3); null while the vendor has none here. */
  readonly tollFree: string | null
  /** A9: other weekends or office hours of single countries: country code to key of `calendars`. */
  readonly countryCalendars?: Readonly<Record<string, string>>
}
