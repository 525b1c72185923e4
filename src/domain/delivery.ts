/** When a letter that could not be delivered is tried again, and when it is given up (A5). */
import type { Instant } from './kernel.ts'

/** What came of an attempt. */
export type Outcome =
  | { readonly kind: 'sent'; readonly answer: string }
  /** The receiver said 'not now', or the connection broke while it was being given the letter. */
  | { readonly kind: 'later'; readonly answer: string }
  /** It will never be taken: nobody is at that address, or the letter itself is refused (RFC 5321, 4.2.1). */
  | { readonly kind: 'failed'; readonly about: 'address' | 'letter'; readonly answer: string }
  /** No attempt at all: our own mail server could not be reached, or did not let us in. */
  | { readonly kind: 'no-server'; readonly answer: string }

/**
 * Minutes between attempts: soon at first, since greylisting asks for a few minutes; then at lengthening intervals, for a
 * mailbox that is full or a server under repair. About two days in all: by then the ticket has its answer another way.
 */
const waits = [1, 5, 15, 30, 60, 120, 240, 480, 480, 480, 480] as const

/** One more than there are waits. */
export const mostTries = waits.length + 1

/** After the `tries`-th attempt, counted from 1; null where it is given up. */
export function nextAttempt(tries: number, at: Instant): Instant | null {
  const minutes = waits[tries - 1]
  return minutes === undefined ? null : at.add({ minutes })
}

/**
 * While our own server cannot be reached nothing is counted against a letter, and nothing given up: the operator sees the
 * queue, and once the server is back everything goes within this time.
 */
export const serverPatience = { minutes: 2 } as const
