/** What the product board takes (B6). */
import { z } from 'zod'
import { ideaOrders, ideaStatuses } from '../domain/idea.ts'
import { cursor, id, limit, name, text, words, yesOrNo } from './asked.ts'

export const ideaList = z.strictObject({
  sort: z.enum(ideaOrders).default('votes'),
  q: words(200).optional(),
  product: name.optional(),
  status: z.enum(ideaStatuses).optional(),
  mine: yesOrNo.optional(),
  limit,
  cursor,
})
export const newIdea = z.strictObject({
  title: text(140),
  description: text(4_000),
  product: name.nullable().optional(),
})
export const changeIdea = newIdea.partial()
export const ideaStatus = z.strictObject({ status: z.enum(ideaStatuses), reason: text(1_000) })
export const mergeIdeas = z.strictObject({ into: id })
export const ticketIdea = z.union([z.strictObject({ idea: id }), newIdea])
export const ideaLetters = z.strictObject({ wanted: z.boolean() })
