/** A clock of the API, read once into numbers. */
import type { ClockView } from '../../../src/http/wire.ts'
import { readInstant, readMaybe } from '../time.ts'
import type { Span } from '../working-time.ts'

export interface PromiseClock {
  readonly id: string
  readonly kind: ClockView['kind']
  readonly startedAt: number
  readonly targetAt: number
  readonly limitAt: number
  readonly stoppedAt: number | null
  readonly stoppedBecause: ClockView['stoppedBecause']
  readonly breachedAt: number | null
  readonly roundTheClock: boolean
  readonly closed: readonly Span[]
  readonly because: readonly string[]
}

const known = new WeakMap<ClockView, PromiseClock>()

/** The same object for the same view, so that what depends on it need not be worked out again. */
export function readClock(view: ClockView): PromiseClock {
  let clock = known.get(view)
  if (clock === undefined) {
    clock = {
      id: view.id,
      kind: view.kind,
      startedAt: readInstant(view.startedAt),
      targetAt: readInstant(view.targetAt),
      limitAt: readInstant(view.limitAt),
      stoppedAt: readMaybe(view.stoppedAt),
      stoppedBecause: view.stoppedBecause,
      breachedAt: readMaybe(view.breachedAt),
      roundTheClock: view.roundTheClock,
      closed: view.closed.map(({ from, to }) => ({ from: readInstant(from), to: readInstant(to) })),
      because: view.because,
    }
    known.set(view, clock)
  }
  return clock
}

export const isRunning = (clock: PromiseClock): boolean => clock.stoppedAt === null

/** The promise that counts now: of the running ones the limit that comes first, else the one that stopped last. */
export function leadingClock(clocks: readonly PromiseClock[]): PromiseClock | null {
  const running = clocks.filter(isRunning)
  if (running.length > 0) return running.reduce((first, each) => (each.limitAt < first.limitAt ? each : first))
  if (clocks.length === 0) return null
  return clocks.reduce((last, each) => (each.stoppedAt! >= last.stoppedAt! ? each : last))
}

/** The clocks to show together: the leading one, then what else runs, then the last stopped one of each other kind. */
export function clocksToShow(clocks: readonly PromiseClock[]): readonly PromiseClock[] {
  const leading = leadingClock(clocks)
  if (leading === null) return []
  const others = clocks.filter((clock) => clock !== leading && isRunning(clock))
  const kinds = new Set([leading, ...others].map((clock) => clock.kind))
  const past = clocks.filter((clock) => !kinds.has(clock.kind))
  const lastOf = new Map<string, PromiseClock>()
  for (const clock of past)
    if ((lastOf.get(clock.kind)?.stoppedAt ?? -Infinity) <= clock.stoppedAt!) lastOf.set(clock.kind, clock)
  return [leading, ...others, ...lastOf.values()]
}
