/** What a statement of promises is asked for (C12). Kept in the address, so that it can be passed on. */
import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query'
import type { StatementView } from '../../../src/http/wire-statement.ts'
import { call } from '../api.ts'
import { api, withQuery } from '../paths.ts'

export const spans = ['month', 'quarter', 'fiscal-year', 'days'] as const
export type Span = (typeof spans)[number]

export const spanWords: Readonly<Record<Span, string>> = {
  month: 'Month',
  quarter: 'Quarter',
  'fiscal-year': 'Fiscal year',
  days: 'Other days',
}

export interface StatementSearch {
  /** 'days': any two. */
  readonly span?: Span
  readonly from?: string
  readonly to?: string
  readonly only?: 'broken'
}

const isDay = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)

/** What is known of the search part of an address; the rest is left out. */
export function readStatementSearch(search: Record<string, unknown>): StatementSearch {
  const span = spans.find((each) => each === search.span)
  return {
    ...(span === undefined || span === 'month' ? {} : { span }),
    ...(isDay(search.from) ? { from: search.from } : {}),
    ...(isDay(search.to) ? { to: search.to } : {}),
    ...(search.only === 'broken' ? { only: 'broken' } : {}),
  }
}

/** Of the API; `partner` for the vendor alone. */
export const queryOf = ({ span, from, to, only }: StatementSearch, partner: string | undefined) => ({
  partner,
  from,
  to,
  only,
  ...(span === undefined || span === 'days' ? {} : { span }),
})

export const statementBy = (search: StatementSearch, partner: string | undefined) => {
  const query = queryOf(search, partner)
  return infiniteQueryOptions({
    queryKey: ['statement', query],
    queryFn: ({ signal, pageParam }) =>
      call<StatementView>(withQuery(api.statement, { ...query, limit: 100, cursor: pageParam }), { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: StatementView) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  })
}
