/** What the registry's lists are narrowed to. Kept in the address. */
import type { CustomerFilter } from './queries.ts'

export interface PartnersSearch {
  readonly tier?: string
  readonly country?: string
  /** Of the reader as their account manager. */
  readonly mine?: 'true'
  readonly q?: string
}

const textsOf = (search: Record<string, unknown>, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = search[name]
      return typeof value === 'string' && value !== '' ? [[name, value]] : []
    }),
  )

export const readPartnerFilter = (search: Record<string, unknown>): PartnersSearch => ({
  ...textsOf(search, ['tier', 'country', 'q']),
  ...(search.mine === 'true' ? { mine: 'true' } : {}),
})

export const readCustomerFilter = (search: Record<string, unknown>): CustomerFilter => ({
  ...textsOf(search, ['partner', 'q']),
  ...(search.keyAccount === 'true' ? { keyAccount: 'true' } : {}),
})
