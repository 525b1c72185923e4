/** E9: whether a concern over a review may be raised now, whom one can ask about it, and whether a correction is one. */
import type { Instant, PartnerId } from '../../../domain/kernel.ts'
import type { Policy } from '../../../domain/policy.ts'
import { dayIn } from '../../../domain/presence.ts'
import { placeOf } from '../../../domain/region.ts'
import { mayRaise, plainLine, plainText, reviewRules, type ConcernBefore } from '../../../domain/review.ts'
import type { FieldValues } from '../../../domain/workflow/run.ts'
import type { Tx } from '../../../storage/database.ts'
import { partnerById } from '../../../storage/partners.ts'
import { concernsOf, type ConcernRow } from '../../../storage/review-concerns.ts'
import { reviewById, type ReviewRow } from '../../../storage/reviews.ts'
import { fileOf } from '../files.ts'
import { customerOf } from '../records.ts'
import { isPartnersOwn, textOf } from './customers.ts'
import type { FindFact } from './index.ts'

/** Digests of the files that a concern was given, by the fields of the workflow that hold one. */
export async function evidenceOf(tx: Tx, fields: FieldValues): Promise<readonly string[]> {
  const digests = new Set<string>()
  for (const field of ['evidence', 'moreEvidence', 'laterEvidence']) {
    const value = textOf(fields, field)
    const digest = value === null ? null : ((await fileOf(tx, value))?.sha256 ?? null)
    if (digest !== null) digests.add(digest)
  }
  return [...digests]
}

/** Concerns over what is shown now: those over words that its source has changed since are another matter. */
export const beforeOf = (
  review: Pick<ReviewRow, 'publishedAt'>,
  concerns: readonly ConcernRow[],
  zone: string,
): ConcernBefore[] =>
  concerns
    .filter(({ raisedAt, endedAt }) => endedAt === null || Temporal.Instant.compare(raisedAt, review.publishedAt) >= 0)
    .map(({ number, endedAt, outcome, evidence }) => ({
      number,
      ended: endedAt === null || outcome === null ? null : { outcome, on: dayIn(zone, endedAt) },
      evidence,
    }))

/** Whether a concern may be raised, and until when; `evidence` as in `Raising`. */
export function askRaise(
  policy: Policy,
  zone: string,
  review: ReviewRow,
  concerns: readonly ConcernRow[],
  evidence: readonly string[] | null,
  at: Instant,
) {
  return mayRaise(reviewRules(policy).concern, {
    publishedOn: dayIn(zone, review.publishedAt),
    today: dayIn(zone, at),
    isHidden: review.hiddenAt !== null,
    before: beforeOf(review, concerns, zone),
    evidence,
  })
}

export const concernMayBeRaised: FindFact = async ({ tx, ticket, policy, fields, at }) => {
  const review = await reviewById(tx, textOf(fields, 'review') ?? '')
  const partner = ticket.partner === null ? null : await partnerById(tx, ticket.partner as PartnerId)
  if (review === null || partner === null || review.partner !== partner.id)
    return { holds: false, because: 'This is no review of this partner.' }
  const { zone } = placeOf(policy, partner.country, partner.state)
  const concerns = await concernsOf(tx, [review.id])
  const may = askRaise(policy, zone, review, concerns, await evidenceOf(tx, fields), at)
  return { holds: may.ok, because: may.ok ? '' : may.problem.message }
}

/** Nobody of the partner speaks for who wrote the review, whatever its source or the registry says. */
export const authorHasAddress: FindFact = async ({ tx, rules, fields, ticket }) => {
  const author = await customerOf(tx, rules, fields)
  if (author === null)
    return {
      holds: false,
      because:
        'Nobody knows where its author can be asked: give the author’s address or the customer on the page ‘Reviews’ first.',
    }
  return {
    holds: !(await isPartnersOwn(tx, ticket.partner, author.email)),
    because: 'The address that is known is the partner’s own: nobody there speaks for who wrote the review.',
  }
}

export const correctionChangesWords: FindFact = async ({ tx, fields }) => {
  const review = await reviewById(tx, textOf(fields, 'review') ?? '')
  if (review === null) return false
  const title = textOf(fields, 'shownTitle')
  const text = plainText(textOf(fields, 'shownText') ?? '')
  return text !== '' && (text !== review.body || (title !== null && plainLine(title) !== review.title))
}
