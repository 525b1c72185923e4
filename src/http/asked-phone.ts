/** What the API takes about calls on the telephone (A3). */
import { z } from 'zod'
import { instant, name, text, words } from './asked.ts'

/** A day at most: what is longer was not hung up. */
const seconds = z.number().int().min(0).max(86_400)

export const newCall = z.strictObject({
  /** Who was on the line. */
  caller: text(200),
  /** With its country. */
  number: text(40).optional(),
  startedAt: instant,
  seconds,
  notes: text(100_000),
  visibility: z.enum(['public', 'internal']).default('public'),
  determination: z.boolean().optional(),
})

export const callIn = z.strictObject({
  /** What the telephony system calls the call. */
  id: text(200),
  /** As it was shown; left out where it was withheld. */
  from: words(100).optional(),
  callerName: words(200).optional(),
  startedAt: instant,
  seconds,
  notes: words(50_000).optional(),
  /** Number of the ticket that the caller named. */
  ticket: name.optional(),
  desk: name.optional(),
})
