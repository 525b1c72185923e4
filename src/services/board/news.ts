/** Announcements to partners by tier, region and product, and what a contact wants by mail (D5). */
import { findNamed } from '../../domain/named.ts'
import type { PartnerId } from '../../domain/kernel.ts'
import type { Policy } from '../../domain/policy.ts'
import { placeOf } from '../../domain/region.ts'
import {
  insertAnnouncement,
  listAnnouncements,
  newsTopics,
  productsOf,
  readAnnouncement,
  setTopic,
  subscribersTo,
  topicsOf,
  withdrawAnnouncement,
  type Announcement,
  type AnnouncementId,
  type Audience,
  type NewsTopic,
  type Reader,
} from '../../storage/announcements.ts'
import type { Tx } from '../../storage/database.ts'
import type { Page, PageRequest } from '../../storage/page.ts'
import { partnerById } from '../../storage/partners.ts'
import type { Actor, App } from '../app.ts'
import { staffOnly, type Acted } from '../tickets/carry-out.ts'
import { unknownIn } from './incidents.ts'
import { utc, utcOrNull } from '../instants.ts'
import { once, type Once } from '../once.ts'
import { postLetter } from '../outbox/post.ts'
import { no, notAllowed, notFound, wrongFields, type Answer } from '../refusals.ts'
import { tellWebhooks, type Place } from '../webhooks/events.ts'

export type AnnouncementView = ReturnType<typeof announcementView>

const announcementView = (policy: Policy, row: Announcement) => {
  const named = (rows: readonly { readonly id: string; readonly name: string }[], ids: readonly string[]) =>
    ids.map((id) => ({ id, name: rows.find((each) => each.id === id)?.name ?? id }))
  return {
    id: row.id as string,
    title: row.title,
    body: row.body,
    tiers: named(policy.tiers, row.tiers),
    regions: named(policy.regions, row.regions),
    products: named(policy.products, row.products),
    publishedAt: utc(row.publishedAt),
    withdrawnAt: utcOrNull(row.withdrawnAt),
  }
}

/** The latest first: a partner gets those that are for it, staff all, the withdrawn ones with them. */
export const listNews = (app: App, actor: Actor, page: PageRequest): Promise<Answer<Page<AnnouncementView>>> =>
  app.db.transaction(actor, async (tx) => {
    const policy = app.policies.current()
    const reader = actor.kind === 'partner' ? await readerOf(policy, tx, actor.partner) : null
    const found = await listAnnouncements(tx, reader, page)
    if (!found.ok) return no(found.problem)
    return { ok: true, value: { ...found.value, items: found.value.items.map((row) => announcementView(policy, row)) } }
  })

async function readerOf(policy: Policy, tx: Tx, id: PartnerId): Promise<Reader> {
  const partner = await partnerById(tx, id)
  if (partner === null) throw new Error(`Partner ${id} is not there.`)
  const products = (await productsOf(tx, [id])).get(id) ?? []
  return {
    tier: partner.tier,
    region: placeOf(policy, partner.country, partner.state).region,
    products: idsOf(policy, products),
  }
}

/** The store names products in its own way; what the policy does not know is left out. */
const idsOf = (policy: Policy, names: readonly string[]): readonly string[] =>
  names.flatMap((name) => findNamed(policy.products, name.toLowerCase())?.id ?? [])

const isFor = (audience: Audience, reader: NonNullable<Reader>): boolean =>
  [
    [audience.tiers, [reader.tier]],
    [audience.regions, [reader.region]],
    [audience.products, reader.products],
  ].every(([wanted = [], has = []]) => wanted.length === 0 || has.some((each) => wanted.includes(each)))

export interface NewAnnouncement {
  readonly title: string
  readonly body: string
  /** Ids of the policy; none of a kind means all of it. */
  readonly tiers?: readonly string[] | undefined
  readonly regions?: readonly string[] | undefined
  readonly products?: readonly string[] | undefined
}

