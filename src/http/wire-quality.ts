/** The shapes of reports of quality (C7, D4). */
import { z } from 'zod'

const count = z.number().int()
const share = z.number().nullable()

export const severityReport = z.object({
  /** In which days are counted. */
  zone: z.string(),
  from: z.iso.date(),
  to: z.iso.date(),
  /** `rightShare` is of what was judged; null where nothing was. */
  overall: z.object({ proposed: count, judged: count, corrected: count, rightShare: share }),
  rows: z.array(
    z.object({
      desk: z.string(),
      deskName: z.string(),
      severity: count,
      rule: z.string(),
      proposed: count,
      judged: count,
      corrected: count,
      rightShare: share,
      /** Five at most: those found wrong first, then the latest. */
      examples: z.array(z.object({ id: z.uuid(), number: z.string(), corrected: z.boolean() })),
    }),
  ),
})

export const trainingReport = z.object({
  overall: z.object({ partners: count, contacts: count, trained: count, share }),
  rows: z.array(
    z.object({
      partner: z.uuid(),
      name: z.string(),
      tier: z.string(),
      contacts: count,
      trained: count,
      share,
      products: z.array(z.object({ product: z.string(), name: z.string(), trained: count })),
    }),
  ),
})

export type SeverityReportView = z.infer<typeof severityReport>
export type TrainingReportView = z.infer<typeof trainingReport>
