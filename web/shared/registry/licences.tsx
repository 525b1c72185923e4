/** Licences against the threshold of a key account (D1): a plain bar, and the numbers beside it. */
import { cx } from '../ui/cx.ts'

interface LicencesProps {
  readonly licences: number
  /** From so many on it is a key account. */
  readonly from: number
  readonly wide?: boolean
}

/** The threshold stands at four fifths: what is beyond it is seen, too. */
const thresholdAt = 80

export function Licences({ licences, from, wide = false }: LicencesProps) {
  const length = Math.min(100, (licences / from) * thresholdAt)
  const isKey = licences >= from
  return (
    <span className={cx('flex min-w-0 items-center gap-3', wide && 'flex-wrap')}>
      <svg
        viewBox="0 0 100 8"
        preserveAspectRatio="none"
        className={cx('h-2 shrink-0', wide ? 'w-full max-w-80' : 'w-20')}
        aria-hidden="true"
      >
        <rect x="0" y="2" width="100" height="4" className="fill-line" />
        <rect x="0" y="2" width={length} height="4" className={isKey ? 'fill-ink' : 'fill-edge'} />
        <rect x={thresholdAt - 0.6} y="0" width="1.2" height="8" className="fill-ink" />
      </svg>
      <span className="num text-note">
        {licences.toLocaleString('en')} {licences === 1 ? 'licence' : 'licences'}
        <span className="text-muted">
          {isKey
            ? ` · key account from ${from.toLocaleString('en')}`
            : ` · ${(from - licences).toLocaleString('en')} short of ${from.toLocaleString('en')}`}
        </span>
      </span>
    </span>
  )
}
