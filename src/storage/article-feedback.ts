/** Whether an article helped: one answer of a person to each version (B10). A partner's contact sees its own. */
import type { ArticleId } from '../domain/guide/article.ts'
import { ok, type Instant, type PartnerId, type PersonId, type Result } from '../domain/kernel.ts'
import { cursorOf, pageOf, readCursor, type Page, type PageRequest } from './page.ts'
import type { Statement, Tx } from './tx.ts'

export interface ArticleFeedback {
  readonly article: ArticleId
  readonly version: number
  readonly person: PersonId
  readonly partner: PartnerId | null
  readonly helped: boolean
  readonly words: string | null
  readonly at: Instant
}

interface Row {
  readonly article_id: ArticleId
  readonly version: number
  readonly person_id: PersonId
  readonly partner_id: PartnerId | null
  readonly helped: boolean
  readonly words: string | null
  readonly at: Instant
}

const keep: Statement = {
  name: 'article_feedback_keep',
  text: `insert into article_feedback (article_id, version, person_id, partner_id, helped, words, at) values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (article_id, version, person_id) do update set helped = excluded.helped, words = excluded.words, at = excluded.at`,
}
const mine: Statement = {
  name: 'article_feedback_mine',
  text: 'select * from article_feedback where article_id = $1 and version = $2 and person_id = $3',
}
const sums: Statement = {
  name: 'article_feedback_sums',
  text: `select count(*) filter (where helped) as yes, count(*) filter (where not helped) as no
    from article_feedback where article_id = $1`,
}
const latest: Statement = {
  name: 'article_feedback_latest',
  text: `select * from article_feedback where article_id = $1 and ($2::timestamptz is null or (at, person_id) < ($2, $3::uuid))
    order by at desc, person_id desc limit $4`,
}

const feedbackOf = (row: Row): ArticleFeedback => ({
  article: row.article_id,
  version: row.version,
  person: row.person_id,
  partner: row.partner_id,
  helped: row.helped,
  words: row.words,
  at: row.at,
})

export async function keepFeedback(tx: Tx, given: ArticleFeedback): Promise<void> {
  const { article, version, person, partner, helped, words, at } = given
  await tx.call(keep, [article, version, person, partner, helped, words, at])
}

export async function feedbackBy(
  tx: Tx,
  article: ArticleId,
  version: number,
  person: PersonId,
): Promise<ArticleFeedback | null> {
  const [row] = await tx.call<Row>(mine, [article, version, person])
  return row === undefined ? null : feedbackOf(row)
}

export async function feedbackSums(tx: Tx, article: ArticleId): Promise<{ readonly yes: number; readonly no: number }> {
  const [row] = await tx.call<{ yes: number; no: number }>(sums, [article])
  return row ?? { yes: 0, no: 0 }
}

/** The latest first. */
export async function feedbackOn(
  tx: Tx,
  article: ArticleId,
  { limit, cursor }: PageRequest,
): Promise<Result<Page<ArticleFeedback>>> {
  const after = readCursor(cursor, 'article-feedback', ['instant', 'uuid'])
  if (!after.ok) return after
  const [at = null, person = null] = after.value ?? []
  const rows = await tx.call<Row>(latest, [article, at, person, limit + 1])
  return ok(
    pageOf(rows, limit, feedbackOf, (last) =>
      cursorOf('article-feedback', [last.at.toString({ smallestUnit: 'millisecond' }), last.person_id]),
    ),
  )
}
