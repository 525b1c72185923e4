/** Customer reviews of every partner (E9): entered, read in, and where each of them stands. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { registry } from '../../shared/registry/queries.ts'
import { EnterDialog } from '../../shared/reviews/enter-dialog.tsx'
import { Filters, ShowAll, useReviewSearch } from '../../shared/reviews/filters.tsx'
import { ReviewList } from '../../shared/reviews/list.tsx'
import { reviewQueries } from '../../shared/reviews/queries.ts'
import { Rating } from '../../shared/reviews/stars.tsx'
import { useMe } from '../../shared/session.ts'
import { useTitle } from '../../shared/title.tsx'
import { Button } from '../../shared/ui/button.tsx'
import { Combobox } from '../../shared/ui/combobox.tsx'
import { Empty } from '../../shared/ui/empty.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { ImportDialog } from '../registry/import-dialog.tsx'

export function ReviewsPage() {
  useTitle('Reviews')
  const { search, show, isFiltered } = useReviewSearch()
  const { role } = useMe()
  const [open, setOpen] = useState<'enter' | 'import' | null>(null)
  const partners = useInfiniteQuery(registry.partners({})).data?.pages.flatMap(({ items }) => items) ?? []
  const rating = useQuery({ ...reviewQueries.rating(search.partner ?? ''), enabled: search.partner !== undefined }).data
  const close = (): void => setOpen(null)
  return (
    <div className="mx-auto flex max-w-[1100px] flex-col gap-4 px-4 pt-5 pb-12 md:px-6">
      <header className="flex flex-wrap items-center gap-2">
        <div className="min-w-0 flex-1 basis-60">
          <PageHeading className="text-title">Reviews</PageHeading>
          <p className="text-note text-muted">
            What customers say of partners. A concern over one opens a ticket, and the DRI or a lead decides it.
          </p>
        </div>
        <Button
          because={['admin', 'manager'].includes(role) ? null : 'A manager or an administrator does this.'}
          onClick={() => setOpen('import')}
        >
          Read reviews in
        </Button>
        <Button look="go" onClick={() => setOpen('enter')}>
          Enter a review
        </Button>
      </header>
      <div className="flex flex-wrap items-center gap-2">
        <Combobox
          label="Partner"
          place="bar"
          placeholder="Every partner"
          entries={partners.map(({ id, name }) => ({ id, label: name }))}
          value={search.partner ?? null}
          onChange={(partner) => show({ partner: partner ?? '' })}
        />
        <Filters search={search} show={show} fresh="Not seen by its partner" />
      </div>
      {rating === undefined || search.partner === undefined ? null : <Rating rating={rating} />}
      <ReviewList
        search={search}
        side="staff"
        ofOne={search.partner !== undefined}
        empty={
          isFiltered ? (
            <ShowAll show={show} />
          ) : (
            <Empty title="No reviews yet">
              Enter one by hand, or read a CSV file of them in. Each partner is told by letter, and may answer in
              public.
            </Empty>
          )
        }
      />
      {open === 'enter' ? <EnterDialog partner={search.partner ?? null} onClose={close} /> : null}
      {open === 'import' ? <ImportDialog kind="reviews" onClose={close} /> : null}
    </div>
  )
}
