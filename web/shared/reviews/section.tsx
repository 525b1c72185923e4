/** A partner's reviews as a part of its page: the average, and the last few of them. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { pages } from '../pages.ts'
import { Part } from '../registry/list.tsx'
import { Button, buttonClass } from '../ui/button.tsx'
import { EnterDialog } from './enter-dialog.tsx'
import { ReviewList } from './list.tsx'
import { reviewQueries } from './queries.ts'
import { Rating } from './stars.tsx'

interface SectionProps {
  readonly partner: string
  readonly side: 'staff' | 'partner'
}

export function Reviews({ partner, side }: SectionProps) {
  const rating = useQuery(reviewQueries.rating(partner)).data
  const [entering, setEntering] = useState(false)
  return (
    <Part
      title="Customer reviews"
      action={
        <span className="flex gap-2">
          <Link
            to={pages.reviews}
            search={side === 'staff' ? { partner } : {}}
            className={buttonClass({ size: 'small', look: 'bare' })}
          >
            All of them<span className="sr-only">: reviews</span>
          </Link>
          {side === 'staff' ? (
            <Button size="small" onClick={() => setEntering(true)}>
              Enter a review
            </Button>
          ) : null}
        </span>
      }
    >
      {rating === undefined ? null : <Rating rating={rating} />}
      <ReviewList
        search={{ partner }}
        side={side}
        ofOne
        inPart
        limit={3}
        empty={<p className="text-note text-muted">None yet. What customers say of the partner stands here.</p>}
      />
      {entering ? <EnterDialog partner={partner} onClose={() => setEntering(false)} /> : null}
    </Part>
  )
}
