/** Filters live in the address: a list can be linked to, reloaded and gone back to. */
import type { Status } from './views.ts'

export interface ListFilter {
  readonly desk?: string
  readonly severity?: string
  readonly status?: string
  readonly partner?: string
  readonly customer?: string
  readonly q?: string
}

const names = ['desk', 'severity', 'status', 'partner', 'customer', 'q'] as const

/** What is known of the search part of an address; the rest is left out. */
export function readFilter(search: Record<string, unknown>): ListFilter {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = search[name]
      return typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : []
    }),
  )
}

/** With one thing changed; empty takes it out. */
export const withFilter = (filter: ListFilter, change: Partial<Record<keyof ListFilter, string | null>>): ListFilter =>
  Object.fromEntries(Object.entries({ ...filter, ...change }).filter(([, value]) => value !== null && value !== ''))

export const isFiltered = (filter: ListFilter): boolean => names.some((name) => filter[name] !== undefined)

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
