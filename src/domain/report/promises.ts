/** What became of promises, counted: each is met, breached, withdrawn or still running (C3, C13, C14). */
import { clockState, type Clock } from '../clock.ts'
import { isAfter, type Instant } from '../kernel.ts'

export interface PromiseCounts {
  /** The sum of met within the limit, breached, withdrawn and running. */
  readonly made: number
  readonly metWithinTarget: number
  /** Those within the target too. */
  readonly metWithinLimit: number
  /** The sum of the three that follow. A breach once recorded stands for good, whatever ended the clock. */
  readonly breached: number
  readonly breachedOpen: number
  readonly breachedAnswered: number
  readonly breachedWithdrawn: number
  readonly withdrawn: number
  readonly running: number
}

export const noPromises: PromiseCounts = {
  made: 0,
  metWithinTarget: 0,
  metWithinLimit: 0,
  breached: 0,
  breachedOpen: 0,
  breachedAnswered: 0,
  breachedWithdrawn: 0,
  withdrawn: 0,
  running: 0,
}

const names = Object.keys(noPromises) as (keyof PromiseCounts)[]

export function addPromises(a: PromiseCounts, b: PromiseCounts): PromiseCounts {
  return Object.fromEntries(names.map((name) => [name, a[name] + b[name]])) as unknown as PromiseCounts
}

/** Everything that a clock counts as. */
export function countsOf(clock: Clock): PromiseCounts {
  const one = (...of: readonly (keyof PromiseCounts)[]): PromiseCounts =>
    Object.fromEntries(names.map((name) => [name, of.includes(name) ? 1 : 0])) as unknown as PromiseCounts
  const { stopped } = clock
  switch (clockState(clock)) {
    case 'met':
      return stopped !== null && !isAfter(stopped.at, clock.targetAt)
        ? one('made', 'metWithinLimit', 'metWithinTarget')
        : one('made', 'metWithinLimit')
    case 'breached':
      if (stopped === null) return one('made', 'breached', 'breachedOpen')
      return one('made', 'breached', stopped.because === 'kept' ? 'breachedAnswered' : 'breachedWithdrawn')
    case 'withdrawn':
      return one('made', 'withdrawn')
    case 'running':
      return one('made', 'running')
  }
}

/** The clock as it stood at an instant: what has happened to it since is not yet known. */
export function asOf(clock: Clock, at: Instant): Clock {
  const { breachedAt, stopped } = clock
  const breachedLater = breachedAt !== null && !isAfter(at, breachedAt)
  const stoppedLater = stopped !== null && isAfter(stopped.at, at)
  if (!breachedLater && !stoppedLater) return clock
  return { ...clock, breachedAt: breachedLater ? null : breachedAt, stopped: stoppedLater ? null : stopped }
}
