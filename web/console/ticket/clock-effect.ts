/** What sending does to the clocks, said before it is sent. The server's rules (C4, C5, C13), in words only. */
import { isRunning, type PromiseClock } from '../../shared/promise-bar/clock.ts'
import { kindWords } from '../../shared/promise-bar/standing.ts'
import { sayLength } from '../../shared/time.ts'
import { workingBetween } from '../../shared/working-time.ts'

export interface Sending {
  readonly visibility: 'public' | 'internal'
  /** The box is ticked; only asked on the first answer. */
  readonly determination: boolean
  readonly solves: boolean
}

/** The first public answer acknowledges; it states the determination only if it is marked so. Every later one does. */
export const isFirstAnswer = (clocks: readonly PromiseClock[]): boolean =>
  clocks.some((clock) => clock.kind === 'acknowledgement' && isRunning(clock))

/** The clocks that sending would stop. */
export function stoppedBy(clocks: readonly PromiseClock[], sending: Sending): readonly PromiseClock[] {
  if (sending.visibility === 'internal') return []
  const states = sending.determination || sending.solves || !isFirstAnswer(clocks)
  return clocks.filter((clock) => isRunning(clock) && (clock.kind === 'acknowledgement' || states))
}

/** One sentence: 'Stops the acknowledgement with 1 h 12 to spare.' */
export function sayEffect(clocks: readonly PromiseClock[], sending: Sending, now: number): string {
  const running = clocks.filter(isRunning)
  if (sending.visibility === 'internal')
    return running.length === 0 ? 'Only your colleagues read it.' : 'Stops no clock: a note is no answer.'
  if (running.length === 0)
    return sending.solves ? 'Nothing promised is running.' : 'Nothing promised is running; the partner is answered.'
  const stopped = stoppedBy(clocks, sending)
  const goesOn = running.filter((clock) => !stopped.includes(clock))
  const stops = stopped.map((clock) => sayStop(clock, now)).join(' and ')
  const rest = goesOn.map((clock) => `the ${nameOf(clock)} runs on, ${sayLeft(clock, now)}`).join(', ')
  return `${stops.charAt(0).toUpperCase()}${stops.slice(1)}${rest === '' ? '' : `; ${rest}`}.`
}

const nameOf = (clock: PromiseClock): string => kindWords[clock.kind].toLowerCase()
const leftOf = (clock: PromiseClock, now: number): number => workingBetween(now, clock.limitAt, clock.closed)

const sayStop = (clock: PromiseClock, now: number): string =>
  now > clock.limitAt
    ? `ends the ${nameOf(clock)} ${sayLength(-leftOf(clock, now))} over`
    : `stops the ${nameOf(clock)} with ${sayLength(leftOf(clock, now))} to spare`

const sayLeft = (clock: PromiseClock, now: number): string =>
  now > clock.limitAt ? `${sayLength(-leftOf(clock, now))} over` : `${sayLength(leftOf(clock, now))} left`
