/** The shapes of a statement of promises (C12). */
import { z } from 'zod'
import { promisedKinds } from '../domain/policy.ts'
import { spanKinds } from '../domain/statement/span.ts'
import { outcomes } from '../domain/statement/statement.ts'
import { figures, kept, promiseCounts } from './wire-report.ts'

const id = z.uuid()
const instant = z.iso.datetime({ offset: true })
const days = z.object({ from: z.iso.date(), to: z.iso.date() })
const promised = z.enum(promisedKinds)

const line = z.object({
  id: z.string(),
  ticket: z.object({ id, number: z.string(), subject: z.string() }),
  promised,
  ordinal: z.number().int(),
  /** Of the ticket, as it stands. */
  desk: z.string(),
  severity: z.number().int(),
  /** What the promise itself ran under at the end. */
  terms: z.object({
    desk: z.string(),
    severity: z.number().int(),
    tier: z.string(),
    roundTheClock: z.boolean(),
  }),
  policyVersion: z.number().int(),
  startedAt: instant,
  targetAt: instant,
  limitAt: instant,
  answeredAt: instant.nullable(),
  outcome: z.enum(outcomes),
  /** When and why it ended without an answer. */
  endedAt: instant.nullable(),
  ended: z.enum(['withdrawn', 'merged', 'exempt']).nullable(),
  endedWords: z.string().nullable(),
  exempt: z.boolean(),
  /** Milliseconds of the time that it was counted in. */
  tookMs: z.number().nullable(),
  lateMs: z.number().nullable(),
  changes: z.number().int(),
})

export const statement = days.extend({
  partner: z.object({ id, name: z.string() }),
  /** The partner's own: days are days there. */
  zone: z.string(),
  span: z.enum(spanKinds).nullable(),
  name: z.string(),
  before: days.nullable(),
  after: days.nullable(),
  at: instant,
  /** Of all of it, with the first page; null with the others. */
  sums: z
    .object({
      overall: figures,
      byDesk: z.array(figures),
      bySeverity: z.array(figures),
      byPromise: z.array(z.object({ value: promised, promises: promiseCounts, answers: kept })),
      promisedNothing: z.number().int(),
    })
    .nullable(),
  items: z.array(line),
  nextCursor: z.string().nullable(),
})

export type StatementView = z.infer<typeof statement>
export type StatementLineView = z.infer<typeof line>
