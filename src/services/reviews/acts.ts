/** Reviews are entered by the vendor's people (E9); the partner sees them, and answers in public. */
import { ok, type CustomerId, type PartnerId, type PersonId } from '../../domain/kernel.ts'
import { plainLine, plainText, type Rating } from '../../domain/review.ts'
import { asProgram } from '../../storage/as-program.ts'
import { customerById } from '../../storage/customers.ts'
import type { Tx } from '../../storage/database.ts'
import { partnerById, type Partner } from '../../storage/partners.ts'
import { lockRegistry } from '../../storage/registry-lock.ts'
import { addAnswer, answersOf } from '../../storage/review-versions.ts'
import {
  changeFacts,
  insertReviews,
  lockReview,
  markSeen,
  reviewById,
  type NewReview,
  type ReviewId,
} from '../../storage/reviews.ts'
import { knownReviews } from '../../storage/import/reviews.ts'
import type { Actor, App } from '../app.ts'
import { once, type Once, type Outcome } from '../once.ts'
import { todayOf } from '../registry/partner-view.ts'
import { no, notAllowed, notFound, wrongFields, type Answer, type Refusals } from '../refusals.ts'
import { pageIn } from './reading.ts'
import { tellOfReviews } from './tell.ts'
import type { ReviewPageView } from './view.ts'

export interface ReviewForm {
  readonly partner: string
  readonly rating: number
  readonly title?: string | undefined
  readonly text: string
  readonly author: string
  readonly authorEmail?: string | undefined
  /** Of the registry. */
  readonly customer?: string | undefined
  readonly customerName?: string | undefined
  readonly product?: string | undefined
  readonly language?: string | undefined
  readonly writtenOn: string
  readonly source: string
  readonly sourceId?: string | undefined
}

type Mistakes = Refusals['errors'][number][]

/** POST /reviews: entered by hand. The partner is told in the same transaction. */
export const enterReview = (
  app: App,
  actor: Actor,
  form: ReviewForm,
  key: Once | null,
): Promise<Answer<Outcome<ReviewPageView>>> =>
  once(app, actor, key, 201, async (tx) => {
    // As imports do: the source's own ids are given out one after the other.
    await lockRegistry(tx)
    const at = app.now()
    const partner = await partnerById(tx, form.partner as PartnerId)
    const review = await understood(app, tx, actor, form, partner)
    if (!review.ok) return review
    if (partner === null) throw new Error('A review of nobody was understood.')
    await insertReviews(tx, [review.value])
    await tellOfReviews(app, tx, partner, [{ ...review.value, version: 1 }], at)
    return pageIn(app, tx, actor, review.value.id)
  })

async function understood(
  app: App,
  tx: Tx,
  actor: Actor,
  form: ReviewForm,
  partner: Partner | null,
): Promise<Answer<NewReview>> {
  const policy = app.policies.current()
  const at = app.now()
  const wrong: Mistakes = []
  const body = plainText(form.text)
  const author = plainLine(form.author)
  const source = plainLine(form.source)
  const sourceId = form.sourceId === undefined ? null : plainLine(form.sourceId) || null
  if (partner === null) wrong.push({ field: 'partner', message: 'There is no such partner.' })
  if (body === '') wrong.push({ field: 'text', message: 'Nothing is left of it as plain text: give its words.' })
  if (author === '') wrong.push({ field: 'author', message: 'Nothing is left of it as plain text: give a name.' })
  if (source === '') wrong.push({ field: 'source', message: 'Say where the review stands.' })
  if (form.product !== undefined && !policy.products.some(({ id }) => id === form.product))
    wrong.push({ field: 'product', message: 'There is no such product.' })
  if (partner !== null) wrong.push(...(await customerMistakes(tx, partner, form.customer)))
  if (partner !== null && form.writtenOn > todayOf(policy, partner, at))
    wrong.push({ field: 'writtenOn', message: 'This day has not come yet.' })
  if (wrong.length > 0 || partner === null) return wrongFields(wrong)
  if (sourceId !== null && (await knownReviews(tx, [{ source, sourceId }])).length > 0)
    return no({ code: 'conflict', message: `The review ${sourceId} of ${source} is there already.`, field: 'sourceId' })
  return ok({
    id: app.newId() as ReviewId,
    partner: partner.id,
    customer: (form.customer ?? null) as CustomerId | null,
    customerName: plainLine(form.customerName ?? '') || null,
    author,
    address: form.authorEmail?.toLowerCase() ?? null,
    product: form.product ?? null,
    language: form.language ?? null,
    writtenOn: form.writtenOn,
    source,
    sourceId,
    rating: form.rating as Rating,
    title: plainLine(form.title ?? ''),
    body,
    addedAt: at,
    addedBy: personIn(actor),
    because: 'Entered by hand',
  })
}

