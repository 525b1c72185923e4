/** Everything that a review ever said, and what its partner answered (E9): nothing of it is changed. */
import { sql } from 'kysely'
import type { Instant, PersonId } from '../domain/kernel.ts'
import type { ReviewId, ReviewRow, ReviewWords } from './reviews.ts'
import type { Tx } from './tx.ts'

/** Who says so: its source, its author when asked, or the vendor. */
export type ReviewVia = 'source' | 'author' | 'desk'

export interface ReviewVersion extends ReviewWords {
  readonly version: number
  readonly via: ReviewVia
  readonly because: string | null
  readonly at: Instant
  readonly by: PersonId | null
}

export const insertVersion = (tx: Tx, id: ReviewId, of: ReviewVersion) =>
  tx.run(
    sql`insert into review_versions (review_id, version, rating, title, body, via, because, at, by_person)
      values (${id}, ${of.version}, ${of.rating}, ${of.title}, ${of.body}, ${of.via}, ${of.because}, ${of.at}, ${of.by})`,
  )

type Reworded = Pick<ReviewRow, 'id' | 'version' | 'correctedAt' | 'publishedAt' | 'seenAt'>

/**
 * Other words are shown from now on. Of its source they are new to the partner, with the days of a new review; corrected
 * ones are not.
 */
export async function reword(tx: Tx, review: Reworded, words: Omit<ReviewVersion, 'version'>): Promise<void> {
  const version = review.version + 1
  await insertVersion(tx, review.id, { ...words, version })
  const isNews = words.via === 'source'
  await tx.run(
    sql`update reviews set version = ${version}, rating = ${words.rating}, title = ${words.title}, body = ${words.body},
        corrected_at = ${isNews ? review.correctedAt : words.at},
        published_at = ${isNews ? words.at : review.publishedAt}, seen_at = ${isNews ? null : review.seenAt}
      where id = ${review.id}`,
  )
}

/** Oldest first. */
export const versionsOf = (tx: Tx, id: ReviewId): Promise<readonly ReviewVersion[]> =>
  tx.run(
    sql<ReviewVersion>`select version, rating, title, body, via, because, at, by_person as by from review_versions
      where review_id = ${id} order by version`,
  )

export interface ReviewAnswer {
  readonly version: number
  readonly body: string
  readonly at: Instant
  readonly by: PersonId
}

/** Oldest first: the last one is shown. */
export const answersOf = (tx: Tx, id: ReviewId): Promise<readonly ReviewAnswer[]> =>
  tx.run(
    sql<ReviewAnswer>`select version, body, at, by_person as by from review_answers where review_id = ${id} order by version`,
  )

export async function addAnswer(
  tx: Tx,
  { id, partner }: Pick<ReviewRow, 'id' | 'partner'>,
  { version, body, at, by }: ReviewAnswer,
): Promise<void> {
  await tx.run(
    sql`insert into review_answers (review_id, partner_id, version, body, at, by_person)
      values (${id}, ${partner}, ${version}, ${body}, ${at}, ${by})`,
  )
}
