/** What the API takes about live chats (A4). */
import { z } from 'zod'
import { kinds } from '../domain/policy.ts'
import { cursor, email, id, limit, name, text } from './asked.ts'

const uploads = z.array(id).max(100)

export const newChat = z.strictObject({
  type: name.optional(),
  category: name.optional(),
  product: name.optional(),
  subject: text(300),
  /** The first word; how long it may be is the policy's to say. */
  description: text(50_000),
  kind: z.enum(kinds).optional(),
  customerEmail: email.optional(),
  severity: z.number().int().min(1).optional(),
  attachments: uploads.optional(),
  /** As a message for when somebody is there: a request at once, with the channel 'chat'. */
  leave: z.boolean().optional(),
})

export const chatWord = z.strictObject({ body: text(100_000), attachments: uploads.optional() })
export const handOver = z.strictObject({ person: id.nullable() })
export const endChat = z.strictObject({
  solved: z.boolean(),
  /** An agent's answer that solves it, where the partner has had none yet. */
  body: text(100_000).optional(),
})
export const presence = z.strictObject({
  /** Left out: as it was; only that the browser is there. */
  available: z.boolean().optional(),
})
export const offerFor = z.strictObject({ partner: id.optional() })
export const chatList = z.strictObject({
  show: z.enum(['live', 'ended']).default('live'),
  ticket: id.optional(),
  limit,
  cursor,
})