/** Shown at once to those that it is for; who of them subscribed is written to. */
export function publishNews(
  app: App,
  actor: Actor,
  given: NewAnnouncement,
  asked: Once | null,
): Acted<AnnouncementView> {
  return once(app, actor, asked, 201, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    const policy = app.policies.current()
    const { title, body, tiers = [], regions = [], products = [] } = given
    const mistakes = unknownIn(policy, { tiers, regions, products })
    if (mistakes.length > 0) return wrongFields(mistakes)
    const row: Announcement = {
      id: app.newId<'announcement'>(),
      title,
      body,
      tiers,
      regions,
      products,
      publishedBy: actor.person,
      publishedAt: app.now(),
      withdrawnAt: null,
    }
    await insertAnnouncement(tx, row)
    await tellSubscribers(app, tx, row)
    const view = announcementView(policy, row)
    await tellPrograms(app, tx, row, view, 'announcement.published')
    return { ok: true, value: view }
  })
}

async function tellSubscribers(app: App, tx: Tx, row: Announcement): Promise<void> {
  const policy = app.policies.current()
  const subscribers = await subscribersTo(tx, 'announcements')
  const told = await partnersFor(policy, tx, row, subscribers)
  const [desk] = policy.desks
  for (const { id, name, email, partner, country, state } of subscribers) {
    if (desk === undefined || !told.has(partner)) continue
    await postLetter(app, tx, {
      template: 'announcement',
      to: { name, email, person: id },
      desk: desk.id,
      country,
      state,
      ticket: null,
      partner,
      data: { headline: row.title, body: row.body },
      onceFor: `announcement:${row.id}:${id}`,
    })
  }
}

/** Those of them that an announcement is for. */
async function partnersFor(
  policy: Policy,
  tx: Tx,
  audience: Audience,
  places: readonly Place[],
): Promise<ReadonlySet<PartnerId>> {
  const products = await productsOf(tx, [...new Set(places.map(({ partner }) => partner))])
  const isTold = ({ partner, tier, country, state }: Place): boolean => {
    const { region } = placeOf(policy, country, state)
    return isFor(audience, { tier, region, products: idsOf(policy, products.get(partner) ?? []) })
  }
  return new Set(places.filter(isTold).map(({ partner }) => partner))
}

const tellPrograms = (
  app: App,
  tx: Tx,
  row: Announcement,
  announcement: AnnouncementView,
  kind: 'announcement.published' | 'announcement.withdrawn',
): Promise<void> =>
  tellWebhooks(app, tx, 'announcements', { kind, data: { announcement } }, (places) =>
    partnersFor(app.policies.current(), tx, row, places),
  )

/** Partners do not see it any more; staff sees that it was there. */
export function withdrawNews(app: App, actor: Actor, id: AnnouncementId, asked: Once | null): Acted<AnnouncementView> {
  return once(app, actor, asked, 200, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    const row = await readAnnouncement(tx, id)
    if (row === null) return notFound('announcement')
    const withdrawnAt = app.now()
    if (!(await withdrawAnnouncement(tx, id, withdrawnAt)))
      return no({ code: 'invalid-state', message: 'It is withdrawn already.' })
    const view = announcementView(app.policies.current(), { ...row, withdrawnAt })
    await tellPrograms(app, tx, row, view, 'announcement.withdrawn')
    return { ok: true, value: view }
  })
}

export type NewsSubscriptions = Readonly<Record<NewsTopic, boolean>>

const partnersOnly = notAllowed('Contacts of partners subscribe: staff reads all of it here.')

const subscribed = async (tx: Tx, { person }: Extract<Actor, { kind: 'partner' }>): Promise<NewsSubscriptions> => {
  const topics = await topicsOf(tx, person)
  return { announcements: topics.includes('announcements'), incidents: topics.includes('incidents') }
}

export const newsSubscriptions = (app: App, actor: Actor): Promise<Answer<NewsSubscriptions>> =>
  app.db.transaction(actor, async (tx) =>
    actor.kind === 'partner' ? { ok: true, value: await subscribed(tx, actor) } : partnersOnly,
  )

/** What is left out stays. */
export const changeNewsSubscriptions = (
  app: App,
  actor: Actor,
  change: { readonly [Topic in NewsTopic]?: boolean | undefined },
  asked: Once | null,
): Acted<NewsSubscriptions> =>
  once(app, actor, asked, 200, async (tx) => {
    if (actor.kind !== 'partner') return partnersOnly
    for (const topic of newsTopics) {
      const wanted = change[topic]
      if (wanted !== undefined) await setTopic(tx, actor, topic, wanted)
    }
    return { ok: true, value: await subscribed(tx, actor) }
  })
