/** A rating: stars for the eye, a number in words for everybody. */
import type { PartnerRatingWire } from '../../../src/http/wire-reviews.ts'
import { cx } from '../ui/cx.ts'
import { sayCount } from '../words.ts'

export const Stars = ({ rating, className }: { readonly rating: number; readonly className?: string }) => (
  <span className={cx('whitespace-nowrap', className)}>
    <span aria-hidden="true" className="tracking-[0.08em]">
      {'★'.repeat(rating)}
      <span className="text-edge">{'☆'.repeat(5 - rating)}</span>
    </span>
    <span className="sr-only">{rating} of 5</span>
  </span>
)

/** The average of what is shown, and how it came about. */
export function Rating({ rating }: { readonly rating: PartnerRatingWire }) {
  const { average, count, byRating, underConcern } = rating
  if (average === null) return <p className="text-note text-muted">No review is shown yet, so there is no average.</p>
  return (
    <div className="flex flex-wrap items-center gap-x-8 gap-y-3">
      <p>
        <span className="num text-title font-semibold">{average.toFixed(1)}</span>
        <span className="text-muted"> of 5, </span>
        <span className="num">{sayCount(count, 'review')}</span>
        {underConcern === 0 ? null : <span className="block text-note text-muted">{underConcern} under concern</span>}
      </p>
      <table className="text-note">
        <caption className="sr-only">Reviews by rating</caption>
        <tbody>
          {byRating.map((row) => (
            <tr key={row.rating}>
              <th scope="row" className="pr-2 text-right font-normal text-muted">
                <span className="num">{row.rating}</span>
                <span className="sr-only"> of 5</span>
              </th>
              <td className="pr-2" aria-hidden="true">
                <span className="block h-1.5 w-32 overflow-hidden rounded-box bg-soft">
                  <span className="block h-full bg-muted" style={{ width: `${(row.count / count) * 100}%` }} />
                </span>
              </td>
              <td className="num">{row.count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
