/** What the HTTP API takes about the guide, suggestions and saved replies (see asked.ts). */
import { z } from 'zod'
import { articleStates, audiences } from '../domain/guide/article.ts'
import { deflectionGroupings } from '../services/guide/deflection-report.ts'
import { cursor, day, id, limit, name, text, words } from './asked.ts'

const version = z.number().int().min(1).max(1_000_000)
const versionAsked = z.coerce.number().int().min(1).max(1_000_000)
const ties = z.array(text(200)).max(50)

export const articleList = z.strictObject({
  /** Words; the last may be unfinished. */
  q: words(500).optional(),
  category: name.optional(),
  product: name.optional(),
  state: z.enum(articleStates).optional(),
  audience: z.enum(audiences).optional(),
  limit,
  cursor,
})
export const articleRead = z.strictObject({ version: versionAsked.optional() })

const article = z.strictObject({
  title: text(200),
  summary: text(500),
  body: text(100_000),
  audience: z.enum(audiences),
  categories: ties,
  products: ties,
  slug: words(200).optional(),
  note: words(500).optional(),
})
export const newArticle = article.extend({ categories: ties.default([]), products: ties.default([]) })
export const changeArticle = article.partial().extend({ version })
export const previewArticle = z.strictObject({ body: words(100_000) })
export const publishArticle = z.strictObject({ version: version.optional() })
export const withdrawArticle = z.strictObject({ reason: text(2_000) })
export const restoreArticle = z.strictObject({ version, note: words(500).optional() })
export const compared = z.strictObject({ from: versionAsked, to: versionAsked })
export const feedback = z.strictObject({ helped: z.boolean(), words: words(2_000).optional() })

export const suggestions = z.strictObject({
  type: name.optional(),
  category: name.optional(),
  subType: name.optional(),
  product: name.optional(),
  subject: words(300).optional(),
  description: words(50_000).optional(),
  /** Made by whoever writes: what is offered is noted for it, once. */
  draft: id.optional(),
})
export const outcome = z.strictObject({
  draft: id,
  outcome: z.enum(['opened', 'solved', 'sent']),
  article: id.optional(),
  ticket: id.optional(),
  typed: words(50_000).optional(),
})
export const deflectionReport = z.strictObject({
  by: z.enum(deflectionGroupings).default('month'),
  from: day.optional(),
  to: day.optional(),
})

export const savedReplyList = z.strictObject({
  q: words(500).optional(),
  desk: name.optional(),
  category: name.optional(),
  scope: z.enum(['personal', 'shared']).optional(),
  /** Those that fit it, the nearest and most used first. */
  ticket: id.optional(),
  limit,
  cursor,
})
export const newSavedReply = z.strictObject({
  title: text(200),
  body: text(20_000),
  desk: name.nullable().optional(),
  category: name.nullable().optional(),
  personal: z.boolean().optional(),
})
export const changeSavedReply = newSavedReply.partial()
export const useSavedReply = z.strictObject({ ticket: id })
