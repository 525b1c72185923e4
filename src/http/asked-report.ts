/** What reports are asked for. */
import { z } from 'zod'
import { groupings } from '../domain/report/report.ts'
import { spanKinds } from '../domain/statement/span.ts'
import { channels } from '../domain/ticket/ticket.ts'
import { outcomes } from '../services/reports/promises.ts'
import { proofEyes } from '../services/ticket-proof/format.ts'
import { day, id, instant, limit, name } from './asked.ts'

export const report = z.strictObject({
  /** Whose days: tickets received in them, or, of one partner and in its own zone, promises that were due or settled in them. */
  of: z.enum(['received', 'promises']).default('received'),
  by: z.enum(groupings as [string, ...string[]]).default('desk'),
  from: day.optional(),
  to: day.optional(),
  desk: name.optional(),
  tier: name.optional(),
  severity: z.coerce.number().int().min(1).max(99).optional(),
  partner: id.optional(),
  product: name.optional(),
  agent: id.optional(),
  channel: z.enum(channels).optional(),
})
export type ReportQuery = z.infer<typeof report>

/** A place that this endpoint has given: an instant and an id. */
const isPlace = (cursor: string): boolean => {
  const [at, ticket, ...more] = cursor.split('_')
  return more.length === 0 && instant.safeParse(at).success && id.safeParse(ticket).success
}

export const drillDown = report.extend({
  /** The row's value; empty where it has none. */
  value: name,
  outcome: z.enum(outcomes).default('any'),
  limit,
  cursor: z
    .string()
    .refine(isPlace, 'This cursor belongs to no list of this kind: begin without one.')
    .nullable()
    .default(null),
})

const isLine = (cursor: string): boolean => {
  const [at, ticket, clock = '', ...more] = cursor.split('_')
  return more.length === 0 && isPlace(`${at}_${ticket}`) && /^(acknowledgement|determination)\/\d{1,6}$/.test(clock)
}

export const statementDays = z.strictObject({
  /** For the vendor; a partner's is its own. */
  partner: id.optional(),
  /** Both together, or one with the span that it lies in; without any the span that today lies in. */
  from: day.optional(),
  to: day.optional(),
  span: z.enum(spanKinds).default('month'),
  only: z.enum(['broken']).optional(),
})
export const statement = statementDays.extend({
  limit,
  cursor: z
    .string()
    .refine(isLine, 'This cursor belongs to no list of this kind: begin without one.')
    .nullable()
    .default(null),
})
export type StatementQuery = z.infer<typeof statementDays>

/** Staff may take the proof of a ticket as its partner would get it. */
export const proof = z.strictObject({ eyes: z.enum(proofEyes).optional() })
