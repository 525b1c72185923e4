/** What the HTTP API takes of accounts, reselling and evaluations (E6, E7, E10). */
import { z } from 'zod'
import { recordLists } from '../domain/policy/workflows.ts'
import { cursor, day, email, id, limit, name, text, words, yesOrNo } from './asked.ts'

export const request = z.strictObject({
  workflow: name,
  /** By the ids that the workflow asks for when it begins. */
  fields: z.record(z.string(), z.unknown()),
  /** On whose behalf; the vendor's people only. */
  contactEmail: email.optional(),
  /** Ids of one's own uploads; fields of type file name them. */
  attachments: z.array(id).max(20).optional(),
})

export const recordsOf = z.strictObject({ of: z.enum(recordLists), partner: id.optional() })

const year = z.coerce.number().int().min(2000).max(2199)
export const evaluationList = z.strictObject({
  year: year.optional(),
  partner: id.optional(),
  state: z.enum(['proposed', 'approved', 'refused']).optional(),
  /** Only those whose tier would, or would not, be another one. */
  changes: yesOrNo.optional(),
  limit,
  cursor,
})
export const approval = z.strictObject({
  /** The first day of the tier: today or later, of the partner's place. */
  effectiveOn: day,
  /** To the partner, beside the rule. */
  reason: words(2_000).optional(),
})
export const approvals = approval.extend({ year: z.number().int().min(2000).max(2199) })
export const refusal = z.strictObject({ reason: text(2_000) })
