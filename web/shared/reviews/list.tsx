/** Reviews one below the other, with everything that is done with one. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReviewWire } from '../../../src/http/wire-reviews.ts'
import { RequestDialog } from '../partnership/request-dialog.tsx'
import { List } from '../registry/list.tsx'
import { AnswerDialog, HistoryDialog, WhoDialog } from './dialogs.tsx'
import { reviewQueries, type ReviewSearch } from './queries.ts'
import { ReviewRow, type ReviewAct } from './row.tsx'

interface ReviewsProps {
  readonly search: ReviewSearch
  readonly side: 'staff' | 'partner'
  readonly ofOne?: boolean
  readonly inPart?: boolean
  readonly limit?: number
  readonly empty: React.ReactNode
}

export function ReviewList({ search, side, ofOne = false, inPart = false, limit, empty }: ReviewsProps) {
  const found = useInfiniteQuery(reviewQueries.list(search, limit))
  const [open, setOpen] = useState<{ readonly what: ReviewAct; readonly review: ReviewWire } | null>(null)
  const close = (): void => setOpen(null)
  return (
    <>
      <List
        found={found}
        what="reviews"
        empty={empty}
        row={(review) => (
          <ReviewRow
            key={review.id}
            review={review}
            side={side}
            ofOne={ofOne}
            inPart={inPart}
            onAct={(what, of) => setOpen({ what, review: of })}
          />
        )}
      />
      {open === null ? null : open.what === 'answer' ? (
        <AnswerDialog review={open.review} onClose={close} />
      ) : open.what === 'who' ? (
        <WhoDialog review={open.review} onClose={close} />
      ) : open.what === 'history' ? (
        <HistoryDialog review={open.review} onClose={close} />
      ) : (
        <RequestDialog
          workflow="review-concern"
          partner={open.review.partner.id}
          given={{ review: open.review.id }}
          onClose={close}
        />
      )}
    </>
  )
}
