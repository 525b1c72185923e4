/** What webhooks are told (D5). Written in the transaction of the news itself, for those that it is for: the same as by mail. */
import type { Id, PartnerId } from '../../domain/kernel.ts'
import type { NewsTopic } from '../../storage/announcements.ts'
import type { Tx } from '../../storage/database.ts'
import { queueDelivery } from '../../storage/webhook-deliveries.ts'
import { webhooksHearing } from '../../storage/webhooks.ts'
import type { App } from '../app.ts'
import { utc } from '../instants.ts'

export const webhookKinds = {
  announcements: ['announcement.published', 'announcement.withdrawn'],
  incidents: ['incident.opened', 'incident.updated', 'incident.ended'],
} as const satisfies Record<NewsTopic, readonly string[]>

export type WebhookKind = (typeof webhookKinds)[NewsTopic][number] | 'test'

/** Which version of its shape a body has: more fields may come under the same one. */
const version = 1

export interface WebhookEvent {
  readonly kind: WebhookKind
  readonly data: Readonly<Record<string, unknown>>
}

/** The body as it is sent, byte for byte, at every attempt. */
export const bodyOf = (app: App, event: string, { kind, data }: WebhookEvent): string =>
  JSON.stringify({ version, id: event, kind, at: utc(app.now()), data })

/** Where a partner is and what it sells, as far as news goes by it. */
export interface Place {
  readonly partner: PartnerId
  readonly tier: string
  readonly country: string
  readonly state: string | null
}

/** `chosen` says whom of those it is for, asked once for all of them; the vendor's own are told of everything. */
export async function tellWebhooks(
  app: App,
  tx: Tx,
  topic: NewsTopic,
  event: WebhookEvent,
  chosen: (places: readonly Place[]) => Promise<ReadonlySet<PartnerId>>,
): Promise<void> {
  const hearing = await webhooksHearing(tx, topic)
  if (hearing.length === 0) return
  const places = hearing.flatMap(({ partner, tier, country, state }) =>
    partner === null || tier === null || country === null ? [] : [{ partner, tier, country, state }],
  )
  const told = await chosen([...new Map(places.map((place) => [place.partner, place])).values()])
  const id: Id<'webhook-event'> = app.newId()
  const body = bodyOf(app, id, event)
  for (const { id: webhook, partner, pausedAt } of hearing) {
    if (partner !== null && !told.has(partner)) continue
    const row = { webhook, partner, event: id, kind: event.kind, body, dueAt: pausedAt === null ? app.now() : null }
    await queueDelivery(tx, row, app.now())
  }
}
