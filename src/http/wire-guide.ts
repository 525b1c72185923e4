/** The guide, its suggestions and the library of replies, as the HTTP API answers them (see wire.ts). */
import { z } from 'zod'
import { articleStates, audiences } from '../domain/guide/article.ts'
import { statuses } from '../domain/ticket/ticket.ts'
import { deflectionGroupings } from '../services/guide/deflection-report.ts'
import { personRef } from './wire.ts'

const instant = z.iso.datetime({ offset: true })
const day = z.iso.date()
const id = z.uuid()

/** Text around words that were sought; `hit` are the words themselves. */
const excerpt = z.array(z.object({ text: z.string(), hit: z.boolean() }))
const outline = z.array(z.object({ id: z.string(), text: z.string(), level: z.number().int() }))

const article = z.object({
  id,
  /** How it is called in addresses. */
  slug: z.string(),
  title: z.string(),
  summary: z.string(),
  state: z.enum(articleStates),
  audience: z.enum(audiences),
  /** Categories of the policy, and sub-types as 'category/sub-type'. */
  categories: z.array(z.string()),
  products: z.array(z.string()),
  /** The newest; of partners the one that they read. */
  version: z.number().int(),
  publishedVersion: z.number().int().nullable(),
  publishedAt: instant.nullable(),
  updatedAt: instant,
})

export const articleListed = article.extend({ excerpt: excerpt.nullable() })

export const articlePage = article.extend({
  /** The version that this is. */
  shown: z.number().int(),
  /** Markdown. */
  body: z.string(),
  /** The same as HTML that is safe to show. */
  html: z.string(),
  outline,
  savedBy: personRef.nullable(),
  savedAt: instant,
  /** How many said that it helped; null for partners. */
  helped: z.object({ yes: z.number().int(), no: z.number().int() }).nullable(),
  /** What the reader said of this version. */
  mine: z.object({ helped: z.boolean(), words: z.string().nullable() }).nullable(),
})

export const articlePreview = z.object({ html: z.string(), outline })

export const articleHistory = z.object({
  items: z.array(
    z.object({
      number: z.number().int(),
      title: z.string(),
      summary: z.string(),
      audience: z.enum(audiences),
      categories: z.array(z.string()),
      products: z.array(z.string()),
      savedBy: personRef.nullable(),
      savedAt: instant,
      note: z.string().nullable(),
      restoredFrom: z.number().int().nullable(),
      isPublished: z.boolean(),
    }),
  ),
  /** What was done with it beside writing it. */
  acts: z.array(
    z.object({
      at: instant,
      by: personRef.nullable(),
      act: z.enum(['published', 'withdrawn', 'renamed']),
      version: z.number().int(),
      reason: z.string().nullable(),
    }),
  ),
})

export const articleDiff = z.object({
  from: z.number().int(),
  to: z.number().int(),
  /** Of its facts those that differ. */
  facts: z.array(z.object({ field: z.string(), was: z.string(), became: z.string() })),
  /** Of its text. */
  lines: z.array(z.object({ kind: z.enum(['same', 'removed', 'added']), text: z.string() })),
})

export const feedbackGiven = z.object({ helped: z.boolean(), words: z.string().nullable() })
export const feedback = feedbackGiven.extend({ version: z.number().int(), by: personRef.nullable(), at: instant })

const suggestedArticle = z.object({
  kind: z.literal('article'),
  id,
  slug: z.string(),
  title: z.string(),
  summary: z.string(),
  excerpt: excerpt.nullable(),
  because: z.string(),
})
const suggestedTicket = z.object({
  kind: z.literal('ticket'),
  id,
  number: z.string(),
  /** Its subject. */
  title: z.string(),
  status: z.enum(statuses),
  receivedAt: instant,
  solvedAt: instant.nullable(),
  because: z.string(),
})
export const suggestions = z.object({
  items: z.array(z.discriminatedUnion('kind', [suggestedArticle, suggestedTicket])),
})

export const outcome = z.object({
  draft: id,
  outcome: z.enum(['opened', 'solved', 'sent']),
  /** Counted as deflected, until it is sent after all. */
  deflected: z.boolean(),
})

const named = z.object({ id, name: z.string() })
export const deflection = z.object({
  id,
  solvedBy: z.object({ kind: z.enum(['article', 'ticket']), id, title: z.string() }),
  partner: named,
  contact: named,
  typed: z.string(),
  at: instant,
})

const deflectionRow = z.object({
  value: z.string(),
  label: z.string(),
  offered: z.number().int(),
  opened: z.number().int(),
  deflected: z.number().int(),
  /** Opened, and sent all the same. */
  sentAnyway: z.number().int(),
  /** Deflected of offered; null where nothing was offered. */
  share: z.number().nullable(),
})
export const deflectionReport = z.object({
  by: z.enum(deflectionGroupings),
  from: day,
  to: day,
  /** The zone of the days and months. */
  zone: z.string(),
  /** What is counted. */
  definition: z.string(),
  rows: z.array(deflectionRow),
  overall: deflectionRow,
})

export const savedReply = z.object({
  id,
  title: z.string(),
  body: z.string(),
  desk: z.string().nullable(),
  category: z.string().nullable(),
  personal: z.boolean(),
  updatedBy: z.string().nullable(),
  updatedAt: instant,
  uses: z.number().int(),
  lastUsedAt: instant.nullable(),
})

export const filledReply = z.object({
  text: z.string(),
  /** Where open blanks are, in UTF-16 units. */
  blanks: z.array(z.object({ from: z.number().int(), to: z.number().int() })),
  uses: z.number().int(),
})

export type ArticleListView = z.infer<typeof articleListed>
export type ArticleView = z.infer<typeof articlePage>
export type ArticlePreviewView = z.infer<typeof articlePreview>
export type ArticleHistoryView = z.infer<typeof articleHistory>
export type ArticleDiffView = z.infer<typeof articleDiff>
export type FeedbackView = z.infer<typeof feedback>
export type SuggestionView = z.infer<typeof suggestions>['items'][number]
export type DeflectionView = z.infer<typeof deflection>
export type DeflectionReportView = z.infer<typeof deflectionReport>
export type SavedReplyView = z.infer<typeof savedReply>
