/** Customer reviews of partners (E9): what is shown of each, everything it ever said, and what the partner answered. */
import { sql } from 'kysely'
import {
  ok,
  type CustomerId,
  type Id,
  type Instant,
  type PartnerId,
  type PersonId,
  type Result,
  type TicketId,
} from '../domain/kernel.ts'
import type { Rating, ReviewStatus } from '../domain/review.ts'
import { cursorOf, pageOf, readCursor, type Page, type PageRequest } from './page.ts'
import { insertVersion } from './review-versions.ts'
import type { Tx } from './tx.ts'

export type ReviewId = Id<'review'>

export interface ReviewWords {
  readonly rating: Rating
  /** '' where it has none. */
  readonly title: string
  readonly body: string
}

/** What is known of a review beside its words. */
export interface ReviewFacts {
  readonly customer: CustomerId | null
  /** As whoever brought it called the customer. */
  readonly customerName: string | null
  readonly author: string
  /** Not for the partner. */
  readonly address: string | null
  /** Of the policy. */
  readonly product: string | null
  /** Such as 'en' or 'pt-BR'. */
  readonly language: string | null
  /** 'YYYY-MM-DD'. */
  readonly writtenOn: string
}

export interface NewReview extends ReviewFacts, ReviewWords {
  readonly id: ReviewId
  readonly partner: PartnerId
  readonly source: string
  readonly sourceId: string | null
  readonly addedAt: Instant
  readonly addedBy: PersonId | null
  /** The file it came in, or how else it came. */
  readonly because: string
}

export interface ReviewRow extends ReviewFacts, ReviewWords {
  readonly id: ReviewId
  readonly partner: PartnerId
  readonly partnerName: string
  /** In the registry; null where it is not, or is no customer of the reader's any more. */
  readonly customerCalled: string | null
  /** Where its customer can be asked; null for a partner. */
  readonly customerAddress: string | null
  readonly source: string
  readonly sourceId: string | null
  readonly version: number
  readonly publishedAt: Instant
  readonly correctedAt: Instant | null
  readonly hiddenAt: Instant | null
  readonly seenAt: Instant | null
  readonly answer: { readonly version: number; readonly body: string; readonly at: string } | null
  /** The one that is open. */
  readonly concern: { readonly ticket: TicketId; readonly number: string; readonly raisedAt: string } | null
}

const columns = sql`r.id, r.partner_id as partner, p.name as "partnerName", r.customer_id as customer,
  r.customer_name as "customerName", c.name as "customerCalled",
  case when (select sees_all()) then c.super_admin_email end as "customerAddress", r.author, d.address, r.product, r.language,
  r.written_on as "writtenOn", r.source, r.source_id as "sourceId", r.version, r.rating, r.title, r.body,
  r.published_at as "publishedAt", r.corrected_at as "correctedAt", r.hidden_at as "hiddenAt", r.seen_at as "seenAt",
  (select jsonb_build_object('version', a.version, 'body', a.body, 'at', a.at) from review_answers a
    where a.review_id = r.id order by a.version desc limit 1) as answer,
  (select jsonb_build_object('ticket', t.id, 'number', t.number, 'raisedAt', k.raised_at)
    from review_concerns k join tickets t on t.id = k.ticket_id where k.review_id = r.id and k.ended_at is null) as concern`
const joined = sql`reviews r join partners p on p.id = r.partner_id left join customers c on c.id = r.customer_id
  left join review_addresses d on d.review_id = r.id`

const isUnderConcern = sql`exists (select from review_concerns k where k.review_id = r.id and k.ended_at is null)`

export interface ReviewFilter {
  readonly partner?: string | undefined
  readonly status?: ReviewStatus | undefined
  readonly rating?: number | undefined
  readonly product?: string | undefined
  /** Only those that the partner has not seen yet, or has. */
  readonly fresh?: boolean | undefined
}

const standing: Readonly<Record<ReviewStatus, ReturnType<typeof sql>>> = {
  hidden: sql`r.hidden_at is not null`,
  'under-concern': sql`r.hidden_at is null and ${isUnderConcern}`,
  corrected: sql`r.hidden_at is null and r.corrected_at is not null and not ${isUnderConcern}`,
  shown: sql`r.hidden_at is null and r.corrected_at is null and not ${isUnderConcern}`,
}

const matching = ({ partner, status, rating, product, fresh }: ReviewFilter) => sql`
  (${partner ?? null}::uuid is null or r.partner_id = ${partner ?? null}::uuid)
  and (${rating ?? null}::integer is null or r.rating = ${rating ?? null})
  and (${product ?? null}::text is null or r.product = ${product ?? null})
  and (${fresh ?? null}::boolean is null or (r.seen_at is null) = ${fresh ?? null})
  and ${status === undefined ? sql`true` : standing[status]}`

