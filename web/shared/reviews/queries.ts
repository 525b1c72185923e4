/** What is asked of customer reviews (E9). Read again whenever the registry changes, and after a concern was raised or decided. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { PartnerRatingWire, ReviewPageWire, ReviewsWire, ReviewWire } from '../../../src/http/wire-reviews.ts'
import { call, newKey } from '../api.ts'
import { api, withQuery } from '../paths.ts'

export interface ReviewSearch {
  readonly partner?: string
  readonly status?: string
  readonly rating?: string
  readonly fresh?: string
}

export const statusWords: Readonly<Record<ReviewWire['status'], string>> = {
  shown: 'Shown',
  'under-concern': 'Under concern',
  corrected: 'Shown in corrected words',
  hidden: 'Hidden',
}

export function readReviewSearch({ partner, status, rating, fresh }: Record<string, unknown>): ReviewSearch {
  return {
    ...(/^[0-9a-f-]{36}$/.test(String(partner)) ? { partner: String(partner) } : {}),
    ...(typeof status === 'string' && status in statusWords ? { status } : {}),
    ...(/^[1-5]$/.test(String(rating)) ? { rating: String(rating) } : {}),
    ...(fresh === 'true' || fresh === true ? { fresh: 'true' } : {}),
  }
}

export const reviewQueries = {
  list: (search: ReviewSearch, limit = 30) =>
    infiniteQueryOptions({
      queryKey: ['registry', 'reviews', search, limit],
      queryFn: ({ signal, pageParam }) =>
        call<ReviewsWire>(withQuery(api.reviews, { ...search, limit, cursor: pageParam }), { signal }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  one: (id: string) =>
    queryOptions({
      queryKey: ['registry', 'review', id],
      queryFn: ({ signal }) => call<ReviewPageWire>(api.review(id), { signal }),
    }),
  rating: (partner: string) =>
    queryOptions({
      queryKey: ['registry', 'rating', partner],
      queryFn: ({ signal }) => call<PartnerRatingWire>(api.rating(partner), { signal }),
    }),
} as const

/** They are new no more; what is on the screen says so until it is read again. */
export const seeReviews = (reviews: readonly string[]): Promise<unknown> =>
  call(api.reviewViews, { method: 'POST', body: { reviews }, idempotencyKey: newKey() })
