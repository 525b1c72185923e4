/** Filters live in the address: a list can be linked to, reloaded and gone back to. */
import type { Status } from './views.ts'

/** By the names of `GET /tickets`; several values of one stand with commas between them. */
export const filterNames = [
  'desk',
  'severity',
  'status',
  'partner',
  'customer',
  'assignee',
  'kind',
  'category',
  'product',
  'tier',
  'keyAccount',
  'region',
  'channel',
  'tag',
  'escalated',
  'turn',
  'unansweredHours',
  'q',
] as const
export type FilterName = (typeof filterNames)[number]
export type ListFilter = Readonly<Partial<Record<FilterName, string>>>

/** What is known of the search part of an address; the rest is left out. */
export function readFilter(search: Record<string, unknown>): ListFilter {
  return Object.fromEntries(
    filterNames.flatMap((name) => {
      const value = search[name]
      return typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : []
    }),
  )
}

/** In the address of a list also stands which saved view it is of. */
export type ListSearch = ListFilter & { readonly saved?: string }

export const readListSearch = (search: Record<string, unknown>): ListSearch => ({
  ...readFilter(search),
  ...(typeof search.saved === 'string' ? { saved: search.saved } : {}),
})

/** With one thing changed; empty takes it out. */
export const withFilter = (filter: ListFilter, change: Partial<Record<FilterName, string | null>>): ListFilter =>
  Object.fromEntries(Object.entries({ ...filter, ...change }).filter(([, value]) => value !== null && value !== ''))

export const isFiltered = (filter: ListFilter): boolean => filterNames.some((name) => filter[name] !== undefined)

/** The values of one name; none where it is not set. */
export const valuesOf = (filter: ListFilter, name: FilterName): readonly string[] =>
  (filter[name] ?? '').split(',').flatMap((value) => (value.trim() === '' ? [] : [value.trim()]))

/** Without this one value. */
export const withoutValue = (filter: ListFilter, name: FilterName, value: string): ListFilter =>
  withFilter(filter, {
    [name]: valuesOf(filter, name)
      .filter((each) => each !== value)
      .join(','),
  })

/** What a partner looks through: open ones first, and that is the default. */
export const portalShows = ['open', 'solved', 'all'] as const
export type PortalShow = (typeof portalShows)[number]
export interface PortalFilter {
  readonly show?: Exclude<PortalShow, 'open'>
  readonly q?: string
}

export function readPortalFilter(search: Record<string, unknown>): PortalFilter {
  return {
    ...(search.show === 'solved' || search.show === 'all' ? { show: search.show } : {}),
    ...((typeof search.q === 'string' && search.q !== '') || typeof search.q === 'number'
      ? { q: String(search.q) }
      : {}),
  }
}

/** Statuses an agent may filter by, in the order of a ticket's life. */
export const filterStatuses = [
  'new',
  'open',
  'waiting-on-partner',
  'waiting-on-product',
  'solved',
  'closed',
  'merged',
] as const satisfies readonly Status[]
