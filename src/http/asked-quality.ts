/** What reports of quality are asked for. */
import { z } from 'zod'
import { day, name, yesOrNo } from './asked.ts'

export const severityReport = z
  .strictObject({ from: day.optional(), to: day.optional(), desk: name.optional() })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ['from'],
    message: 'Give a day that is not after `to`.',
  })
export const trainingReport = z.strictObject({ mine: yesOrNo.optional() })
