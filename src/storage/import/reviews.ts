/** Reviews by the hundred: known again by their source's own ids. */
import type { ReviewRow, ReviewWords } from '../reviews.ts'
import type { Statement, Tx } from '../tx.ts'

export interface SourceKey {
  readonly source: string
  readonly sourceId: string
}

export type KnownReview = Pick<
  ReviewRow,
  | 'id'
  | 'partner'
  | 'source'
  | 'customer'
  | 'customerName'
  | 'author'
  | 'address'
  | 'product'
  | 'language'
  | 'writtenOn'
  | 'version'
  | 'publishedAt'
  | 'seenAt'
  | 'correctedAt'
  | 'hiddenAt'
> & {
  readonly sourceId: string
  /** What its source said last. */
  readonly said: ReviewWords
  /** Number of the ticket of its open concern. */
  readonly concern: string | null
}

const find: Statement = {
  name: 'reviews_known',
  text: `
    select r.id, r.partner_id as partner, r.source, r.source_id as "sourceId", r.customer_id as customer,
      r.customer_name as "customerName", r.author, d.address, r.product, r.language, r.written_on as "writtenOn", r.version,
      r.published_at as "publishedAt", r.seen_at as "seenAt", r.corrected_at as "correctedAt", r.hidden_at as "hiddenAt",
      v.said, k.concern
    from jsonb_to_recordset($1::jsonb) as s (source text, "sourceId" text)
    join reviews r on lower(r.source) = lower(s.source) and r.source_id = s."sourceId"
    left join review_addresses d on d.review_id = r.id
    cross join lateral (
      select jsonb_build_object('rating', rating, 'title', title, 'body', body) as said from review_versions
      where review_id = r.id and via = 'source' order by version desc limit 1) as v
    left join lateral (
      select t.number as concern from review_concerns c join tickets t on t.id = c.ticket_id
      where c.review_id = r.id and c.ended_at is null) as k on true
    for update of r`,
}

/** Those that are there, locked until the transaction ends. A source's name is the same in any case. */
export async function knownReviews(tx: Tx, keys: readonly SourceKey[]): Promise<readonly KnownReview[]> {
  return keys.length === 0 ? [] : tx.call<KnownReview>(find, [JSON.stringify(keys)])
}
