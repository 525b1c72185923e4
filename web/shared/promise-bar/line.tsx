/** The drawing alone: receipt at the left, triangle for the target, upright for the limit, now or the stop, hatching for closed time. */
import type { Geometry } from './geometry.ts'
import type { Meaning, Standing } from './standing.ts'

export interface Sizes {
  readonly height: number
  /** Where the line lies. */
  readonly y: number
  readonly line: number
  readonly upright: number
  readonly triangle: number
}

export const rowSizes: Sizes = { height: 18, y: 10, line: 3, upright: 6, triangle: 3.5 }
export const stripSizes: Sizes = { height: 34, y: 20, line: 5, upright: 11, triangle: 6 }

const strokes: Readonly<Record<Meaning, string>> = {
  fine: 'text-fine',
  soon: 'text-soon',
  broken: 'text-broken',
  ended: 'text-edge',
}

const percent = (place: number): string => `${(place * 100).toFixed(3)}%`

/** Stands once in the page; every bar's hatching refers to it. */
export const HatchPattern = () => (
  <svg width="0" height="0" className="absolute" aria-hidden="true">
    <defs>
      <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="1.75" height="5" className="fill-edge" />
      </pattern>
    </defs>
  </svg>
)

/** Hidden from assistive technology: the words beside it say the same. */
export function Line({ geometry, standing, sizes }: { geometry: Geometry; standing: Standing; sizes: Sizes }) {
  const { height, y, line, upright, triangle } = sizes
  const { target, limit, reached, over } = geometry
  const at = percent(over ?? reached)
  // Marks at the very ends stay whole.
  const inset = Math.max(triangle, 3)
  return (
    <svg
      width="100%"
      height={height}
      className={`block overflow-visible ${strokes[standing.meaning]}`}
      aria-hidden="true"
    >
      {geometry.hatches.map(({ from, to }) => (
        <rect
          key={from}
          x={percent(from)}
          width={percent(to - from)}
          y={y - upright}
          height={upright * 2}
          fill="url(#hatch)"
        />
      ))}
      <line x1="0" x2={percent(limit)} y1={y} y2={y} className="stroke-edge" strokeWidth={line} strokeOpacity={0.4} />
      <line x1="0" x2={percent(reached)} y1={y} y2={y} stroke="currentColor" strokeWidth={line} />
      {over === null ? null : (
        <line
          x1={percent(limit)}
          x2={at}
          y1={y}
          y2={y}
          stroke="currentColor"
          strokeWidth={line}
          strokeDasharray={`${line} ${line}`}
        />
      )}
      <svg x={percent(target)} className="overflow-visible text-ink">
        <path d={`M0 ${y - line / 2 - 1}l${triangle} ${-triangle * 1.3}h${-triangle * 2}z`} fill="currentColor" />
      </svg>
      <line
        x1={percent(limit)}
        x2={percent(limit)}
        y1={y - upright}
        y2={y + upright}
        className="stroke-ink"
        strokeWidth="2"
      />
      <svg x={at} className="overflow-visible" fill="none" stroke="currentColor" strokeWidth={line > 3 ? 2.5 : 2}>
        <Mark standing={standing} y={y} reach={upright} inset={inset} />
      </svg>
    </svg>
  )
}

/** Each end has a shape of its own: an upright runs, a tick was kept, a cross is over, a ring was withdrawn. */
function Mark({ standing, y, reach, inset }: { standing: Standing; y: number; reach: number; inset: number }) {
  switch (standing.state) {
    case 'kept':
      return <path d={`M${-inset} ${y}l${inset * 0.8} ${inset}l${inset * 1.6} ${-inset * 2.2}`} className="text-fine" />
    case 'over':
    case 'kept-late':
      return <path d={`M${-inset} ${y - inset}l${inset * 2} ${inset * 2}m0 ${-inset * 2}l${-inset * 2} ${inset * 2}`} />
    case 'withdrawn':
      return <circle cy={y} r={inset} className="fill-panel" />
    default:
      return <path d={`M0 ${y - reach}v${reach * 2}`} strokeWidth="3" />
  }
}
