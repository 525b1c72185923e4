/** The promise of a ticket drawn large, with its instants in words; the other promises in a line each below. */
import { useEffect, useRef, useState } from 'react'
import { sayBriefly } from '../time.ts'
import { clocksToShow, isRunning, type PromiseClock } from './clock.ts'
import { geometryOf, type Geometry } from './geometry.ts'
import { placeLabels, widthOf, type Label } from './labels.ts'
import { Line, stripSizes } from './line.tsx'
import { meaningText, PromiseBar, useClockNow } from './promise-bar.tsx'
import { kindWords, sayDue, standingOf, type Standing } from './standing.ts'

/** Its width in pixels, so that labels can be kept apart. */
function useWidth(): readonly [React.RefObject<HTMLDivElement | null>, number] {
  const ref = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const box = ref.current
    if (box === null) return
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry!.contentRect.width)))
    observer.observe(box)
    return () => observer.disconnect()
  }, [])
  return [ref, width]
}

export function PromiseStrip({ clocks, why }: { clocks: readonly PromiseClock[]; why: React.ReactNode }) {
  const [leading, ...others] = clocksToShow(clocks)
  if (leading === undefined) return null
  return (
    <section aria-label="What is promised" className="flex flex-col gap-2">
      <LargeBar clock={leading} isFirst={clocks.every((clock) => clock.startedAt >= leading.startedAt)} />
      {others.map((clock) => (
        <div
          key={clock.id}
          className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-3 md:max-w-xl md:grid-cols-[136px_minmax(0,1fr)] md:items-center"
        >
          <span className="text-note text-muted">{kindWords[clock.kind]}</span>
          <PromiseBar clock={clock} words="full" />
        </div>
      ))}
      {why}
    </section>
  )
}

function LargeBar({ clock, isFirst }: { clock: PromiseClock; isFirst: boolean }) {
  const now = useClockNow(clock)
  const [ref, width] = useWidth()
  const geometry = geometryOf(clock, now)
  const standing = standingOf(clock, now)
  const labels = placeLabels(labelsOf(clock, geometry, standing, now, isFirst), width)
  return (
    <div>
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-semibold">{kindWords[clock.kind]}</span>
        <span className={`num font-semibold ${meaningText[standing.meaning]}`}>{standing.fully}</span>
        {clock.roundTheClock ? <span className="text-note text-muted">round the clock, weekends too</span> : null}
      </p>
      {/* Clipped: until the labels are placed anew, a narrower window would show them beyond its edge. */}
      <div ref={ref} className="num relative h-[72px] overflow-x-clip text-small" aria-hidden="true">
        <div className="absolute inset-x-0 top-[18px]">
          <Line geometry={geometry} standing={standing} sizes={stripSizes} />
        </div>
        {labels.map((label) => (
          <span
            key={label.key}
            className={`absolute whitespace-nowrap ${label.side === 'above' ? 'top-0' : 'bottom-0'} ${
              label.key === 'now' ? meaningText[standing.meaning] : label.key === 'receipt' ? 'text-muted' : 'text-ink'
            }`}
            // At the end it hangs by its end: how wide its letters really are the browser knows.
            style={label.left + widthOf(label.text) >= width ? { right: 0 } : { left: label.left }}
          >
            {label.text}
          </span>
        ))}
      </div>
      <p className="sr-only">
        {isFirst ? 'Received' : 'Counted from'} {sayBriefly(clock.startedAt, now)}. Target{' '}
        {sayBriefly(clock.targetAt, now)}. Limit {sayDue(clock.limitAt, now, clock.closed)}.
      </p>
    </div>
  )
}

function labelsOf(clock: PromiseClock, geometry: Geometry, standing: Standing, now: number, isFirst: boolean): Label[] {
  const say = (at: number) => sayBriefly(at, now)
  const labels: Label[] = [
    { key: 'limit', text: `Limit ${say(clock.limitAt)}`, place: geometry.limit, side: 'below', rank: 0 },
    {
      key: 'receipt',
      text: `${isFirst ? 'Received' : 'From'} ${say(clock.startedAt)}`,
      place: 0,
      side: 'below',
      rank: 2,
    },
  ]
  const together = clock.targetAt === clock.limitAt
  labels.push(
    isRunning(clock)
      ? { key: 'now', text: `Now ${say(now)}`, place: geometry.over ?? geometry.reached, side: 'above', rank: 1 }
      : {
          key: 'now',
          text: `${standing.state === 'withdrawn' ? 'Withdrawn' : 'Answered'} ${say(clock.stoppedAt!)}`,
          place: geometry.over ?? geometry.reached,
          side: 'above',
          rank: 1,
        },
  )
  if (!together)
    labels.push({
      key: 'target',
      text: `Target ${say(clock.targetAt)}`,
      place: geometry.target,
      side: 'above',
      rank: 3,
    })
  return labels
}