/** Those that the actor may see, the last that was shown first. */
export async function listReviews(tx: Tx, filter: ReviewFilter & PageRequest): Promise<Result<Page<ReviewRow>>> {
  const after = readCursor(filter.cursor, 'reviews', ['instant', 'uuid'])
  if (!after.ok) return after
  const [at = null, id = null] = after.value ?? []
  const rows = await tx.run(
    sql<ReviewRow>`select ${columns} from ${joined}
      where ${matching(filter)}
        and (${at}::timestamptz is null or (r.published_at, r.id) < (${at}::timestamptz, ${id}::uuid))
      order by r.published_at desc, r.id desc limit ${filter.limit + 1}`,
  )
  return ok(
    pageOf(
      rows,
      filter.limit,
      (row): ReviewRow => row,
      (last) => cursorOf('reviews', [last.publishedAt.toString({ smallestUnit: 'millisecond' }), last.id]),
    ),
  )
}

export async function reviewById(tx: Tx, id: string): Promise<ReviewRow | null> {
  return (await tx.run(sql<ReviewRow>`select ${columns} from ${joined} where r.id = ${id}`))[0] ?? null
}

/** The same, locked until the transaction ends: whoever raises or decides a concern, or answers, does so one after the other. */
export async function lockReview(tx: Tx, id: string): Promise<ReviewRow | null> {
  const [locked] = await tx.run(sql`select id from reviews where id = ${id} for update`)
  // Looked at once it is locked: a statement sees what was there when it began.
  return locked === undefined ? null : reviewById(tx, id)
}

/** How many of each rating are shown, and how many the partner has not seen. */
export interface RatingCounts {
  readonly counts: Readonly<Partial<Record<Rating, number>>>
  readonly fresh: number
  readonly underConcern: number
}

/** Hidden ones are out; `staysShown` says whether those under concern count. */
export async function countRatings(tx: Tx, partner: PartnerId, staysShown: boolean): Promise<RatingCounts> {
  const rows = await tx.run(
    sql<{ rating: Rating; shown: number; fresh: number; concerned: number }>`
      select r.rating, count(*) filter (where r.hidden_at is null and (${staysShown} or not concerned))::integer as shown,
        count(*) filter (where r.seen_at is null)::integer as fresh,
        count(*) filter (where r.hidden_at is null and concerned)::integer as concerned
      from reviews r cross join lateral (select ${isUnderConcern} as concerned) o
      where r.partner_id = ${partner} group by r.rating`,
  )
  const sum = (of: (row: (typeof rows)[number]) => number): number => rows.reduce((all, row) => all + of(row), 0)
  return {
    counts: Object.fromEntries(rows.map(({ rating, shown }) => [rating, shown])),
    fresh: sum(({ fresh }) => fresh),
    underConcern: sum(({ concerned }) => concerned),
  }
}

/** New ones, each with its first version. */
export async function insertReviews(tx: Tx, added: readonly NewReview[]): Promise<void> {
  for (const row of added) {
    await tx.run(
      sql`insert into reviews (id, partner_id, customer_id, customer_name, author, product, language, source, source_id,
          written_on, added_at, added_by, version, rating, title, body, published_at)
        values (${row.id}, ${row.partner}, ${row.customer}, ${row.customerName}, ${row.author}, ${row.product},
          ${row.language}, ${row.source}, ${row.sourceId}, ${row.writtenOn}::date, ${row.addedAt}, ${row.addedBy}, 1,
          ${row.rating}, ${row.title}, ${row.body}, ${row.addedAt})`,
    )
    await keepAddress(tx, row.id, row.address)
    await insertVersion(tx, row.id, { ...row, version: 1, via: 'source', at: row.addedAt, by: row.addedBy })
  }
}

async function keepAddress(tx: Tx, id: ReviewId, address: string | null): Promise<void> {
  if (address === null) {
    await tx.run(sql`update review_addresses set address = null where review_id = ${id}`)
    return
  }
  await tx.run(
    sql`insert into review_addresses (review_id, address) values (${id}, ${address})
      on conflict (review_id) do update set address = excluded.address`,
  )
}

/** What is known of it beside its words. */
export async function changeFacts(tx: Tx, id: ReviewId, of: ReviewFacts): Promise<void> {
  await tx.run(
    sql`update reviews set customer_id = ${of.customer}, customer_name = ${of.customerName}, author = ${of.author},
        product = ${of.product}, language = ${of.language}, written_on = ${of.writtenOn}::date
      where id = ${id}`,
  )
  await keepAddress(tx, id, of.address)
}

export async function hideReview(tx: Tx, id: ReviewId, at: Instant): Promise<void> {
  await tx.run(sql`update reviews set hidden_at = ${at} where id = ${id} and hidden_at is null`)
}

/** Those of the partner among them that it had not seen. */
export async function markSeen(tx: Tx, partner: PartnerId, ids: readonly string[], at: Instant): Promise<number> {
  const rows = await tx.run(
    sql`update reviews set seen_at = ${at}
      where id = any (${[...ids]}::uuid[]) and partner_id = ${partner} and seen_at is null returning id`,
  )
  return rows.length
}
