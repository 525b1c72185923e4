/** E9: a review comes under concern, and what was decided over it becomes true. */
import type { Instant, PartnerId } from '../../../domain/kernel.ts'
import { plainLine, plainText, type ConcernOutcome, type Rating } from '../../../domain/review.ts'
import { stateRules } from '../../../domain/workflow/engine.ts'
import { concernsOf, endConcern, insertConcern } from '../../../storage/review-concerns.ts'
import { reword } from '../../../storage/review-versions.ts'
import { hideReview as hide, lockReview, type ReviewRow, type ReviewWords } from '../../../storage/reviews.ts'
import { readTicket } from '../../../storage/ticket-rows.ts'
import { no, type Answer } from '../../refusals.ts'
import { trueAt, type RunContext } from '../context.ts'
import { textOf } from '../facts/customers.ts'
import { askRaise, evidenceOf } from '../facts/reviews.ts'
import { placeOf } from '../../../domain/region.ts'
import type { Effect } from './index.ts'

const refused = (message: string) => no({ code: 'conflict', message, field: 'fields.review' })
const said = (words: string) => ({ ok: true as const, value: { said: words } })

/** Asked again once the review is locked: of two concerns at once, one is refused. */
export const raiseConcern: Effect = async ({ tx, ticket, policy, run, at }) => {
  const review = await lockReview(tx, textOf(run.fields, 'review') ?? '')
  if (review === null || review.partner !== ticket.partner) return refused('This is no review of this partner.')
  const evidence = await evidenceOf(tx, run.fields)
  const { zone } = placeOf(policy, ticket.country, ticket.state)
  const may = askRaise(policy, zone, review, await concernsOf(tx, [review.id]), evidence, at)
  if (!may.ok) return refused(may.problem.message)
  await insertConcern(tx, {
    id: run.id,
    review: review.id,
    partner: ticket.partner as PartnerId,
    ticket: ticket.id,
    reason: textOf(run.fields, 'reason') ?? '',
    evidence,
    raisedAt: at,
  })
  return said('The review is under concern.')
}

const undecided: Readonly<Partial<Record<string, ConcernOutcome>>> = { lapsed: 'lapsed', withdrawn: 'withdrawn' }

/** What its run came to, in the words of whoever decided, or else as its end is called. */
async function end(context: RunContext, outcome: ConcernOutcome, at: Instant): Promise<void> {
  const { tx, run, rules } = context
  await endConcern(tx, run.id, {
    outcome,
    decision: textOf(run.fields, 'decision') ?? `${stateRules(rules, run.state).name}.`,
    evidence: await evidenceOf(tx, run.fields),
    at,
  })
}

/** The review of the run, locked; a concern that is over already ends nothing. */
async function underConcern({ tx, run }: RunContext): Promise<Answer<ReviewRow>> {
  const review = await lockReview(tx, textOf(run.fields, 'review') ?? '')
  const concern = review === null ? undefined : (await concernsOf(tx, [review.id])).find(({ id }) => id === run.id)
  if (review === null || concern === undefined || concern.endedAt !== null)
    return refused('This concern is over already.')
  return { ok: true, value: review }
}

export const leaveReview: Effect = async (context) => {
  const found = await underConcern(context)
  if (!found.ok) return found
  await end(context, undecided[context.run.outcome ?? ''] ?? 'stays', trueAt(context))
  return said('The review stays as it is.')
}

export const hideReview: Effect = async (context) => {
  const found = await underConcern(context)
  if (!found.ok) return found
  const at = trueAt(context)
  await hide(context.tx, found.value.id, at)
  await end(context, 'hidden', at)
  return said('The review is hidden, and counts no more.')
}

async function correct(
  context: RunContext,
  via: 'author' | 'desk',
  wordsOf: (review: ReviewRow) => ReviewWords,
): ReturnType<Effect> {
  const found = await underConcern(context)
  if (!found.ok) return found
  const review = found.value
  const at = trueAt(context)
  const words = wordsOf(review)
  if (words.body === '') return refused('Nothing is left of these words: hide the review instead.')
  const { tx, ticket, person: by } = context
  const number = (await readTicket(tx, ticket.id))?.number ?? ''
  await reword(tx, review, { ...words, via, because: number, at, by: via === 'desk' ? by : null })
  await end(context, 'corrected', at)
  return said('The review is shown in corrected words; what it said before is kept.')
}

/** The rating is its author's alone. */
export const correctReview: Effect = (context) =>
  correct(context, 'desk', ({ rating, title }) => ({
    rating,
    title: plainLine(textOf(context.run.fields, 'shownTitle') ?? title).slice(0, 200),
    body: plainText(textOf(context.run.fields, 'shownText') ?? ''),
  }))

export const showAuthorsWords: Effect = (context) =>
  correct(context, 'author', (review) => {
    const { fields } = context.run
    return {
      rating: Number(textOf(fields, 'newRating') ?? review.rating) as Rating,
      title: plainLine(textOf(fields, 'newTitle') ?? review.title).slice(0, 200),
      body: plainText(textOf(fields, 'newText') ?? ''),
    }
  })
