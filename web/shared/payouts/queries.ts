/** What is asked of payouts and renewals (E3, E4). Under 'registry', so that what is saved there has them read again. */
import { infiniteQueryOptions } from '@tanstack/react-query'
import type { PayoutsWire } from '../../../src/http/wire-payouts.ts'
import type { RenewalsWire } from '../../../src/http/wire-renewals.ts'
import { call } from '../api.ts'
import { api, withQuery } from '../paths.ts'

const listOf = <View extends { readonly nextCursor: string | null }>(name: string, path: string, filter: Filter) =>
  infiniteQueryOptions({
    queryKey: ['registry', name, filter],
    queryFn: ({ signal, pageParam }) => call<View>(withQuery(path, { ...filter, cursor: pageParam }), { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: View) => page.nextCursor ?? undefined,
  })

export type Filter = Readonly<Record<string, string | undefined>>

export const payoutsBy = (filter: Filter) => listOf<PayoutsWire>('payouts', api.payouts, filter)
export const renewalsBy = (filter: Filter) => listOf<RenewalsWire>('renewals', api.renewals, filter)

const textsOf = (search: Record<string, unknown>, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = search[name]
      return (typeof value === 'string' || typeof value === 'number') && value !== '' ? [[name, String(value)]] : []
    }),
  )

export interface PayoutSearch {
  readonly state?: string
  readonly entity?: string
}
export const readPayoutSearch = (search: Record<string, unknown>): PayoutSearch => textsOf(search, ['state', 'entity'])

export interface RenewalSearch {
  readonly payer?: string
  readonly within?: string
  readonly sort?: string
  readonly q?: string
}
export const readRenewalSearch = (search: Record<string, unknown>): RenewalSearch =>
  textsOf(search, ['payer', 'within', 'sort', 'q'])

/** '1,250.50 EUR', in the reader's own way of writing numbers. */
export const sayMoney = (amount: number, currency: string | null): string =>
  `${amount.toLocaleString(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 })} ${currency ?? 'currency not said'}`
