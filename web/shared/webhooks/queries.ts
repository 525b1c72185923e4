/** What is asked of webhooks (D5). */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { DeliveryView, WebhooksView } from '../../../src/http/wire-webhook.ts'
import { call } from '../api.ts'
import { api, withQuery } from '../paths.ts'
import type { Page } from '../views.ts'

export const webhooks = {
  list: () =>
    queryOptions({
      queryKey: ['webhooks'],
      queryFn: ({ signal }) => call<WebhooksView>(api.webhooks, { signal }),
      refetchInterval: 15_000,
    }),
  /** While something is on its way it is read again. */
  deliveries: (id: string) =>
    infiniteQueryOptions({
      queryKey: ['webhook-deliveries', id],
      queryFn: ({ signal, pageParam }) =>
        call<Page<DeliveryView>>(withQuery(api.webhookDeliveries(id), { limit: 20, cursor: pageParam }), { signal }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page: Page<DeliveryView>) => page.nextCursor ?? undefined,
      staleTime: 0,
      refetchInterval: 5_000,
    }),
} as const
