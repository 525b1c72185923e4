/** What is asked of the registry: partners, contacts, customers, and what a tier gives. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type {
  ChangeView,
  ContactView,
  CustomerListView,
  CustomerPageView,
  EntitlementsView,
  PartnerListView,
  PartnerPageView,
  SubscriptionView,
} from '../../../src/http/wire-registry.ts'
import { call } from '../api.ts'
import { api, withQuery } from '../paths.ts'
import { queryClient } from '../queries.ts'
import type { Page, PersonView } from '../views.ts'

export interface PartnerFilter {
  readonly tier?: string
  readonly country?: string
  readonly accountManager?: string
  readonly q?: string
}

export interface CustomerFilter {
  readonly partner?: string
  readonly keyAccount?: 'true'
  readonly q?: string
}

const pageSize = 50

/** A list that is read page by page. */
const listOf = <Item>(
  key: readonly unknown[],
  path: string,
  query: Readonly<Record<string, string | undefined>> = {},
  limit = pageSize,
) =>
  infiniteQueryOptions({
    queryKey: ['registry', ...key],
    queryFn: ({ signal, pageParam }) =>
      call<Page<Item>>(withQuery(path, { ...query, limit, cursor: pageParam }), { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Page<Item>) => page.nextCursor ?? undefined,
  })

export const registry = {
  partners: (filter: PartnerFilter) => listOf<PartnerListView>(['partners', filter], api.partners, { ...filter }),
  /** Contacts whose name or address has these letters. */
  contactsBy: (q: string) =>
    queryOptions({
      queryKey: ['registry', 'contacts-by', q],
      queryFn: ({ signal }) =>
        call<Page<PersonView>>(withQuery(api.people, { side: 'partner', q, limit: 8 }), { signal }),
      enabled: q.trim().length > 1,
      placeholderData: keepPreviousData,
    }),
  partner: (id: string) =>
    queryOptions({
      queryKey: ['registry', 'partner', id],
      queryFn: ({ signal }) => call<PartnerPageView>(api.partner(id), { signal }),
    }),
  history: (id: string) => listOf<ChangeView>(['history', id], api.partnerHistory(id), {}, 12),
  contacts: (id: string, show?: 'left') =>
    listOf<ContactView>(['contacts', id, show], api.partnerContacts(id), { show }, 25),
  customers: (filter: CustomerFilter, limit?: number) =>
    listOf<CustomerListView>(['customers', filter], api.customers, { ...filter }, limit),
  customer: (id: string) =>
    queryOptions({
      queryKey: ['registry', 'customer', id],
      queryFn: ({ signal }) => call<CustomerPageView>(api.customer(id), { signal }),
    }),
  subscriptions: (id: string) => listOf<SubscriptionView>(['subscriptions', id], api.customerSubscriptions(id)),
  /** Without a partner: one's own. */
  entitlements: (partner?: string) =>
    queryOptions({
      queryKey: ['registry', 'entitlements', partner ?? 'own'],
      queryFn: ({ signal }) => call<EntitlementsView>(withQuery(api.entitlements, { partner }), { signal }),
    }),
} as const

/** Something of the registry has changed: whatever is shown of it is read again, tickets and names with it. */
export function registryChanged(): void {
  for (const key of ['registry', 'partners', 'ticket', 'tickets', 'escalations'])
    void queryClient.invalidateQueries({ queryKey: [key] })
}
