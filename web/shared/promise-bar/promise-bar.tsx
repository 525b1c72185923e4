/** The promise on one line: the same in the queue, beside a ticket and in the portal. */
import { useSteppedNow } from '../now.ts'
import type { PromiseClock } from './clock.ts'
import { isRunning } from './clock.ts'
import { geometryOf } from './geometry.ts'
import { Line, rowSizes } from './line.tsx'
import { kindWords, standingOf, type Meaning, type Standing } from './standing.ts'

export const meaningText: Readonly<Record<Meaning, string>> = {
  fine: 'text-fine',
  soon: 'text-soon',
  broken: 'text-broken',
  ended: 'text-muted',
}

const second = 1_000
const minute = 60 * second

/** How often a clock must be drawn again: by seconds near an end, else by the minute; once it has stopped only the days go on. */
function stepOf(clock: PromiseClock, now: number): number {
  if (!isRunning(clock)) return 10 * minute
  const near = Math.min(Math.abs(clock.limitAt - now), Math.abs(clock.targetAt - now))
  return near < 3 * minute ? second : near < 60 * minute ? 10 * second : minute
}

/** Now, in the steps that this clock needs. */
export const useClockNow = (clock: PromiseClock): number => useSteppedNow((now) => stepOf(clock, now))

/** `words`: 'short' beside the bar of a row, 'full' where there is room for the sentence: on a phone above the bar. */
export function PromiseBar({ clock, words = 'short' }: { clock: PromiseClock; words?: 'short' | 'full' }) {
  const now = useClockNow(clock)
  const standing = standingOf(clock, now)
  return (
    <span
      className={`flex items-center gap-2.5 ${words === 'full' ? 'max-md:flex-col-reverse max-md:items-stretch max-md:gap-0' : ''}`}
      data-state={standing.state}
    >
      <span className="min-w-0 flex-1 px-1">
        <Line geometry={geometryOf(clock, now)} standing={standing} sizes={rowSizes} />
      </span>
      <span
        className={`num text-right text-note font-semibold ${meaningText[standing.meaning]} ${words === 'short' ? 'w-[92px] shrink-0 truncate' : 'md:shrink-0'}`}
      >
        <span className="sr-only">{kindWords[clock.kind]}: </span>
        {words === 'full' ? standing.fully : <Short standing={standing} />}
      </span>
    </span>
  )
}

/** The little triangle is the target's: without it the words count to the limit. */
const Short = ({ standing }: { standing: Standing }) => (
  <>
    {standing.towards === 'target' ? (
      <svg
        width="8"
        height="6"
        viewBox="0 0 8 6"
        className="mr-1 inline-block align-[2px] text-ink"
        role="img"
        aria-label="target in"
      >
        <path d="M4 6l4-6H0z" fill="currentColor" />
      </svg>
    ) : null}
    {standing.words}
  </>
)

/** Where nothing was promised: the same height, and the reason in place of the bar. */
export const NoPromise = ({ children }: { children: string }) => (
  <span className="flex h-[18px] items-center gap-2.5 text-note text-muted">
    <span className="min-w-0 flex-1 px-1" aria-hidden="true">
      <span className="block border-t border-dashed border-edge" />
    </span>
    <span className="w-[88px] shrink-0 text-right">{children}</span>
  </span>
)
