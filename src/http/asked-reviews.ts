/** What the HTTP API takes of customer reviews (E9). */
import { z } from 'zod'
import { longestReview, longestTitle, reviewStatuses } from '../domain/review.ts'
import { cursor, day, email, id, limit, name, text, words, yesOrNo } from './asked.ts'

const rating = z.number().int().min(1).max(5)

export const reviewList = z.strictObject({
  partner: id.optional(),
  status: z.enum(reviewStatuses).optional(),
  rating: z.coerce.number().int().min(1).max(5).optional(),
  product: name.optional(),
  /** Only those that the partner has not seen yet, or has. */
  fresh: yesOrNo.optional(),
  limit,
  cursor,
})

export const newReview = z.strictObject({
  partner: id,
  rating,
  title: words(longestTitle).optional(),
  text: text(longestReview),
  author: text(200),
  /** Where its author can be asked; not shown to the partner. */
  authorEmail: email.optional(),
  /** Of the registry. */
  customer: id.optional(),
  customerName: words(200).optional(),
  product: name.optional(),
  /** Such as 'en' or 'pt-BR'. */
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
    .max(40)
    .optional(),
  /** Of the partner's place: today or earlier. */
  writtenOn: day,
  /** Where it stands. */
  source: text(80),
  /** The source's own: there is one review of it. */
  sourceId: text(200).optional(),
})

/** What is left out stays. */
export const whoWrote = z.strictObject({
  customer: id.nullable().optional(),
  authorEmail: email.nullable().optional(),
})
export const reviewAnswer = z.strictObject({ text: text(5_000) })
export const reviewViews = z.strictObject({ reviews: z.array(id).min(1).max(200) })
