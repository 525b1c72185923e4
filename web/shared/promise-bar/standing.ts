/** How a promise stands, in one meaning and a few words: what the bar shows, readable without it. */
import { sayAtAGlance, sayLength, sayLengthFully, sayMoment } from '../time.ts'
import { workingBetween } from '../working-time.ts'
import type { PromiseClock } from './clock.ts'

/** The three meanings, and 'ended' for what promises nothing any more. */
export type Meaning = 'fine' | 'soon' | 'broken' | 'ended'

export interface Standing {
  readonly state: 'running' | 'warned' | 'over' | 'kept' | 'kept-late' | 'withdrawn'
  readonly meaning: Meaning
  /** Working milliseconds to the limit; below zero once it has passed. At the stop for a clock that has stopped. */
  readonly left: number
  /** What the words count to while it runs: the target first, then the limit. */
  readonly towards: 'target' | 'limit' | null
  /** Beside the bar: '54 min', '42 min over', 'Mon 02:30', 'kept'. */
  readonly words: string
  /** In a sentence: 'kept, 4 h 54 to spare', 'withdrawn: merged'. */
  readonly fully: string
}

const hour = 3_600_000
const withdrawnBecause = { merged: 'withdrawn: merged', exempt: 'withdrawn: exempt', withdrawn: 'withdrawn' } as const

/** C3, C13, C14: whether it runs, was kept, was broken or ended without an answer. `zone` is the reader's. */
export function standingOf(clock: PromiseClock, now: number, zone?: string): Standing {
  const until = clock.stoppedAt ?? now
  // Exactly at the limit is still in time; what the server has recorded stands in any case.
  const broken = clock.breachedAt !== null || until > clock.limitAt
  const left = workingBetween(until, clock.limitAt, clock.closed)
  const over = `${sayLength(-left)} over`

  if (clock.stoppedAt !== null && clock.stoppedBecause !== 'kept') {
    const words = withdrawnBecause[clock.stoppedBecause ?? 'withdrawn']
    return broken
      ? { state: 'withdrawn', meaning: 'broken', towards: null, left, words: over, fully: `${over}, then ${words}` }
      : { state: 'withdrawn', meaning: 'ended', towards: null, left, words: 'withdrawn', fully: words }
  }
  if (clock.stoppedAt !== null)
    return broken
      ? {
          state: 'kept-late',
          meaning: 'broken',
          towards: null,
          left,
          words: `${sayLength(-left)} late`,
          fully: `answered ${sayLengthFully(-left)} late`,
        }
      : {
          state: 'kept',
          meaning: 'fine',
          towards: null,
          left,
          words: 'kept',
          fully: `kept, ${sayLength(left)} to spare`,
        }
  if (broken)
    return {
      state: 'over',
      meaning: 'broken',
      towards: null,
      left,
      words: over,
      fully: `${sayLengthFully(-left)} over the limit`,
    }

  const words = (at: number): string => wordsUntil(clock, at, now, zone)
  const limit = `${sayLengthFully(left)} left`
  if (now > clock.targetAt)
    return {
      state: 'warned',
      meaning: 'soon',
      towards: 'limit',
      left,
      words: words(clock.limitAt),
      fully: `${limit}, target passed`,
    }
  const meaning = left <= hour ? 'soon' : 'fine'
  if (clock.targetAt === clock.limitAt)
    return { state: 'running', meaning, towards: 'limit', left, words: words(clock.limitAt), fully: limit }
  const target = sayLengthFully(workingBetween(now, clock.targetAt, clock.closed))
  const fully = `${target} to the target, ${sayLengthFully(left)} to the limit`
  return { state: 'running', meaning, towards: 'target', left, words: words(clock.targetAt), fully }
}

/** The length while it can be counted through; the moment where closed time or more than a day lies between. */
function wordsUntil(clock: PromiseClock, at: number, now: number, zone: string | undefined): string {
  const left = workingBetween(now, at, clock.closed)
  return at - now === left && left < 24 * hour ? sayLength(left) : sayAtAGlance(at, now, zone)
}

/** What comes next on a running clock: the target, and once that has passed the limit. */
export const nextAt = (clock: PromiseClock, now: number): number =>
  now > clock.targetAt ? clock.limitAt : clock.targetAt

/** 'Tue 14:00, in 3 h 20 min of working time'; 'working' only where closed time lies between. */
export function sayDue(at: number, now: number, closed: PromiseClock['closed'], zone?: string): string {
  const left = workingBetween(now, at, closed)
  const moment = sayMoment(at, now, zone)
  if (now > at) return `${moment}, ${sayLengthFully(-left)} ago`
  return `${moment}, in ${sayLengthFully(left)}${left === at - now ? '' : ' of working time'}`
}

export const kindWords = { acknowledgement: 'Acknowledgement', determination: 'Determination' } as const
