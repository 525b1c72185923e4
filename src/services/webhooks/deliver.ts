/**
 * Webhooks on their way out (D5, G1). Deliveries that are due are leased, posted and settled. Several nodes do this at once:
 * nobody takes what another has. A node that dies between posting and settling leaves its lease, and when that is over the
 * same event is posted again under the same id: each comes once at least, and twice only then.
 */
import type { Instant } from '../../domain/kernel.ts'
import { isPausedBy, isTaken, retryAt } from '../../domain/webhook/delivery.ts'
import { partnerById } from '../../storage/partners.ts'
import { personById } from '../../storage/people.ts'
import type { Tx } from '../../storage/database.ts'
import {
  forgetDeliveries,
  settleDelivery,
  takeDeliveries,
  type DueDelivery,
  type SettledDelivery,
} from '../../storage/webhook-deliveries.ts'
import { countFailure, forgetFailures, lockWebhook, pauseWebhook, type Webhook } from '../../storage/webhooks.ts'
import type { App } from '../app.ts'
import { postLetter } from '../outbox/post.ts'
import { allOf, untilWritten } from '../until-written.ts'
import { headersOf, secretOf } from './signature.ts'

export interface WebhookPost {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly timeoutMs: number
  /** Of the answer, no more is read. */
  readonly answerBytes: number
}

/** What came back: a status with the beginning of the answer, or why there was none. */
export interface WebhookAnswer {
  readonly status: number | null
  readonly answer: string
}

/** Whatever posts. Rejects never: what went wrong is an answer. */
export interface WebhookClient {
  post(given: WebhookPost): Promise<WebhookAnswer>
}

/** Longer than a whole group can take. */
const lease = { minutes: 5 } as const
const group = 10
/** Of an answer, so much is kept. */
const mostAnswer = 500

/** Posts what is due, a group at most; how many there were. */
export async function deliverWebhooks(app: App, client: WebhookClient): Promise<number> {
  const at = app.now()
  const taken = await app.db.system((tx) => takeDeliveries(tx, at, at.add(lease), group))
  const { timeoutSeconds, answerKilobytes } = app.policies.current().integrations.webhooks
  await allOf(
    taken.map(async (delivery) => {
      const secret = await untilWritten(() => secretOf(app, delivery.webhook, delivery.secretNumber))
      const answer = await client.post({
        url: delivery.url,
        headers: headersOf(delivery, secret, app.now()),
        body: delivery.body,
        timeoutMs: timeoutSeconds * 1_000,
        answerBytes: answerKilobytes * 1_024,
      })
      await untilWritten(() => settle(app, delivery, answer))
    }),
  )
  return taken.length
}

/** Each by itself: what was taken is written down at once. */
const settle = (app: App, delivery: DueDelivery, answer: WebhookAnswer): Promise<void> =>
  app.db.system(async (tx) => {
    const at = app.now()
    // First the webhook, then what is owed to it: as everybody does who locks both.
    const webhook = await lockWebhook(tx, delivery.webhook)
    if (webhook === null) return
    const settled = outcomeOf(app, delivery, webhook, answer, at)
    if (!(await settleDelivery(tx, settled, at)) || delivery.kind === 'test') return
    if (settled.state === 'delivered') return forgetFailures(tx, webhook.id)
    const failures = await countFailure(tx, webhook.id)
    if (webhook.pausedAt !== null || !isPausedBy(app.policies.current().integrations.webhooks, failures)) return
    await pauseWebhook(tx, webhook.id, 'failures', at)
    await tellOwner(app, tx, webhook, failures, settled.answer)
  })

function outcomeOf(
  app: App,
  { id, tries, kind }: DueDelivery,
  { pausedAt }: Webhook,
  { status, answer: said }: WebhookAnswer,
  at: Instant,
): SettledDelivery {
  const answer = said.slice(0, mostAnswer).replaceAll('\0', '').toWellFormed()
  const attempt = { at: at.toString({ smallestUnit: 'second' }), answer }
  const base = { id, tries, status, answer }
  if (status !== null && isTaken(status))
    return { ...base, state: 'delivered', dueAt: null, attempt: { ...attempt, outcome: 'delivered' } }
  const next = kind === 'test' ? null : retryAt(app.policies.current().integrations.webhooks, tries, at)
  if (next === null) return { ...base, state: 'failed', dueAt: null, attempt: { ...attempt, outcome: 'failed' } }
  return { ...base, state: 'queued', dueAt: pausedAt === null ? next : null, attempt: { ...attempt, outcome: 'later' } }
}

/** A letter for each pause: whoever resumes it and fails again is written to again. */
async function tellOwner(app: App, tx: Tx, webhook: Webhook, failures: number, answer: string): Promise<void> {
  const policy = app.policies.current()
  const [desk] = policy.desks
  const owner = await personById(tx, webhook.owner)
  const partner = webhook.partner === null ? null : await partnerById(tx, webhook.partner)
  const country = partner?.country ?? policy.regions[0]?.subregions[0]?.countries[0]
  if (owner === null || !owner.active || desk === undefined || country === undefined) return
  await postLetter(app, tx, {
    template: 'webhook-paused',
    to: { name: owner.name, email: owner.email, person: owner.id },
    desk: desk.id,
    country,
    state: partner?.state ?? null,
    ticket: null,
    partner: webhook.partner,
    data: { url: webhook.url, failures, answer },
  })
}

/** Timetable: the log is kept for as long as the policy says. */
export const forgetOldDeliveries = (app: App): Promise<{ readonly forgotten: number }> =>
  app.db.system(async (tx) => {
    const { keepDays } = app.policies.current().integrations.webhooks
    return { forgotten: await forgetDeliveries(tx, app.now().subtract({ hours: keepDays * 24 })) }
  })
