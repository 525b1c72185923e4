/** Webhooks and their log as they are shown to whoever registered them, and to staff (D5). Never with the secret. */
import type { Delivery } from '../../storage/webhook-deliveries.ts'
import type { WebhookRow } from '../../storage/webhooks.ts'
import { utc, utcOrNull } from '../instants.ts'

export type WebhookView = ReturnType<typeof webhookView>
export type DeliveryView = ReturnType<typeof deliveryView>

export const webhookView = (row: WebhookRow) => ({
  id: row.id as string,
  /** Null: the vendor's own. */
  partner: row.partner === null ? null : { id: row.partner as string, name: row.partnerName ?? '' },
  owner: row.ownerName ?? '',
  url: row.url,
  topics: [...row.topics],
  failures: row.failures,
  paused:
    row.pausedAt === null || row.pausedBecause === null
      ? null
      : { at: utc(row.pausedAt), because: row.pausedBecause as 'failures' | 'hand' },
  createdAt: utc(row.createdAt),
})

export const deliveryView = (row: Delivery) => ({
  id: String(row.id),
  event: row.event,
  kind: row.kind,
  state: row.state === 'queued' && row.dueAt === null ? ('waiting' as const) : row.state,
  tries: row.tries,
  /** When it is tried next; null where it is not, or waits for its webhook to be resumed. */
  nextAt: row.state === 'queued' ? utcOrNull(row.dueAt) : null,
  settledAt: utcOrNull(row.settledAt),
  status: row.status,
  answer: row.answer,
  attempts: row.attempts.map(({ at, outcome, answer }) => ({ at, outcome, answer })),
  createdAt: utc(row.createdAt),
})
