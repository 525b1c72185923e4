/** What webhooks are owed (D5): written with the news itself, taken by whoever delivers, and what became of each attempt. */
import { ok, type Instant, type PartnerId, type Result } from '../domain/kernel.ts'
import { nothingHeldBack } from './hold.ts'
import { cursorOf, pageOf, readCursor, type Page, type PageRequest } from './page.ts'
import type { Statement, Tx } from './tx.ts'
import type { WebhookId } from './webhooks.ts'

export interface NewDelivery {
  readonly webhook: WebhookId
  readonly partner: PartnerId | null
  /** The same for everybody who is told of it. */
  readonly event: string
  readonly kind: string
  readonly body: string
  /** Null while its webhook is paused. */
  readonly dueAt: Instant | null
}

export interface DeliveryAttempt {
  /** UTC */
  readonly at: string
  readonly outcome: 'delivered' | 'later' | 'failed'
  readonly answer: string
}

export interface Delivery extends NewDelivery {
  readonly id: number
  readonly state: 'queued' | 'sending' | 'delivered' | 'failed'
  readonly tries: number
  readonly settledAt: Instant | null
  /** Of the last answer; null where there was none. */
  readonly status: number | null
  readonly answer: string | null
  readonly attempts: readonly DeliveryAttempt[]
  readonly createdAt: Instant
}

export interface DueDelivery {
  readonly id: number
  readonly webhook: WebhookId
  readonly event: string
  readonly kind: string
  readonly body: string
  readonly tries: number
  readonly url: string
  readonly secretNumber: number
}

const columns = `d.id, d.webhook_id as webhook, d.partner_id as partner, d.event_id as event, d.kind, d.body, d.due_at as "dueAt", d.state, d.tries,
  d.settled_at as "settledAt", d.status, d.answer, d.attempts, d.created_at as "createdAt"`
const dueColumns = `d.id, d.webhook_id as webhook, d.event_id as event, d.kind, d.body, d.tries, w.url, w.secret_number as "secretNumber"`
/** So many attempts are kept with a delivery. */
const attemptsKept = 20

const statements = {
  add: {
    name: 'webhook_delivery_added',
    text: `insert into webhook_deliveries (webhook_id, partner_id, event_id, kind, body, state, due_at, created_at)
      values ($1, $2, $3, $4, $5, 'queued', $6, $7) on conflict (webhook_id, event_id) do nothing`,
  },
  page: {
    name: 'webhook_deliveries_page',
    text: `select ${columns} from webhook_deliveries d where d.webhook_id = $1 and ($2::bigint is null or d.id < $2)
      order by d.id desc limit $3`,
  },
  // Two statements, as they are in the indexes.
  orphaned: {
    name: 'webhook_deliveries_orphaned',
    text: `select ${dueColumns} from webhook_deliveries d join webhooks w on w.id = d.webhook_id
      where d.state = 'sending' and d.leased_until <= $1 and ${nothingHeldBack} order by d.leased_until limit $2 for update of d skip locked`,
  },
  due: {
    name: 'webhook_deliveries_due',
    text: `select ${dueColumns} from webhook_deliveries d join webhooks w on w.id = d.webhook_id
      where d.state = 'queued' and d.due_at <= $1 and ${nothingHeldBack} order by d.due_at, d.id limit $2 for update of d skip locked`,
  },
  lease: {
    name: 'webhook_deliveries_lease',
    text: `update webhook_deliveries set state = 'sending', leased_until = $2, tries = tries + 1 where id = any ($1::bigint[])`,
  },
  settle: {
    name: 'webhook_delivery_settled',
    text: `update webhook_deliveries set state = $3::text, due_at = $4, leased_until = null, status = $5, answer = $6,
        settled_at = case when $3::text = 'queued' then null else $7::timestamptz end,
        attempts = jsonb_path_query_array(attempts || $8::jsonb, '$[last - ${attemptsKept - 1} to last]')
      where id = $1 and tries = $2 and state = 'sending' returning id`,
  },
  old: {
    name: 'webhook_deliveries_old',
    text: `delete from webhook_deliveries where created_at < $1 and state <> 'sending' returning id`,
  },
} as const satisfies Record<string, Statement>

/** Within the transaction of what it tells of: it is delivered if that commits, and only then (G1). */
export async function queueDelivery(tx: Tx, row: NewDelivery, at: Instant): Promise<void> {
  await tx.call(statements.add, [row.webhook, row.partner, row.event, row.kind, row.body, row.dueAt, at])
}

/** The latest first. */
export async function listDeliveries(
  tx: Tx,
  webhook: WebhookId,
  { limit, cursor }: PageRequest,
): Promise<Result<Page<Delivery>>> {
  const after = readCursor(cursor, 'webhook-deliveries', ['serial'])
  if (!after.ok) return after
  const rows = await tx.call<Delivery>(statements.page, [webhook, after.value?.[0] ?? null, limit + 1])
  return ok(
    pageOf(
      rows,
      limit,
      (row): Delivery => row,
      (last) => cursorOf('webhook-deliveries', [last.id]),
    ),
  )
}

/** Those that are due, and those whose deliverer has died; none while the desk holds back what leaves it (hold.ts). The caller's until `until`; an attempt is counted before it is made. */
export async function takeDeliveries(
  tx: Tx,
  at: Instant,
  until: Instant,
  limit: number,
): Promise<readonly DueDelivery[]> {
  const left = await tx.call<DueDelivery>(statements.orphaned, [at, limit])
  const due = await tx.call<DueDelivery>(statements.due, [at, limit])
  const taken = [...left, ...due].slice(0, limit)
  if (taken.length > 0) await tx.call(statements.lease, [taken.map(({ id }) => id), until])
  return taken.map((row) => ({ ...row, tries: row.tries + 1 }))
}

export interface SettledDelivery {
  readonly id: number
  /** As it was leased: whoever has it since has a say of its own. */
  readonly tries: number
  readonly state: 'delivered' | 'queued' | 'failed'
  readonly dueAt: Instant | null
  readonly status: number | null
  readonly answer: string
  readonly attempt: DeliveryAttempt
}

/** False where it is no longer the caller's: its lease had ended, or its webhook is gone. */
export async function settleDelivery(tx: Tx, given: SettledDelivery, at: Instant): Promise<boolean> {
  const { id, tries, state, dueAt, status, answer, attempt } = given
  const values = [id, tries, state, dueAt, status, answer, at, JSON.stringify([attempt])]
  return (await tx.call(statements.settle, values)).length > 0
}

/** Forgets what was written before; how many there were. */
export const forgetDeliveries = async (tx: Tx, before: Instant): Promise<number> =>
  (await tx.call(statements.old, [before])).length
