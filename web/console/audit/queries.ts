/** What is asked of the audit (G2). */
import { infiniteQueryOptions } from '@tanstack/react-query'
import type { AuditRowView } from '../../../src/http/wire-audit.ts'
import { call } from '../../shared/api.ts'
import { now } from '../../shared/now.ts'
import { api, withQuery } from '../../shared/paths.ts'
import type { Page } from '../../shared/views.ts'
import { between, isDay } from './days.ts'

/** How far back is looked, by what the address says. */
export const spans = { today: 1, week: 7, month: 30 } as const

export interface AuditFilter {
  readonly person?: string
  readonly kind?: string
  readonly key?: string
  readonly since?: keyof typeof spans
  /** Days where the reader is, both included, in the place of `since`. */
  readonly from?: string
  readonly to?: string
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
  ...(isDay(search.from) ? { from: search.from } : {}),
  ...(isDay(search.to) ? { to: search.to } : {}),
  ...(typeof search.since === 'string' && Object.hasOwn(spans, search.since) && !isDay(search.from) && !isDay(search.to)
    ? { since: search.since as keyof typeof spans }
    : {}),
})

const dayMs = 24 * 3_600_000

export const auditRows = ({ since, from, to, ...filter }: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit', { ...filter, since, from, to }],
    queryFn: ({ signal, pageParam }) => {
      const when =
        since === undefined ? between(from, to) : { from: new Date(now() - spans[since] * dayMs).toISOString() }
      return call<Page<AuditRowView>>(withQuery(api.audit, { ...filter, ...when, limit: 100, cursor: pageParam }), {
        signal,
      })
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Page<AuditRowView>) => page.nextCursor ?? undefined,
    // Whoever opens it sees it as it is; in the midst of a long look nothing moves by itself.
    staleTime: 0,
    refetchOnWindowFocus: false,
  })
