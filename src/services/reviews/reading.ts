/** Customer reviews as they are read (E9): lists, one with its history, and the average of a partner. */
import { ok, type PartnerId } from '../../domain/kernel.ts'
import { reviewRules } from '../../domain/review.ts'
import type { Tx } from '../../storage/database.ts'
import type { Page, PageRequest } from '../../storage/page.ts'
import { partnerById, partnersByIds } from '../../storage/partners.ts'
import { namesOf } from '../../storage/people.ts'
import { concernsOf } from '../../storage/review-concerns.ts'
import { answersOf, versionsOf } from '../../storage/review-versions.ts'
import {
  countRatings,
  listReviews as list,
  reviewById,
  type ReviewFilter,
  type ReviewRow,
} from '../../storage/reviews.ts'
import { isStaff, type Actor, type App } from '../app.ts'
import { no, notFound, type Answer } from '../refusals.ts'
import { ratingView, reviewPage, reviewView, type ReviewPageView, type ReviewView } from './view.ts'

/** GET /reviews. A partner gets its own, hidden ones too: it is told what became of them. */
export const listReviews = (
  app: App,
  actor: Actor,
  filter: ReviewFilter & PageRequest,
): Promise<Answer<Page<ReviewView>>> =>
  app.db.transaction(actor, async (tx) => {
    const found = await list(tx, filter)
    return found.ok
      ? ok({ items: await viewsOf(app, tx, actor, found.value.items), nextCursor: found.value.nextCursor })
      : no(found.problem)
  })

export async function viewsOf(app: App, tx: Tx, actor: Actor, rows: readonly ReviewRow[]): Promise<ReviewView[]> {
  const partners = new Map(
    (await partnersByIds(tx, [...new Set(rows.map(({ partner }) => partner))])).map((row) => [row.id, row]),
  )
  const concerns = await concernsOf(
    tx,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => {
    const partner = partners.get(row.partner)
    if (partner === undefined) throw new Error(`Review ${row.id} is of nobody.`)
    return reviewView(app, actor, row, { partner, concerns: concerns.filter(({ review }) => review === row.id) })
  })
}

export const isReview = (app: App, actor: Actor, id: string): Promise<boolean> =>
  app.db.transaction(actor, async (tx) => (await reviewById(tx, id)) !== null)

/** GET /reviews/{id}. */
export const getReview = (app: App, actor: Actor, id: string): Promise<Answer<ReviewPageView>> =>
  app.db.transaction(actor, (tx) => pageIn(app, tx, actor, id))

export async function pageIn(app: App, tx: Tx, actor: Actor, id: string): Promise<Answer<ReviewPageView>> {
  const row = await reviewById(tx, id)
  const partner = row === null ? null : await partnerById(tx, row.partner)
  if (row === null || partner === null) return notFound('review')
  const versions = isStaff(actor) ? await versionsOf(tx, row.id) : []
  const answers = await answersOf(tx, row.id)
  const people = [...versions.flatMap(({ by }) => by ?? []), ...answers.map(({ by }) => by)]
  return ok(
    reviewPage(app, actor, row, {
      partner,
      concerns: await concernsOf(tx, [row.id]),
      versions,
      answers,
      names: await namesOf(tx, [...new Set(people)]),
    }),
  )
}

/** GET /partners/{id}/rating. */
export const getRating = (app: App, actor: Actor, id: PartnerId): Promise<Answer<ReturnType<typeof ratingView>>> =>
  app.db.transaction(actor, async (tx) => {
    if ((await partnerById(tx, id)) === null) return notFound('partner')
    const { staysShown } = reviewRules(app.policies.current()).concern
    return ok(ratingView(await countRatings(tx, id, staysShown)))
  })
