/** Programs that are told of news and incidents (D5): what is registered. Their deliveries: webhook-deliveries.ts. */
import type { Id, Instant, PartnerId, PersonId } from '../domain/kernel.ts'
import type { NewsTopic } from './announcements.ts'
import type { Statement, Tx } from './tx.ts'

export type WebhookId = Id<'webhook'>

export interface Webhook {
  readonly id: WebhookId
  /** Null: the vendor's own. */
  readonly partner: PartnerId | null
  readonly owner: PersonId
  readonly url: string
  readonly topics: readonly NewsTopic[]
  readonly secretNumber: number
  /** Failed attempts in a row. */
  readonly failures: number
  readonly pausedAt: Instant | null
  readonly pausedBecause: 'failures' | 'hand' | null
  readonly createdAt: Instant
}

export interface WebhookRow extends Webhook {
  readonly ownerName: string | null
  readonly partnerName: string | null
}

const columns = `w.id, w.partner_id as partner, w.owner_id as owner, w.url, w.topics, w.secret_number as "secretNumber",
  w.failures, w.paused_at as "pausedAt", w.paused_because as "pausedBecause", w.created_at as "createdAt"`
const named = `select ${columns}, n.name as "ownerName", p.name as "partnerName"
  from webhooks w left join person_names n on n.id = w.owner_id left join partners p on p.id = w.partner_id`

const statements = {
  list: { name: 'webhooks_list', text: `${named} order by w.created_at, w.id limit 500` },
  one: { name: 'webhook', text: `${named} where w.id = $1` },
  lock: { name: 'webhook_locked', text: `select ${columns} from webhooks w where w.id = $1 for update` },
  count: {
    name: 'webhooks_count',
    text: 'select count(*)::int as count from webhooks where partner_id is not distinct from $1::uuid',
  },
  turn: {
    name: 'webhooks_turn',
    text: `select pg_advisory_xact_lock(hashtextextended('webhooks|' || coalesce($1, ''), 0))`,
  },
  add: {
    name: 'webhook_added',
    text: `insert into webhooks (id, partner_id, owner_id, url, topics, created_at) values ($1, $2, $3, $4, $5::text[], $6)`,
  },
  remove: { name: 'webhook_removed', text: 'delete from webhooks where id = $1 returning id' },
  secret: { name: 'webhook_secret', text: 'update webhooks set secret_number = $2 where id = $1' },
  pause: { name: 'webhook_paused', text: 'update webhooks set paused_at = $2, paused_because = $3 where id = $1' },
  holdBack: {
    name: 'webhook_held_back',
    text: `update webhook_deliveries set due_at = null where webhook_id = $1 and state = 'queued'`,
  },
  resume: {
    name: 'webhook_resumed',
    text: 'update webhooks set paused_at = null, paused_because = null, failures = 0 where id = $1',
  },
  letGo: {
    name: 'webhook_let_go',
    text: `update webhook_deliveries set due_at = $2 where webhook_id = $1 and state = 'queued'`,
  },
  failed: {
    name: 'webhook_failed',
    text: 'update webhooks set failures = failures + 1 where id = $1 returning failures',
  },
  succeeded: { name: 'webhook_succeeded', text: 'update webhooks set failures = 0 where id = $1 and failures > 0' },
  hearing: {
    name: 'webhooks_hearing',
    text: `select ${columns}, p.tier, p.country, p.state
      from webhooks w left join partners p on p.id = w.partner_id where $1 = any (w.topics) order by w.created_at, w.id`,
  },
} as const satisfies Record<string, Statement>

/** Those that the actor may see, the oldest first. */
export const listWebhooks = (tx: Tx): Promise<readonly WebhookRow[]> => tx.call(statements.list)

export const readWebhook = async (tx: Tx, id: WebhookId): Promise<WebhookRow | null> =>
  (await tx.call<WebhookRow>(statements.one, [id]))[0] ?? null

/** Locked until the transaction ends. */
export const lockWebhook = async (tx: Tx, id: WebhookId): Promise<Webhook | null> =>
  (await tx.call<Webhook>(statements.lock, [id]))[0] ?? null

/** How many a partner has, or the vendor; nobody else registers one for it until the transaction ends. */
export async function countWebhooks(tx: Tx, partner: PartnerId | null): Promise<number> {
  await tx.call(statements.turn, [partner])
  return (await tx.call<{ count: number }>(statements.count, [partner]))[0]?.count ?? 0
}

export async function insertWebhook(
  tx: Tx,
  {
    id,
    partner,
    owner,
    url,
    topics,
    createdAt,
  }: Pick<Webhook, 'id' | 'partner' | 'owner' | 'url' | 'topics' | 'createdAt'>,
): Promise<void> {
  await tx.call(statements.add, [id, partner, owner, url, topics, createdAt])
}

/** Its log goes with it. */
export const deleteWebhook = async (tx: Tx, id: WebhookId): Promise<boolean> =>
  (await tx.call(statements.remove, [id])).length > 0

export async function setSecretNumber(tx: Tx, id: WebhookId, number: number): Promise<void> {
  await tx.call(statements.secret, [id, number])
}

/** What is queued waits. */
export async function pauseWebhook(tx: Tx, id: WebhookId, because: 'failures' | 'hand', at: Instant): Promise<void> {
  await tx.call(statements.pause, [id, at, because])
  await tx.call(statements.holdBack, [id])
}

/** What has waited is due at once. */
export async function resumeWebhook(tx: Tx, id: WebhookId, at: Instant): Promise<void> {
  await tx.call(statements.resume, [id])
  await tx.call(statements.letGo, [id, at])
}

/** Failed attempts in a row, with this one. */
export const countFailure = async (tx: Tx, id: WebhookId): Promise<number> =>
  (await tx.call<{ failures: number }>(statements.failed, [id]))[0]?.failures ?? 0

export async function forgetFailures(tx: Tx, id: WebhookId): Promise<void> {
  await tx.call(statements.succeeded, [id])
}

/** With where its partner is; nulls of the vendor's own. */
export interface Hearing extends Webhook {
  readonly tier: string | null
  readonly country: string | null
  readonly state: string | null
}

/** All that are registered for a topic, whoever they are for. */
export const webhooksHearing = (tx: Tx, topic: NewsTopic): Promise<readonly Hearing[]> =>
  tx.call(statements.hearing, [topic])
