/** The shapes of reports (C12). */
import { z } from 'zod'
import { groupings } from '../domain/report/report.ts'

const count = z.number().int()
const share = z.number().nullable()
const minutes = z.number().nullable()
const lengths = z.object({ averageMinutes: minutes, medianMinutes: minutes, p90Minutes: minutes })
const measured = z.object({ count, wall: lengths, working: lengths })
const kept = measured.extend({ withinTarget: share, withinLimit: share })

const row = z.object({
  value: z.string(),
  label: z.string(),
  share,
  tickets: count,
  promises: z.object({
    made: count,
    metWithinTarget: count,
    metWithinLimit: count,
    breached: count,
    breachedOpen: count,
    breachedAnswered: count,
    breachedWithdrawn: count,
    withdrawn: count,
    running: count,
  }),
  firstResponse: kept,
  response: kept,
  resolution: measured,
  exchangesPerTicket: z.number().nullable(),
  howToShare: share,
  depthAverage: z.number().nullable(),
})

export const promiseReport = z.object({
  /** In which days and months are counted: printed with every figure. */
  zone: z.string(),
  from: z.iso.date(),
  to: z.iso.date(),
  by: z.enum(groupings as [string, ...string[]]),
  overall: row,
  rows: z.array(row),
})

export type PromiseReportView = z.infer<typeof promiseReport>
export type ReportRowView = z.infer<typeof row>
