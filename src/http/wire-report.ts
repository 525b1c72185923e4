/** The shapes of reports (C12). */
import { z } from 'zod'
import { groupings } from '../domain/report/report.ts'

const count = z.number().int()
const share = z.number().nullable()
const minutes = z.number().nullable()
const lengths = z.object({ averageMinutes: minutes, medianMinutes: minutes, p90Minutes: minutes })
const measured = z.object({ count, wall: lengths, working: lengths })
export const kept = measured.extend({ withinTarget: share, withinLimit: share })

export const promiseCounts = z.object({
  made: count,
  metWithinTarget: count,
  metWithinLimit: count,
  breached: count,
  breachedOpen: count,
  breachedAnswered: count,
  breachedWithdrawn: count,
  withdrawn: count,
  running: count,
})

/** What was promised and what came of it, of one value. */
export const figures = z.object({
  value: z.string(),
  label: z.string(),
  tickets: count,
  promises: promiseCounts,
  firstResponse: kept,
  response: kept,
  resolution: measured,
})

const row = figures.extend({
  share,
  exchangesPerTicket: z.number().nullable(),
  howToShare: share,
  depthAverage: z.number().nullable(),
})

export const promiseReport = z.object({
  /** In which days and months are counted: printed with every figure. */
  zone: z.string(),
  /** What the days are of: the receipt of tickets, or promises that were due or settled in them. */
  of: z.enum(['received', 'promises']),
  from: z.iso.date(),
  to: z.iso.date(),
  by: z.enum(groupings as [string, ...string[]]),
  overall: row,
  rows: z.array(row),
})

export type PromiseReportView = z.infer<typeof promiseReport>
export type ReportRowView = z.infer<typeof row>
