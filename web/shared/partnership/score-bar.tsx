/** The sum of a score and what it is made of: a bar for the eye, the points in words for everybody. */
import type { EvaluationWire } from '../../../src/http/wire-partnership.ts'

const shades = ['bg-ink', 'bg-muted', 'bg-edge', 'bg-line']

export function ScoreBar({
  result: { scores, total, highest },
}: {
  readonly result: Pick<EvaluationWire, 'scores' | 'total' | 'highest'>
}) {
  return (
    <div className="flex flex-col gap-1">
      <div aria-hidden="true" className="flex h-2 w-full max-w-[480px] overflow-hidden rounded-box bg-soft">
        {scores.map(({ id, points }, at) => (
          <span key={id} className={shades[at % shades.length]} style={{ width: `${(points / highest) * 100}%` }} />
        ))}
      </div>
      <p className="num text-note">
        <span className="font-semibold">{total.toLocaleString('en')}</span> of {highest.toLocaleString('en')}
        <span className="text-muted"> · {scores.map(({ name, points }) => `${name} ${points}`).join(' · ')}</span>
      </p>
    </div>
  )
}
