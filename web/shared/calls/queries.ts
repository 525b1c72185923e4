/** What is asked about calls (D3), and under which name the answer is kept. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { AvailabilityView, CallView, SlotsView } from '../../../src/http/wire-calls.ts'
import { call } from '../api.ts'
import { api, withQuery } from '../paths.ts'
import { queryClient } from '../queries.ts'
import type { Page } from '../views.ts'

export interface CallFilter {
  readonly when: 'upcoming' | 'past'
  readonly mine?: 'true'
  readonly partner?: string
}

export const calls = {
  list: (filter: CallFilter, limit = 30) =>
    infiniteQueryOptions({
      queryKey: ['calls', 'list', filter],
      queryFn: ({ signal, pageParam }) =>
        call<Page<CallView>>(withQuery(api.calls, { ...filter, limit, cursor: pageParam }), { signal }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page: Page<CallView>) => page.nextCursor ?? undefined,
    }),
  /** Without a partner: one's own. They change as others book: asked anew whenever they are looked at. */
  slots: (asked: { readonly partner?: string; readonly with?: string } = {}) =>
    queryOptions({
      queryKey: ['calls', 'slots', asked],
      queryFn: ({ signal }) => call<SlotsView>(withQuery(api.callSlots, asked), { signal }),
      staleTime: 0,
    }),
  availability: (person: string) =>
    queryOptions({
      queryKey: ['calls', 'availability', person],
      queryFn: ({ signal }) => call<AvailabilityView>(api.availability(person), { signal }),
    }),
} as const

export const callsChanged = (): void => void queryClient.invalidateQueries({ queryKey: ['calls'] })
