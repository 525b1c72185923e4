/** Chats as the actor may see them, and what a partner is told before it begins one (A4). */
import type { Id, PartnerId } from '../../domain/kernel.ts'
import { placeOf } from '../../domain/region.ts'
import { chatMonths } from '../../storage/chat-months.ts'
import {
  chatById,
  countLive,
  listChats as list,
  liveChatOf,
  type ChatFilter,
  type ChatId,
} from '../../storage/chats.ts'
import { agentsAvailable } from '../../storage/chat-presences.ts'
import { grantsOf } from '../../storage/grants.ts'
import type { Page, PageRequest } from '../../storage/page.ts'
import { partnerById } from '../../storage/partners.ts'
import type { Actor, App } from '../app.ts'
import { entitledNow, todayOf } from '../registry/partner-view.ts'
import { no, notFound, wrongFields, type Answer } from '../refusals.ts'
import { chatEntitlement, desksNow, rulesView } from './standing.ts'
import { chatView, chatViews, type ChatView } from './view.ts'

export const getChat = (app: App, actor: Actor, id: ChatId): Promise<Answer<ChatView>> =>
  app.db.transaction(actor, async (tx) => {
    const chat = await chatById(tx, id)
    return chat === null ? notFound('chat') : { ok: true, value: await chatView(app, tx, chat) }
  })

/** For addresses: whether the actor can see a chat of that id. */
export const isChat = (app: App, actor: Actor, id: string): Promise<boolean> =>
  app.db.transaction(actor, async (tx) => (await chatById(tx, id as Id<'chat'>)) !== null)

export const listChats = (app: App, actor: Actor, filter: ChatFilter & PageRequest): Promise<Answer<Page<ChatView>>> =>
  app.db.transaction(actor, async (tx) => {
    const found = await list(tx, filter)
    if (!found.ok) return no(found.problem)
    const { items, nextCursor } = found.value
    return { ok: true, value: { items: await chatViews(app, tx, items), nextCursor } }
  })

/** GET /chats/offer: yes or no and why, which channels are the partner's, and whether somebody is there. */
export const chatOffer = (app: App, actor: Actor, asked: { readonly partner?: PartnerId | undefined }) =>
  app.db.transaction(actor, async (tx) => {
    const id = actor.kind === 'partner' ? actor.partner : asked.partner
    if (id === undefined) return wrongFields([{ field: 'partner', message: 'Say for which partner: give its id.' }])
    const partner = await partnerById(tx, id)
    if (partner === null || (asked.partner !== undefined && asked.partner !== id)) return notFound('partner')
    const policy = app.policies.current()
    const { allowed, because } = await chatEntitlement(app, tx, partner)
    const grants = await grantsOf(tx, id)
    const on = todayOf(policy, partner, app.now())
    const live = actor.kind === 'partner' ? await liveChatOf(tx, actor.person) : null
    return {
      ok: true as const,
      value: {
        allowed,
        because,
        /** What is open to the partner instead, or beside it. */
        channels: policy.offerings
          .filter(({ id: offering, channel, opens }) => {
            const [feature = offering] = opens
            return channel === true && entitledNow(policy, partner, grants, feature, on).allowed
          })
          .map(({ id: offering, name }) => ({ offering, name })),
        zone: placeOf(policy, partner.country, partner.state).zone,
        desks: allowed ? await desksNow(app, tx, partner) : [],
        rules: rulesView(policy.chat),
        /** The reader's own chat that goes on. */
        live: live === null ? null : await chatView(app, tx, live),
      },
    }
  })

const monthsShown = 12

/** By month, the latest first. */
export const chatReport = (app: App, actor: Actor) =>
  app.db.transaction(actor, async (tx) => {
    const first = app
      .now()
      .toZonedDateTimeISO('UTC')
      .toPlainDate()
      .with({ day: 1 })
      .subtract({ months: monthsShown - 1 })
    const rows = await chatMonths(tx, first.toZonedDateTime('UTC').toInstant())
    return {
      zone: 'UTC',
      rows: rows.map((row) => ({
        ...row,
        medianWaitSeconds: row.medianWaitSeconds === null ? null : Math.round(row.medianWaitSeconds),
      })),
    }
  })

/** For those who watch the server. */
export const chatFigures = (app: App) =>
  app.db.system(async (tx) => ({ ...(await countLive(tx)), available: (await agentsAvailable(tx, app.now())).length }))
