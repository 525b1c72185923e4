/**
 * Where things lie on the promise bar, 0 at the receipt and 1 at the right end. Working time is to scale. A closed span
 * keeps a place of its own, hatched, but a narrow one: a weekend must not dwarf a promise of three hours.
 */
import { spansWithin, workingBetween, type Span } from '../working-time.ts'
import type { PromiseClock } from './clock.ts'

export interface Geometry {
  readonly target: number
  readonly limit: number
  /** Where the line is filled to: now, or the stop; never past the limit. */
  readonly reached: number
  /** Where the time beyond the limit ends; null while there is none. */
  readonly over: number | null
  readonly hatches: readonly { readonly from: number; readonly to: number }[]
  /** The place of any instant from receipt to limit. */
  readonly placeOf: (at: number) => number
}

/** The most that one closed span, and all of them together, may take of the line. */
const widestSpan = 0.16
const widestAll = 0.36
/** Where the limit lies when time has run past it: what is over gets the rest, in proportion up to once the promise again. */
const limitWhenOver = 0.8

export function geometryOf(clock: PromiseClock, now: number): Geometry {
  const { startedAt, limitAt } = clock
  const ends = clock.stoppedAt ?? now
  const isOver = ends > limitAt
  const limit = isOver ? limitWhenOver : 1
  const scale = placing(startedAt, limitAt, clock.closed)
  const placeOf = (at: number): number => scale.placeOf(at) * limit
  return {
    target: placeOf(clock.targetAt),
    limit,
    reached: placeOf(Math.min(Math.max(ends, startedAt), limitAt)),
    over: isOver ? limit + (1 - limit) * overShare(clock, ends) : null,
    hatches: scale.hatches.map(({ from, to }) => ({ from: from * limit, to: to * limit })),
    placeOf,
  }
}

function overShare(clock: PromiseClock, ends: number): number {
  const promised = workingBetween(clock.startedAt, clock.limitAt, clock.closed)
  const over = workingBetween(clock.limitAt, ends, clock.closed)
  // Something is seen of it from the first minute.
  return promised <= 0 ? 1 : Math.max(0.12, Math.min(1, over / promised))
}

interface Placing {
  readonly placeOf: (at: number) => number
  readonly hatches: readonly { readonly from: number; readonly to: number }[]
}

function placing(from: number, to: number, closedSpans: readonly Span[]): Placing {
  const length = to - from
  if (length <= 0) return { placeOf: (at) => (at < to ? 0 : 1), hatches: [] }
  const closed = spansWithin(closedSpans, from, to)
  const open = workingBetween(from, to, closed)
  // With no working time at all there is nothing to be kept to scale but the wall clock.
  if (open === 0) return { placeOf: (at) => clamp((at - from) / length), hatches: [{ from: 0, to: 1 }] }

  const wanted = closed.map((span) => Math.min(widestSpan, (span.to - span.from) / length))
  const sum = wanted.reduce((all, each) => all + each, 0)
  const shrink = sum > widestAll ? widestAll / sum : 1
  const widths = wanted.map((width) => width * shrink)
  const openWidth = 1 - widths.reduce((all, each) => all + each, 0)

  const placeOf = (at: number): number => {
    const upTo = Math.min(Math.max(at, from), to)
    let place = (workingBetween(from, upTo, closed) / open) * openWidth
    closed.forEach((span, index) => {
      if (upTo > span.from) place += widths[index]! * Math.min(1, (upTo - span.from) / (span.to - span.from))
    })
    return clamp(place)
  }
  return { placeOf, hatches: closed.map((span) => ({ from: placeOf(span.from), to: placeOf(span.to) })) }
}

const clamp = (share: number): number => Math.min(1, Math.max(0, share))
