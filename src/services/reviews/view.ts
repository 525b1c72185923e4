/** A review as readers get it (E9): the partner what is shown, the vendor's people also what it said before. */
import { refuse, type PersonId } from '../../domain/kernel.ts'
import type { Policy } from '../../domain/policy.ts'
import { placeOf } from '../../domain/region.ts'
import { averageOf, concernWorkflow, ratings, reviewRules, statusOf } from '../../domain/review.ts'
import { workflowRules } from '../../domain/workflow/rules.ts'
import type { Partner } from '../../storage/partners.ts'
import type { PersonName } from '../../storage/people.ts'
import type { ConcernRow } from '../../storage/review-concerns.ts'
import type { ReviewAnswer, ReviewVersion } from '../../storage/review-versions.ts'
import type { RatingCounts, ReviewRow } from '../../storage/reviews.ts'
import { isStaff, type Actor, type App } from '../app.ts'
import { utc, utcOrNull } from '../instants.ts'
import { personRef, productRef } from '../registry/partner-view.ts'
import { askRaise } from '../workflow/facts/reviews.ts'

type Names = ReadonlyMap<PersonId, PersonName>

/** Whose review it is, and every concern over it. */
export interface Around {
  readonly partner: Pick<Partner, 'country' | 'state'>
  readonly concerns: readonly ConcernRow[]
}

const notTaken = refuse('invalid-state', 'Concerns over reviews are not taken here: write to your account manager.')

const reasonOf = (policy: Policy, id: string): string =>
  reviewRules(policy).concern.reasons.find((reason) => reason.id === id)?.name ?? id

export function reviewView(app: App, actor: Actor, row: ReviewRow, { partner, concerns }: Around) {
  const policy = app.policies.current()
  const staff = isStaff(actor)
  const { zone } = placeOf(policy, partner.country, partner.state)
  // What is given as evidence is seen when it is given.
  const isTaken = workflowRules(policy, concernWorkflow) !== undefined
  const may = isTaken ? askRaise(policy, zone, row, concerns, null, app.now()) : notTaken
  const last = concerns.findLast(({ endedAt }) => endedAt !== null)
  const status = statusOf({
    isHidden: row.hiddenAt !== null,
    hasOpenConcern: row.concern !== null,
    isCorrected: row.correctedAt !== null,
  })
  return {
    id: row.id as string,
    partner: { id: row.partner as string, name: row.partnerName },
    status,
    /** In public, and in the average. */
    isShown: status !== 'hidden' && (status !== 'under-concern' || reviewRules(policy).concern.staysShown),
    rating: row.rating,
    title: row.title,
    text: row.body,
    author: row.author,
    /** Where its author can be asked; the vendor's people only. */
    authorEmail: staff ? row.address : null,
    canBeAsked: staff ? (row.address ?? row.customerAddress) !== null : null,
    customer:
      row.customer !== null && row.customerCalled !== null
        ? { id: row.customer as string | null, name: row.customerCalled }
        : row.customerName === null
          ? null
          : { id: null, name: row.customerName },
    product: row.product === null ? null : productRef(policy, row.product),
    language: row.language,
    writtenOn: row.writtenOn,
    source: row.source,
    sourceId: row.sourceId,
    publishedAt: utc(row.publishedAt),
    /** By the partner; null until then. */
    seenAt: utcOrNull(row.seenAt),
    hiddenAt: utcOrNull(row.hiddenAt),
    version: row.version,
    answer:
      row.answer === null
        ? null
        : { text: row.answer.body, at: utc(Temporal.Instant.from(row.answer.at)), edited: row.answer.version > 1 },
    concern:
      row.concern === null
        ? null
        : {
            ticket: { id: row.concern.ticket as string, number: row.concern.number },
            raisedAt: utc(Temporal.Instant.from(row.concern.raisedAt)),
          },
    /** Whether a concern may be raised, through which day; or why not. */
    raise: may.ok
      ? { may: true, ...may.value, because: null as string | null }
      : { may: false, until: null, needsEvidence: false, because: may.problem.message },
    /** The last one that is over. */
    decided: last === undefined ? null : concernView(policy, last),
  }
}

export const concernView = (policy: Policy, row: ConcernRow) => ({
  id: row.id as string,
  ticket: { id: row.ticket as string, number: row.number },
  reason: { id: row.reason, name: reasonOf(policy, row.reason) },
  raisedAt: utc(row.raisedAt),
  endedAt: utcOrNull(row.endedAt),
  outcome: row.outcome,
  decision: row.decision,
})

export interface Told extends Around {
  readonly versions: readonly ReviewVersion[]
  readonly answers: readonly ReviewAnswer[]
  readonly names: Names
}

/** The same with everything that came before. */
export function reviewPage(app: App, actor: Actor, row: ReviewRow, told: Told) {
  const policy = app.policies.current()
  return {
    ...reviewView(app, actor, row, told),
    concerns: told.concerns.map((concern) => concernView(policy, concern)),
    /** Oldest first; empty for a partner. */
    versions: (isStaff(actor) ? told.versions : []).map(({ version, rating, title, body, via, because, at, by }) => ({
      version,
      rating,
      title,
      text: body,
      via,
      because,
      at: utc(at),
      by: personRef(told.names, by),
    })),
    answers: told.answers.map(({ version, body, at, by }) => ({
      version,
      text: body,
      at: utc(at),
      by: personRef(told.names, by),
    })),
  }
}

/** The average and the count of what is shown. */
export const ratingView = ({ counts, fresh, underConcern }: RatingCounts) => ({
  average: averageOf(counts),
  count: ratings.reduce((sum, rating) => sum + (counts[rating] ?? 0), 0),
  /** The best first. */
  byRating: ratings.toReversed().map((rating) => ({ rating, count: counts[rating] ?? 0 })),
  fresh,
  underConcern,
})

export type ReviewView = ReturnType<typeof reviewView>
export type ReviewPageView = ReturnType<typeof reviewPage>
