/** One promise to a partner, being kept or not (C4, C5, C14). */
import { earlier, isAfter, later, type ClockId, type Instant, type TicketId } from './kernel.ts'
import type { DeskId, Promised, Severity, TierId } from './policy.ts'

export interface Clock {
  /** `${ticket}/${promised}/${ordinal}`: worked out, so the core needs no randomness. */
  readonly id: ClockId
  readonly promised: Promised
  readonly ordinal: number
  /** What it runs under now; a change of severity, desk or tier replaces them and is kept in `changes`. */
  readonly terms: Terms
  readonly startedAt: Instant
  readonly targetAt: Instant
  readonly limitAt: Instant
  /** The instant the target passed while the clock ran (C3); not a breach. */
  readonly warnedAt: Instant | null
  /** The instant the limit passed, set once and for good (C14). The clock runs on, so that lateness can be measured. */
  readonly breachedAt: Instant | null
  readonly stopped: null | { readonly at: Instant; readonly because: StopReason }
  readonly changes: readonly ClockChange[]
}

/** 'kept' is an answer by a person, in time or late; every other end is a withdrawal and never counts as met (C13). */
export type StopReason = 'kept' | 'withdrawn' | 'merged' | 'exempt'
export type ClockState = 'running' | 'met' | 'breached' | 'withdrawn'

export interface Terms {
  readonly desk: DeskId
  readonly severity: Severity
  readonly tier: TierId
  readonly keyAccount: boolean
  /** A9: a critical category at severity 1 runs on the wall clock. */
  readonly roundTheClock: boolean
}

/** Why an instant moved (C8, A1, A2, C13): what it was before, so that history keeps both. */
export interface ClockChange {
  readonly at: Instant
  readonly cause: 'worsened' | 'corrected' | 'eased' | 'transferred' | 'tier' | 'merged'
  readonly was: { readonly terms: Terms; readonly targetAt: Instant; readonly limitAt: Instant }
}

/** A promised window: the target within it and the limit at its end. */
export interface Window {
  readonly targetAt: Instant
  readonly limitAt: Instant
}

export const clockId = (ticket: TicketId, promised: Promised, ordinal: number): ClockId =>
  `${ticket}/${promised}/${ordinal}` as ClockId

export const isRunning = (clock: Clock): boolean => clock.stopped === null

/** How the contract names its state: a breach once recorded stands for good, whatever ended the clock. */
export function clockState(clock: Clock): ClockState {
  if (clock.breachedAt !== null) return 'breached'
  if (clock.stopped === null) return 'running'
  return clock.stopped.because === 'kept' ? 'met' : 'withdrawn'
}

export function startClock(
  ticket: TicketId,
  promised: Promised,
  ordinal: number,
  terms: Terms,
  startedAt: Instant,
  window: Window,
): Clock {
  return {
    id: clockId(ticket, promised, ordinal),
    promised,
    ordinal,
    terms,
    startedAt,
    targetAt: window.targetAt,
    limitAt: window.limitAt,
    warnedAt: null,
    breachedAt: null,
    stopped: null,
    changes: [],
  }
}

/** Ends a running clock. An answer at the very instant of the limit is in time: passing it is the breach. */
export const stopClock = (clock: Clock, at: Instant, because: StopReason): Clock =>
  clock.stopped === null ? { ...clock, stopped: { at, because } } : clock

/**
 * Puts a running clock under new terms and keeps what was (C8). A clock that has been breached keeps the limit it broke:
 * it is the evidence.
 */
export function changeClock(
  clock: Clock,
  terms: Terms,
  window: Window,
  cause: ClockChange['cause'],
  at: Instant,
): Clock {
  if (clock.stopped !== null || clock.breachedAt !== null) return clock
  const was = { terms: clock.terms, targetAt: clock.targetAt, limitAt: clock.limitAt }
  // A target that passed stays passed only while the new one has passed as well.
  const warnedAt = clock.warnedAt !== null && !isAfter(at, window.targetAt) ? null : clock.warnedAt
  return {
    ...clock,
    terms,
    targetAt: window.targetAt,
    limitAt: window.limitAt,
    warnedAt,
    changes: [...clock.changes, { at, cause, was }],
  }
}

export const earlierWindow = (a: Window, b: Window): Window => ({
  targetAt: earlier(a.targetAt, b.targetAt),
  limitAt: earlier(a.limitAt, b.limitAt),
})

export const laterWindow = (a: Window, b: Window): Window => ({
  targetAt: later(a.targetAt, b.targetAt),
  limitAt: later(a.limitAt, b.limitAt),
})
