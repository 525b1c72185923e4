/** Webhooks of a partner, kept by its contacts, and the vendor's own (D5): registered, tried out, paused, resumed, removed. */
import { newsTopics, type NewsTopic } from '../../storage/announcements.ts'
import type { Tx } from '../../storage/database.ts'
import type { Page, PageRequest } from '../../storage/page.ts'
import { listDeliveries, queueDelivery } from '../../storage/webhook-deliveries.ts'
import {
  countWebhooks,
  deleteWebhook,
  insertWebhook,
  listWebhooks,
  lockWebhook,
  pauseWebhook,
  readWebhook,
  resumeWebhook,
  setSecretNumber,
  type Webhook,
  type WebhookId,
} from '../../storage/webhooks.ts'
import type { Actor, App } from '../app.ts'
import type { Acted } from '../tickets/carry-out.ts'
import { once, type Once, type Outcome } from '../once.ts'
import { no, notAllowed, notFound, wrongFields, type Answer } from '../refusals.ts'
import { bodyOf } from './events.ts'
import { secretOf } from './signature.ts'
import { readWebhookUrl } from './url.ts'
import { deliveryView, webhookView, type DeliveryView, type WebhookView } from './view.ts'

const noWebhook = notFound('webhook')

export const webhooksOf = (app: App, actor: Actor): Promise<readonly WebhookView[]> =>
  app.db.transaction(actor, async (tx) => (await listWebhooks(tx)).map(webhookView))

export const isWebhook = async (app: App, actor: Actor, id: string): Promise<boolean> =>
  (await app.db.transaction(actor, (tx) => readWebhook(tx, id as WebhookId))) !== null

async function shown(tx: Tx, id: WebhookId): Promise<Answer<WebhookView>> {
  const row = await readWebhook(tx, id)
  return row === null ? noWebhook : { ok: true, value: webhookView(row) }
}

export const deliveriesOf = (
  app: App,
  actor: Actor,
  id: WebhookId,
  page: PageRequest,
): Promise<Answer<Page<DeliveryView>>> =>
  app.db.transaction(actor, async (tx): Promise<Answer<Page<DeliveryView>>> => {
    if ((await readWebhook(tx, id)) === null) return noWebhook
    const found = await listDeliveries(tx, id, page)
    if (!found.ok) return no(found.problem)
    return { ok: true, value: { ...found.value, items: found.value.items.map(deliveryView) } }
  })

export interface NewWebhook {
  readonly url: string
  readonly topics: readonly NewsTopic[]
}

/** With its secret, which is in this answer (and in its repetition) and nowhere else. */
export type WithSecret = WebhookView & { readonly secret: string }

export async function addWebhook(app: App, actor: Actor, given: NewWebhook, asked: Once | null): Acted<WithSecret> {
  const done = await once(app, actor, asked, 201, async (tx): Promise<Answer<WebhookView>> => {
    if (actor.kind === 'system') throw new Error('A webhook is somebody’s.')
    const read = readWebhookUrl(given.url, app.privateWebhooks === true)
    const topics = newsTopics.filter((topic) => given.topics.includes(topic))
    const mistakes = [
      ...('wrong' in read ? [{ field: 'url', message: read.wrong }] : []),
      ...(topics.length === 0 ? [{ field: 'topics', message: 'Choose what it is to be told of.' }] : []),
    ]
    if ('wrong' in read || mistakes.length > 0) return wrongFields(mistakes)
    const partner = actor.kind === 'partner' ? actor.partner : null
    const most = app.policies.current().integrations.webhooks.perPartner
    if ((await countWebhooks(tx, partner)) >= most)
      return no({
        code: 'invalid-state',
        message: `There are ${most} already, the most there may be: remove one first.`,
      })
    const id: WebhookId = app.newId<'webhook'>()
    await insertWebhook(tx, { id, partner, owner: actor.person, url: read.url, topics, createdAt: app.now() })
    return shown(tx, id)
  })
  return withSecret(app, done, 1)
}

