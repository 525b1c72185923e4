/** What is asked of a partner's accounts, what it may resell, and its results. Read again whenever the registry changes. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { EvaluationsWire, PartnershipWire } from '../../../src/http/wire-partnership.ts'
import { call } from '../api.ts'
import { api, withQuery } from '../paths.ts'

export interface EvaluationFilter {
  readonly year?: string
  readonly partner?: string
  readonly state?: 'proposed' | 'approved' | 'refused'
}

export function readEvaluationFilter(search: Record<string, unknown>): Pick<EvaluationFilter, 'year' | 'state'> {
  const { year, state } = search
  return {
    ...(/^20\d\d$/.test(String(year)) ? { year: String(year) } : {}),
    ...(state === 'proposed' || state === 'approved' || state === 'refused' ? { state } : {}),
  }
}

export const partnershipQueries = {
  of: (partner: string) =>
    queryOptions({
      queryKey: ['registry', 'partnership', partner],
      queryFn: ({ signal }) => call<PartnershipWire>(api.partnership(partner), { signal }),
    }),
  evaluations: (filter: EvaluationFilter) =>
    infiniteQueryOptions({
      queryKey: ['registry', 'evaluations', filter],
      queryFn: ({ signal, pageParam }) =>
        call<EvaluationsWire>(withQuery(api.evaluations, { ...filter, limit: 50, cursor: pageParam }), { signal }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
} as const
