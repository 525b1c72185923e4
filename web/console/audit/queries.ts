/** What is asked of the audit (G2). */
import { infiniteQueryOptions } from '@tanstack/react-query'
import type { AuditRowView } from '../../../src/http/wire-audit.ts'
import { call } from '../../shared/api.ts'
import { now } from '../../shared/now.ts'
import { api, withQuery } from '../../shared/paths.ts'
import type { Page } from '../../shared/views.ts'

/** How far back is looked, by what the address says. */
export const spans = { today: 1, week: 7, month: 30 } as const

export interface AuditFilter {
  readonly person?: string
  readonly kind?: string
  readonly key?: string
  readonly since?: keyof typeof spans
}

const names = ['person', 'kind', 'key'] as const

/** Kept in the address. */
export const readAuditFilter = (search: Record<string, unknown>): AuditFilter => ({
  ...Object.fromEntries(
    names.flatMap((name) => {
      const value = search[name]
      return (typeof value === 'string' && value !== '') || typeof value === 'number' ? [[name, String(value)]] : []
    }),
  ),
  ...(typeof search.since === 'string' && Object.hasOwn(spans, search.since)
    ? { since: search.since as keyof typeof spans }
    : {}),
})

const dayMs = 24 * 3_600_000

export const auditRows = ({ since, ...filter }: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit', { ...filter, since }],
    queryFn: ({ signal, pageParam }) => {
      const from = since === undefined ? undefined : new Date(now() - spans[since] * dayMs).toISOString()
      return call<Page<AuditRowView>>(withQuery(api.audit, { ...filter, from, limit: 100, cursor: pageParam }), {
        signal,
      })
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Page<AuditRowView>) => page.nextCursor ?? undefined,
    // Whoever opens it sees it as it is; in the midst of a long look nothing moves by itself.
    staleTime: 0,
    refetchOnWindowFocus: false,
  })
