/** What customers say of one's own company (E9): answered in public, or held up as a concern. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Filters, ShowAll, useReviewSearch } from '../../shared/reviews/filters.tsx'
import { ReviewList } from '../../shared/reviews/list.tsx'
import { reviewQueries, seeReviews, type ReviewSearch } from '../../shared/reviews/queries.ts'
import { Rating } from '../../shared/reviews/stars.tsx'
import { useMe } from '../../shared/session.ts'
import { useTitle } from '../../shared/title.tsx'
import { Empty } from '../../shared/ui/empty.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'

export function ReviewsPage() {
  useTitle('Reviews')
  const { search, show, isFiltered } = useReviewSearch()
  const { partner } = useMe()
  if (partner === null) throw new Error('This page is for partners.')
  const rating = useQuery(reviewQueries.rating(partner.id)).data
  useSeen(search)
  return (
    <div className="mx-auto flex max-w-[1100px] flex-col gap-4 px-4 pt-6 pb-12 md:px-6">
      <header>
        <PageHeading className="text-title">Reviews</PageHeading>
        <p className="mt-1 max-w-[72ch] text-muted">
          What customers say of {partner.name} on its profile. Answer in public; if something is wrong with a review,
          raise a concern, and Operations decides it in words.
        </p>
      </header>
      {rating === undefined ? null : <Rating rating={rating} />}
      <div className="flex flex-wrap items-center gap-2">
        <Filters
          search={search}
          show={show}
          fresh={rating === undefined || rating.fresh === 0 ? 'New' : `New (${rating.fresh})`}
        />
      </div>
      <ReviewList
        search={search}
        side="partner"
        ofOne
        empty={
          isFiltered ? (
            <ShowAll show={show} />
          ) : (
            <Empty title="No reviews yet">
              When a customer reviews you, it stands here, and you are told by letter. You may answer each of them once,
              in public.
            </Empty>
          )
        }
      />
    </div>
  )
}

/** What is on the screen was seen. It says 'New' until it is read again. */
function useSeen(search: ReviewSearch): void {
  const { data } = useInfiniteQuery(reviewQueries.list(search))
  const [told, setTold] = useState<ReadonlySet<string>>(new Set())
  const fresh = (data?.pages ?? [])
    .flatMap(({ items }) => items)
    .filter(({ id, seenAt }) => seenAt === null && !told.has(id))
    .map(({ id }) => id)
  const ids = fresh.join(' ')
  useEffect(() => {
    if (ids === '') return
    const seen = ids.split(' ')
    setTold((before) => new Set([...before, ...seen]))
    // It is told again on the next visit where this fails.
    seeReviews(seen.slice(0, 200)).catch(() => undefined)
  }, [ids])
}
