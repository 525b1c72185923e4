/** What is asked of the Critical Issue Dashboard and of the news (D5, D7). */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { AnnouncementView, CriticalView, SubscriptionsView } from '../../../src/http/wire-critical.ts'
import { call } from '../api.ts'
import { api, withQuery } from '../paths.ts'
import type { Page } from '../views.ts'

export const critical = {
  /** Tickets are told by the stream; incidents are asked for, often. */
  now: () =>
    queryOptions({
      queryKey: ['critical'],
      queryFn: ({ signal }) => call<CriticalView>(api.critical, { signal }),
      staleTime: 0,
      refetchInterval: 10_000,
    }),
  news: () =>
    infiniteQueryOptions({
      queryKey: ['news'],
      queryFn: ({ signal, pageParam }) =>
        call<Page<AnnouncementView>>(withQuery(api.news, { limit: 20, cursor: pageParam }), { signal }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page: Page<AnnouncementView>) => page.nextCursor ?? undefined,
    }),
  subscriptions: () =>
    queryOptions({
      queryKey: ['subscriptions'],
      queryFn: ({ signal }) => call<SubscriptionsView>(api.subscriptions, { signal }),
    }),
} as const
