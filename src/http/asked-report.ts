/** What reports are asked for. */
import { z } from 'zod'
import { groupings } from '../domain/report/report.ts'
import { channels } from '../domain/ticket/ticket.ts'
import { outcomes } from '../services/reports/promises.ts'

const inOurTime = (value: string): boolean => value >= '1970' && value < '2200'
const day = z.iso.date().refine(inOurTime, 'Must lie between the years 1970 and 2199.')
const id = z.uuid()
const name = z.string().max(200)

export const report = z.strictObject({
  by: z.enum(groupings as [string, ...string[]]).default('desk'),
  from: day.optional(),
  to: day.optional(),
  desk: name.optional(),
  tier: name.optional(),
  severity: z.coerce.number().int().min(1).optional(),
  partner: id.optional(),
  product: name.optional(),
  agent: id.optional(),
  channel: z.enum(channels).optional(),
})
export type ReportQuery = z.infer<typeof report>

/** A place that this endpoint has given: an instant and an id. */
const place = /^\d{4}-\d\d-\d\dT[\d:.]+Z_[0-9a-f-]{36}$/

export const drillDown = report.extend({
  /** The row's value; empty where it has none. */
  value: name,
  outcome: z.enum(outcomes).default('any'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z
    .string()
    .regex(place, 'This cursor belongs to no list of this kind: begin without one.')
    .nullable()
    .default(null),
})
