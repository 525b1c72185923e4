/** Alerts as they are asked for, and said to be read. The stream tells when they change. */
import { infiniteQueryOptions, queryOptions, useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { AlertsView } from '../../../src/http/wire-alerts.ts'
import { alertsChanged } from '../../shared/alerts/changed.ts'
import { sayWhat } from '../../shared/alerts/words.ts'
import { call, newKey } from '../../shared/api.ts'
import { api, withQuery } from '../../shared/paths.ts'
import { queries, queryClient } from '../../shared/queries.ts'
import { toast } from '../../shared/ui/toast.tsx'
import type { Page } from '../../shared/views.ts'

export type AlertShow = 'unread'

export const alertQueries = {
  list: (show: AlertShow | undefined) =>
    infiniteQueryOptions({
      queryKey: ['alerts', 'list', show],
      queryFn: ({ signal, pageParam }) =>
        call<Page<AlertsView>>(
          withQuery(api.alerts, { ...(show === undefined ? {} : { unread: 'true' }), cursor: pageParam }),
          { signal },
        ),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  ofTicket: (ticket: string) =>
    queryOptions({
      queryKey: ['alerts', 'ticket', ticket],
      queryFn: ({ signal }) => call<Page<AlertsView>>(withQuery(api.alerts, { ticket, limit: 1 }), { signal }),
      staleTime: 0,
    }),
}

/** Those of one ticket; null is all of them. */
export async function readAlerts(ticket: string | null): Promise<void> {
  await call(api.readAlerts, { method: 'POST', body: { ticket }, idempotencyKey: newKey() })
  // Nobody asks for these again while nothing is unread: what is kept of them must not say otherwise.
  const key = ticket === null ? ['alerts', 'ticket'] : alertQueries.ofTicket(ticket).queryKey
  queryClient.setQueriesData<Page<AlertsView>>({ queryKey: key }, { items: [], nextCursor: null })
  alertsChanged()
}

/**
 * Whoever has the ticket before them has read what there is of it: now, and what comes while they look at it. Their own reminders,
 * of which the ticket itself shows nothing, are said.
 */
export function useReadOf(ticket: string): void {
  const some = (useQuery(queries.counts()).data?.alerts ?? 0) > 0
  const found = useQuery({ ...alertQueries.ofTicket(ticket), enabled: some }).data
  const [alerts] = found?.items ?? []
  const last = (alerts?.unread ?? 0) > 0 ? alerts?.at : undefined
  const reminded = useRef<readonly string[]>([])
  useEffect(() => {
    reminded.current = (alerts?.what ?? [])
      .filter(({ kind, unread }) => kind === 'reminded' && unread > 0)
      .map((each) => `${alerts?.ticket.number}: ${sayWhat({ what: [each], unread: each.unread })}`)
  })
  useEffect(() => {
    if (last === undefined) return
    const read = (): void => {
      if (document.visibilityState !== 'visible') return
      document.removeEventListener('visibilitychange', read)
      for (const said of reminded.current) toast.done(said)
      // What fails stays unread, and is read with the next one.
      void readAlerts(ticket).catch(() => undefined)
    }
    document.addEventListener('visibilitychange', read)
    read()
    return () => document.removeEventListener('visibilitychange', read)
  }, [ticket, last])
}