/** The kept answer has no secret in it: it is worked out again. */
async function withSecret(app: App, done: Answer<Outcome<WebhookView>>, number: number): Acted<WithSecret> {
  if (!done.ok) return done
  const outcome = done.value
  const view = (outcome.fresh ? outcome.value : outcome.body) as WebhookView
  const value = { ...view, secret: await secretOf(app, view.id as WebhookId, number) }
  return { ok: true, value: outcome.fresh ? { fresh: true, value } : { ...outcome, body: value } }
}

/** Whoever may change it: a partner its own, of the vendor's people those who run the desk, or who registered it. */
function mayChange(actor: Actor, { owner, partner }: Webhook): boolean {
  if (actor.kind !== 'staff') return true
  return actor.role === 'admin' || (partner === null && owner === actor.person)
}

const notYours = notAllowed('An administrator changes it, or whoever registered it.')

/** Locks it and does something with it; what comes out is how it is then. */
const change = (
  app: App,
  actor: Actor,
  id: WebhookId,
  asked: Once | null,
  work: (tx: Tx, webhook: Webhook) => Promise<Answer<null>>,
  status = 200,
): Acted<WebhookView> =>
  once(app, actor, asked, status, async (tx): Promise<Answer<WebhookView>> => {
    const webhook = await lockWebhook(tx, id)
    if (webhook === null) return noWebhook
    if (!mayChange(actor, webhook)) return notYours
    const done = await work(tx, webhook)
    return done.ok ? shown(tx, id) : done
  })

const done = { ok: true, value: null } as const
const already = (message: string) => no({ code: 'invalid-state', message })

export const pauseByHand = (app: App, actor: Actor, id: WebhookId, asked: Once | null): Acted<WebhookView> =>
  change(app, actor, id, asked, async (tx, { pausedAt }) => {
    if (pausedAt !== null) return already('It is paused already.')
    await pauseWebhook(tx, id, 'hand', app.now())
    return done
  })

/** What has waited meanwhile is delivered at once. */
export const resumeByHand = (app: App, actor: Actor, id: WebhookId, asked: Once | null): Acted<WebhookView> =>
  change(app, actor, id, asked, async (tx, { pausedAt }) => {
    if (pausedAt === null) return already('It is not paused.')
    await resumeWebhook(tx, id, app.now())
    return done
  })

/** Goes out at once, also while it is paused, and only once: that is what it is for. */
export const sendTest = (app: App, actor: Actor, id: WebhookId, asked: Once | null): Acted<WebhookView> =>
  change(
    app,
    actor,
    id,
    asked,
    async (tx, { partner }) => {
      const event: string = app.newId<'webhook-event'>()
      const data = { message: `A test from ${app.policies.current().vendor.name}. There is nothing to do.` }
      const body = bodyOf(app, event, { kind: 'test', data })
      await queueDelivery(tx, { webhook: id, partner, event, kind: 'test', body, dueAt: app.now() }, app.now())
      return done
    },
    201,
  )

/** From now on everything is signed with the new one. */
export async function renewSecret(app: App, actor: Actor, id: WebhookId, asked: Once | null): Acted<WithSecret> {
  let number = 1
  const renewed = await change(app, actor, id, asked, async (tx, { secretNumber }) => {
    number = secretNumber + 1
    await setSecretNumber(tx, id, number)
    return done
  })
  if (!renewed.ok || renewed.value.fresh) return withSecret(app, renewed, number)
  // Asked for again: the one that holds now.
  const held = await app.db.transaction(actor, (tx) => readWebhook(tx, id))
  return held === null ? noWebhook : withSecret(app, renewed, held.secretNumber)
}

export const removeWebhook = (app: App, actor: Actor, id: WebhookId): Promise<Answer<null>> =>
  app.db.transaction(actor, async (tx): Promise<Answer<null>> => {
    const webhook = await lockWebhook(tx, id)
    if (webhook === null) return noWebhook
    if (!mayChange(actor, webhook)) return notYours
    await deleteWebhook(tx, id)
    return done
  })
