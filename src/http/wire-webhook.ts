/** Webhooks on the wire (D5). */
import { z } from 'zod'

const instant = z.iso.datetime({ offset: true })
const id = z.uuid()

export const webhookTopics = ['announcements', 'incidents'] as const

export const webhook = z.object({
  id,
  /** Null: the vendor's own, which is told of everything. */
  partner: z.object({ id, name: z.string() }).nullable(),
  /** Who registered it, and is written to when it is paused. */
  owner: z.string(),
  url: z.string(),
  topics: z.array(z.enum(webhookTopics)),
  /** Failed attempts in a row. */
  failures: z.number().int(),
  paused: z.object({ at: instant, because: z.enum(['failures', 'hand']) }).nullable(),
  createdAt: instant,
})

/** What deliveries are signed with; shown this once. */
export const webhookWithSecret = webhook.extend({ secret: z.string() })
export const webhooks = z.object({ items: z.array(webhook), nextCursor: z.null(), most: z.number().int() })

export const delivery = z.object({
  id: z.string(),
  event: id,
  kind: z.string(),
  /** 'waiting' for its webhook to be resumed. */
  state: z.enum(['queued', 'waiting', 'sending', 'delivered', 'failed']),
  tries: z.number().int(),
  /** When it is tried (again). */
  nextAt: instant.nullable(),
  settledAt: instant.nullable(),
  /** Of the last answer. */
  status: z.number().int().nullable(),
  answer: z.string().nullable(),
  /** The latest of them, the first one first. */
  attempts: z.array(z.object({ at: instant, outcome: z.enum(['delivered', 'later', 'failed']), answer: z.string() })),
  createdAt: instant,
})

export type WebhookView = z.infer<typeof webhook>
export type WebhookWithSecret = z.infer<typeof webhookWithSecret>
export type WebhooksView = z.infer<typeof webhooks>
export type DeliveryView = z.infer<typeof delivery>
