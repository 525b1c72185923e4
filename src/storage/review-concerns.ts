/** Concerns over reviews (E9): one is open at a time. */
import { sql } from 'kysely'
import type { Instant, PartnerId, TicketId } from '../domain/kernel.ts'
import type { ConcernOutcome } from '../domain/review.ts'
import type { RunId } from '../domain/workflow/run.ts'
import type { ReviewId } from './reviews.ts'
import type { Tx } from './tx.ts'

export interface Concern {
  /** Of its run. */
  readonly id: RunId
  readonly review: ReviewId
  readonly partner: PartnerId
  readonly ticket: TicketId
  /** Of the policy. */
  readonly reason: string
  /** Digests of its files. */
  readonly evidence: readonly string[]
  readonly raisedAt: Instant
}

export interface ConcernRow extends Concern {
  readonly number: string
  readonly endedAt: Instant | null
  readonly outcome: ConcernOutcome | null
  readonly decision: string | null
}

/** Of those reviews, oldest first. */
export async function concernsOf(tx: Tx, reviews: readonly ReviewId[]): Promise<readonly ConcernRow[]> {
  if (reviews.length === 0) return []
  return tx.run(
    sql<ConcernRow>`select k.id, k.review_id as review, k.partner_id as partner, k.ticket_id as ticket, k.reason, k.evidence,
        k.raised_at as "raisedAt", k.ended_at as "endedAt", k.outcome, k.decision, t.number
      from review_concerns k join tickets t on t.id = k.ticket_id
      where k.review_id = any (${[...reviews]}::uuid[]) order by k.raised_at, k.id`,
  )
}

/** The review is locked: of two at once the other one has been seen by now. */
export async function insertConcern(tx: Tx, of: Concern): Promise<void> {
  await tx.run(
    sql`insert into review_concerns (id, review_id, partner_id, ticket_id, reason, evidence, raised_at)
      values (${of.id}, ${of.review}, ${of.partner}, ${of.ticket}, ${of.reason}, ${[...of.evidence]}::text[], ${of.raisedAt})`,
  )
}

export interface ConcernEnd {
  readonly outcome: ConcernOutcome
  readonly decision: string | null
  readonly evidence: readonly string[]
  readonly at: Instant
}

export async function endConcern(tx: Tx, id: RunId, { outcome, decision, evidence, at }: ConcernEnd): Promise<void> {
  await tx.run(
    sql`update review_concerns set ended_at = ${at}, outcome = ${outcome}, decision = ${decision},
        evidence = ${[...evidence]}::text[]
      where id = ${id} and ended_at is null`,
  )
}
