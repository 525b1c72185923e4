/** Customer reviews as the HTTP API answers them (E9). */
import { z } from 'zod'
import { concernOutcomes, reviewStatuses } from '../domain/review.ts'
import { page } from './wire.ts'

const instant = z.iso.datetime({ offset: true })
const id = z.uuid()
const ticket = z.object({ id, number: z.string() })
const rating = z.number().int().min(1).max(5)
const person = z
  .object({ id, name: z.string(), email: z.string().nullable(), side: z.enum(['staff', 'partner']) })
  .nullable()

const concern = z.object({
  id,
  ticket,
  reason: z.object({ id: z.string(), name: z.string() }),
  raisedAt: instant,
  endedAt: instant.nullable(),
  outcome: z.enum(concernOutcomes).nullable(),
  /** In words. */
  decision: z.string().nullable(),
})

export const review = z.object({
  id,
  partner: z.object({ id, name: z.string() }),
  status: z.enum(reviewStatuses),
  /** In public, and in the average. */
  isShown: z.boolean(),
  rating,
  /** '' where it has none. */
  title: z.string(),
  /** Plain text: show it as text. */
  text: z.string(),
  author: z.string(),
  /** Where its author can be asked; the vendor's people only, as the next. */
  authorEmail: z.string().nullable(),
  canBeAsked: z.boolean().nullable(),
  /** Without an id it is none of the registry's. */
  customer: z.object({ id: id.nullable(), name: z.string() }).nullable(),
  product: z.object({ id: z.string(), name: z.string() }).nullable(),
  language: z.string().nullable(),
  writtenOn: z.iso.date(),
  source: z.string(),
  sourceId: z.string().nullable(),
  /** Since when what its source says is shown. */
  publishedAt: instant,
  /** By the partner; null while it is new to it. */
  seenAt: instant.nullable(),
  hiddenAt: instant.nullable(),
  version: z.number().int(),
  /** The partner's, in public. */
  answer: z.object({ text: z.string(), at: instant, edited: z.boolean() }).nullable(),
  /** The one that is open. */
  concern: z.object({ ticket, raisedAt: instant }).nullable(),
  /** Whether a concern may be raised now, through which day; else why not. */
  raise: z.object({
    may: z.boolean(),
    until: z.iso.date().nullable(),
    /** It was decided before: only with a file that was not there then. */
    needsEvidence: z.boolean(),
    because: z.string().nullable(),
  }),
  /** The last one that is over. */
  decided: concern.nullable(),
})

export const reviews = page(review)

export const reviewPage = review.extend({
  /** Oldest first. */
  concerns: z.array(concern),
  /** Everything it said, oldest first; the vendor's people only. */
  versions: z.array(
    z.object({
      version: z.number().int(),
      rating,
      title: z.string(),
      text: z.string(),
      via: z.enum(['source', 'author', 'desk']),
      /** The file or the ticket. */
      because: z.string().nullable(),
      at: instant,
      by: person,
    }),
  ),
  /** Of the partner, oldest first: the last one is shown. */
  answers: z.array(z.object({ version: z.number().int(), text: z.string(), at: instant, by: person })),
})

/** Of what is shown. */
export const partnerRating = z.object({
  /** To one place; null where nothing is shown. */
  average: z.number().nullable(),
  count: z.number().int(),
  /** The best first. */
  byRating: z.array(z.object({ rating, count: z.number().int() })),
  /** New to the partner. */
  fresh: z.number().int(),
  underConcern: z.number().int(),
})

export const seen = z.object({ seen: z.number().int() })

export type ReviewWire = z.infer<typeof review>
export type ReviewsWire = z.infer<typeof reviews>
export type ReviewPageWire = z.infer<typeof reviewPage>
export type PartnerRatingWire = z.infer<typeof partnerRating>
