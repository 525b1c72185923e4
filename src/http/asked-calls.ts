/** What the HTTP API takes about calls (see asked.ts). */
import { z } from 'zod'
import { cursor, day, id, limit, name, text, yesOrNo } from './asked.ts'

const instant = z.iso
  .datetime({ offset: true })
  .refine((value) => value >= '1970' && value < '2200', 'Must lie between the years 1970 and 2199.')

export const slotsFor = z.strictObject({ partner: id.optional(), with: id.optional() })
export const callList = z.strictObject({
  when: z.enum(['upcoming', 'past']).default('upcoming'),
  /** Of staff: those that they hold themselves. */
  mine: yesOrNo.default(false),
  partner: id.optional(),
  limit,
  cursor,
})
export const newCall = z.strictObject({
  startsAt: instant,
  topic: text(300),
  partner: id.optional(),
  contact: id.optional(),
  with: id.optional(),
})
export const moveCall = z.strictObject({ startsAt: instant, reason: text(2_000).optional() })
export const cancelCall = z.strictObject({ reason: text(2_000) })
export const noteCall = z.strictObject({ notes: text(20_000) })

const hours = z
  .array(z.strictObject({ opens: text(8), closes: text(8) }))
  .max(12)
  .optional()

export const availability = z.strictObject({
  zone: name,
  week: z.strictObject({ 1: hours, 2: hours, 3: hours, 4: hours, 5: hours, 6: hours, 7: hours }),
  daysOff: z.array(z.strictObject({ fromOn: day, toOn: day })).max(200),
})
