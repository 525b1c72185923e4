/** Announcements to partners, and what contacts want by mail (D5). Who they are for is the service's to say. */
import { ok, type Id, type Instant, type PartnerId, type PersonId, type Result } from '../domain/kernel.ts'
import { toText } from './connection.ts'
import { cursorOf, pageOf, readCursor, type Page, type PageRequest } from './page.ts'
import type { Statement, Tx } from './tx.ts'

export type AnnouncementId = Id<'announcement'>
export const newsTopics = ['announcements', 'incidents'] as const
export type NewsTopic = (typeof newsTopics)[number]

/** None of a kind means all of it. */
export interface Audience {
  readonly tiers: readonly string[]
  readonly regions: readonly string[]
  readonly products: readonly string[]
}

export interface Announcement extends Audience {
  readonly id: AnnouncementId
  readonly title: string
  readonly body: string
  readonly publishedBy: PersonId
  readonly publishedAt: Instant
  readonly withdrawnAt: Instant | null
}

const columns = `id, title, body, tiers, regions, products, published_by as "publishedBy", published_at as "publishedAt",
  withdrawn_at as "withdrawnAt"`

const statements = {
  page: {
    name: 'announcements_page',
    text: `select ${columns} from announcements
      where ($1::timestamptz is null or (published_at, id) < ($1, $2::uuid))
        and ($4::text is null or ((tiers = '{}' or $4 = any (tiers)) and (regions = '{}' or $5 = any (regions))
          and (products = '{}' or products && $6::text[])))
      order by published_at desc, id desc limit $3`,
  },
  one: { name: 'announcement', text: `select ${columns} from announcements where id = $1` },
  add: {
    name: 'announcement_added',
    text: `insert into announcements (id, title, body, tiers, regions, products, published_by, published_at)
      values ($1, $2, $3, $4::text[], $5::text[], $6::text[], $7, $8)`,
  },
  withdraw: {
    name: 'announcement_withdrawn',
    text: 'update announcements set withdrawn_at = $2 where id = $1 and withdrawn_at is null returning id',
  },
  products: {
    name: 'partner_products',
    text: `select partner_id as partner, coalesce(array_agg(distinct product), '{}') as products from (
        select partner_id, coalesce(service_id, service_name) as product from subscriptions
          where partner_id = any ($1::uuid[]) and status = 'active' and coalesce(service_id, service_name) is not null
        union select partner_id, product from training_records where partner_id = any ($1::uuid[])) as known
      group by partner_id`,
  },
  topics: { name: 'news_topics_of', text: 'select topic from news_subscriptions where person_id = $1 order by topic' },
  subscribe: {
    name: 'news_subscribe',
    text: 'insert into news_subscriptions (person_id, topic, partner_id) values ($1, $2, $3) on conflict do nothing',
  },
  unsubscribe: { name: 'news_unsubscribe', text: 'delete from news_subscriptions where person_id = $1 and topic = $2' },
  subscribers: {
    name: 'news_subscribers',
    text: `select p.id, p.name, p.email, p.partner_id as partner, r.tier, r.country, r.state
      from news_subscriptions s join people p on p.id = s.person_id and p.active join partners r on r.id = p.partner_id
      where s.topic = $1 order by p.id`,
  },
} as const satisfies Record<string, Statement>

/** The partner whom they are read for; null for staff, who reads all. */
export type Reader = { readonly tier: string; readonly region: string; readonly products: readonly string[] } | null

/** The latest first. */
export async function listAnnouncements(
  tx: Tx,
  reader: Reader,
  { limit, cursor }: PageRequest,
): Promise<Result<Page<Announcement>>> {
  const after = readCursor(cursor, 'announcements', ['instant', 'uuid'])
  if (!after.ok) return after
  const [at = null, id = null] = after.value ?? []
  const { tier = null, region = null, products = [] } = reader ?? {}
  const rows = await tx.call<Announcement>(statements.page, [at, id, limit + 1, tier, region, products])
  return ok(
    pageOf(
      rows,
      limit,
      (row): Announcement => row,
      (last) => cursorOf('announcements', [toText(last.publishedAt), last.id]),
    ),
  )
}

export const readAnnouncement = async (tx: Tx, id: AnnouncementId): Promise<Announcement | null> =>
  (await tx.call<Announcement>(statements.one, [id]))[0] ?? null

export async function insertAnnouncement(tx: Tx, row: Announcement): Promise<void> {
  const { id, title, body, tiers, regions, products, publishedBy, publishedAt } = row
  await tx.call(statements.add, [id, title, body, tiers, regions, products, publishedBy, publishedAt])
}

/** False where it is withdrawn already; of two at once the second waits, and is told so. */
export const withdrawAnnouncement = async (tx: Tx, id: AnnouncementId, at: Instant): Promise<boolean> =>
  (await tx.call(statements.withdraw, [id, at])).length > 0

/** What partners sell or were trained in, by the names that the store and the policy use for products. */
export async function productsOf(
  tx: Tx,
  partners: readonly PartnerId[],
): Promise<ReadonlyMap<PartnerId, readonly string[]>> {
  if (partners.length === 0) return new Map()
  const rows = await tx.call<{ partner: PartnerId; products: string[] }>(statements.products, [partners])
  return new Map(rows.map(({ partner, products }) => [partner, products]))
}

export const topicsOf = async (tx: Tx, person: PersonId): Promise<readonly NewsTopic[]> =>
  (await tx.call<{ topic: NewsTopic }>(statements.topics, [person])).map(({ topic }) => topic)

export async function setTopic(
  tx: Tx,
  { person, partner }: { readonly person: PersonId; readonly partner: PartnerId },
  topic: NewsTopic,
  wanted: boolean,
): Promise<void> {
  if (wanted) await tx.call(statements.subscribe, [person, topic, partner])
  else await tx.call(statements.unsubscribe, [person, topic])
}

export interface Subscriber {
  readonly id: PersonId
  readonly name: string
  readonly email: string
  readonly partner: PartnerId
  readonly tier: string
  readonly country: string
  readonly state: string | null
}

export const subscribersTo = (tx: Tx, topic: NewsTopic): Promise<readonly Subscriber[]> =>
  tx.call(statements.subscribers, [topic])