async function customerMistakes(tx: Tx, partner: Partner, id: string | null | undefined): Promise<Mistakes> {
  if (id == null) return []
  const customer = await customerById(tx, id as CustomerId)
  return customer?.partner === partner.id
    ? []
    : [{ field: 'customer', message: 'This is no customer of the partner’s: leave it out, or give its name.' }]
}

const personIn = (actor: Actor): PersonId | null => (actor.kind === 'system' ? null : actor.person)

export interface WhoWrote {
  /** Of the registry; null where it is none of it. */
  readonly customer?: string | null | undefined
  /** Null where the one that was given is wrong. */
  readonly authorEmail?: string | null | undefined
}

/** PATCH /reviews/{id}: who wrote it, as far as somebody has found out. Its words are nobody's to change but by a concern. */
export const sayWhoWrote = (app: App, actor: Actor, id: string, given: WhoWrote): Promise<Answer<ReviewPageView>> =>
  app.db.transaction(actor, async (tx) => {
    const row = await lockReview(tx, id)
    const partner = row === null ? null : await partnerById(tx, row.partner)
    if (row === null || partner === null) return notFound('review')
    const wrong = await customerMistakes(tx, partner, given.customer)
    if (wrong.length > 0) return wrongFields(wrong)
    await changeFacts(tx, row.id, {
      ...row,
      customer: given.customer === undefined ? row.customer : (given.customer as CustomerId | null),
      address: given.authorEmail === undefined ? row.address : (given.authorEmail?.toLowerCase() ?? null),
    })
    return pageIn(app, tx, actor, id)
  })

/** POST /reviews/views: the partner has seen them. One that is not its own, or not there, is nothing. */
export const seeReviews = (
  app: App,
  actor: Actor,
  { reviews }: { readonly reviews: readonly string[] },
  key: Once | null,
): Promise<Answer<Outcome<{ readonly seen: number }>>> =>
  once(app, actor, key, 200, async (tx): Promise<Answer<{ readonly seen: number }>> => {
    if (actor.kind !== 'partner') return notAllowed('Whether a review was seen is the partner’s to say.')
    return ok({ seen: await asProgram(tx, (inner) => markSeen(inner, actor.partner, reviews, app.now())) })
  })

/** POST /reviews/{id}/answers: the partner's public answer, or its answer in other words. The one before is kept. */
export const answerReview = (
  app: App,
  actor: Actor,
  id: string,
  { text }: { readonly text: string },
  key: Once | null,
): Promise<Answer<Outcome<ReviewPageView>>> =>
  once(app, actor, key, 201, async (tx): Promise<Answer<ReviewPageView>> => {
    if ((await reviewById(tx, id)) === null) return notFound('review')
    if (actor.kind !== 'partner') return notAllowed('Only the partner answers a review in public.')
    const body = plainText(text)
    if (body === '')
      return wrongFields([{ field: 'text', message: 'Nothing is left of it as plain text: give words.' }])
    const refused = await asProgram(tx, async (inner) => {
      const row = await lockReview(inner, id)
      if (row === null) return notFound('review')
      if (row.hiddenAt !== null)
        return no({ code: 'invalid-state', message: 'This review is hidden: nobody would read the answer.' })
      const last = (await answersOf(inner, row.id)).at(-1)
      if (last?.body === body) return no({ code: 'conflict', message: 'This is your answer already.', field: 'text' })
      const version = (last?.version ?? 0) + 1
      await addAnswer(inner, row, { version, body, at: app.now(), by: actor.person })
      await markSeen(inner, row.partner, [row.id], app.now())
      return null
    })
    return refused ?? pageIn(app, tx, actor, id)
  })
