/** The yearly evaluation of partners (E7): proposals, what was decided, and what is still to take effect. */
import { sql } from 'kysely'
import type { EntryFacts, Scores } from '../domain/evaluation.ts'
import { ok, type Id, type Instant, type PartnerId, type PersonId, type Result } from '../domain/kernel.ts'
import { cursorOf, pageOf, readCursor, type Page, type PageRequest } from './page.ts'
import type { Tx } from './tx.ts'

export type EvaluationId = Id<'evaluation'>

/** What is proposed. */
export interface Evaluation {
  readonly id: EvaluationId
  readonly partner: PartnerId
  readonly year: number
  readonly region: string
  readonly isHome: boolean
  readonly scores: Scores
  readonly total: number
  readonly entry: EntryFacts
  readonly tierWas: string | null
  readonly proposed: string
  readonly rule: string
  readonly entryMet: boolean | null
  readonly proposedAt: Instant
  readonly proposedBy: PersonId | null
  readonly source: string
  readonly corrects: EvaluationId | null
}

export interface EvaluationRow extends Evaluation {
  readonly partnerName: string
  /** The tier of the partner now. */
  readonly tierNow: string
  readonly supersededAt: Instant | null
  readonly decision: 'approved' | 'refused' | null
  readonly decidedAt: Instant | null
  readonly decidedBy: PersonId | null
  readonly decisionReason: string | null
  readonly effectiveOn: string | null
  readonly appliedAt: Instant | null
}

const columns = sql`e.id, e.partner_id as partner, e.year, e.region, e.is_home as "isHome", e.scores,
  e.total::float8 as total, e.entry, e.tier_was as "tierWas", e.proposed, e.rule, e.entry_met as "entryMet",
  e.proposed_at as "proposedAt", e.proposed_by as "proposedBy", e.source, e.corrects, e.superseded_at as "supersededAt",
  e.decision, e.decided_at as "decidedAt", e.decided_by as "decidedBy", e.decision_reason as "decisionReason",
  e.effective_on as "effectiveOn", e.applied_at as "appliedAt", p.name as "partnerName", p.tier as "tierNow"`
const joined = sql`evaluations e join partners p on p.id = e.partner_id`

export interface EvaluationFilter {
  readonly year?: number | undefined
  readonly partner?: string | undefined
  readonly state?: 'proposed' | 'approved' | 'refused' | undefined
  /** Only those whose tier would, or would not, be another one. */
  readonly changes?: boolean | undefined
}

/** The home region's tier is the partner's own, which may have changed since; another region's is that of its last result. */
const isUnchanged = sql`coalesce(case when e.is_home then p.tier else e.tier_was end = e.proposed, false)`

const matching = ({ year, partner, state, changes }: EvaluationFilter) => sql`
  (${year ?? null}::integer is null or e.year = ${year ?? null})
  and (${partner ?? null}::uuid is null or e.partner_id = ${partner ?? null}::uuid)
  and (${state ?? null}::text is null or (e.superseded_at is null and coalesce(e.decision, 'proposed') = ${state ?? null}))
  and (${changes ?? null}::boolean is null or (not ${isUnchanged}) = ${changes ?? null})`

/** Those that the actor may see, the last year first and in it the last proposed; superseded ones only for one partner. */
export async function listEvaluations(
  tx: Tx,
  filter: EvaluationFilter & PageRequest,
): Promise<Result<Page<EvaluationRow>>> {
  const after = readCursor(filter.cursor, 'evaluations', ['number', 'instant', 'uuid'])
  if (!after.ok) return after
  const [year = null, at = null, id = null] = after.value ?? []
  const rows = await tx.run(
    sql<EvaluationRow>`select ${columns} from ${joined}
      where ${matching(filter)} and (e.superseded_at is null or ${filter.partner ?? null}::uuid is not null)
        and (${year}::integer is null or (e.year, e.proposed_at, e.id) < (${year}::integer, ${at}::timestamptz, ${id}::uuid))
      order by e.year desc, e.proposed_at desc, e.id desc limit ${filter.limit + 1}`,
  )
  return ok(
    pageOf(
      rows,
      filter.limit,
      (row): EvaluationRow => row,
      (last) =>
        cursorOf('evaluations', [last.year, last.proposedAt.toString({ smallestUnit: 'millisecond' }), last.id]),
    ),
  )
}

export async function evaluationById(tx: Tx, id: string): Promise<EvaluationRow | null> {
  return (await tx.run(sql<EvaluationRow>`select ${columns} from ${joined} where e.id = ${id}`))[0] ?? null
}

/** The one that counts, locked until the transaction ends; null where there is none that the actor may see. */
export async function lockEvaluation(tx: Tx, id: string): Promise<EvaluationRow | null> {
  return (
    (await tx.run(sql<EvaluationRow>`select ${columns} from ${joined} where e.id = ${id} for update of e`))[0] ?? null
  )
}

/** Proposals of a year that leave the tier as it is and have nothing against them: what may be approved at once, locked. */
export async function unchangedProposals(tx: Tx, year: number): Promise<readonly EvaluationRow[]> {
  return tx.run(
    sql<EvaluationRow>`select ${columns} from ${joined}
      where e.year = ${year} and e.superseded_at is null and e.decision is null and ${isUnchanged}
        and e.entry_met is distinct from false
      order by e.id for update of e`,
  )
}

export interface EvaluationCounts {
  readonly year: number
  readonly proposed: number
  readonly unchanged: number
  readonly approved: number
  readonly refused: number
}

/** By year, the last first. */
export const countEvaluations = (tx: Tx): Promise<readonly EvaluationCounts[]> =>
  tx.run(
    sql<EvaluationCounts>`select e.year, count(*) filter (where e.decision is null)::integer as proposed,
        count(*) filter (where e.decision is null and ${isUnchanged} and e.entry_met is distinct from false)::integer as unchanged,
        count(*) filter (where e.decision = 'approved')::integer as approved,
        count(*) filter (where e.decision = 'refused')::integer as refused
      from ${joined} where e.superseded_at is null group by e.year order by e.year desc limit 20`,
  )

/** What counts of these partners in a year, by partner and region; locked. */
export async function evaluationsIn(
  tx: Tx,
  year: number,
  partners: readonly PartnerId[],
): Promise<readonly EvaluationRow[]> {
  if (partners.length === 0) return []
  return tx.run(
    sql<EvaluationRow>`select ${columns} from ${joined}
      where e.year = ${year} and e.superseded_at is null and e.partner_id = any (${[...partners]}::uuid[])
      for update of e`,
  )
}

/** The tier that the last approved result before gave in each region that is not home, by partner and region. */
export async function standingTiers(tx: Tx, partners: readonly PartnerId[]): Promise<ReadonlyMap<string, string>> {
  if (partners.length === 0) return new Map()
  const rows = await tx.run(
    sql<{ partner: PartnerId; region: string; tier: string }>`
      select distinct on (partner_id, region) partner_id as partner, region, proposed as tier from evaluations
      where partner_id = any (${[...partners]}::uuid[]) and decision = 'approved'
      order by partner_id, region, year desc, decided_at desc`,
  )
  return new Map(rows.map(({ partner, region, tier }) => [standingKey(partner, region), tier]))
}

export const standingKey = (partner: PartnerId, region: string): string => `${partner} ${region}`

/** Puts proposals in the place of those that counted. */
export async function proposeEvaluations(tx: Tx, added: readonly Evaluation[]): Promise<void> {
  for (const row of added) {
    await tx.run(
      sql`update evaluations set superseded_at = ${row.proposedAt}
        where partner_id = ${row.partner} and year = ${row.year} and region = ${row.region} and superseded_at is null`,
    )
    await tx.run(
      sql`insert into evaluations (id, partner_id, year, region, is_home, scores, total, entry, tier_was, proposed, rule,
          entry_met, proposed_at, proposed_by, source, corrects)
        values (${row.id}, ${row.partner}, ${row.year}, ${row.region}, ${row.isHome}, ${JSON.stringify(row.scores)}::jsonb,
          ${row.total}, ${JSON.stringify(row.entry)}::jsonb, ${row.tierWas}, ${row.proposed}, ${row.rule}, ${row.entryMet},
          ${row.proposedAt}, ${row.proposedBy}, ${row.source}, ${row.corrects})`,
    )
  }
}

export interface EvaluationDecision {
  readonly decision: 'approved' | 'refused'
  readonly at: Instant
  readonly by: PersonId | null
  readonly reason: string | null
  readonly effectiveOn: string | null
}

export async function decideEvaluation(
  tx: Tx,
  id: EvaluationId,
  { decision, at, by, reason, effectiveOn }: EvaluationDecision,
): Promise<void> {
  await tx.run(
    sql`update evaluations set decision = ${decision}, decided_at = ${at}, decided_by = ${by}, decision_reason = ${reason},
      effective_on = ${effectiveOn}::date where id = ${id}`,
  )
}

/** Approved results that may have come into effect by that day, the earliest first; locked, and none that another has. */
export const evaluationsToApply = (tx: Tx, day: string, but: readonly string[]): Promise<readonly EvaluationRow[]> =>
  tx.run(
    sql<EvaluationRow>`select ${columns} from ${joined}
      where e.decision = 'approved' and e.applied_at is null and e.superseded_at is null and e.effective_on <= ${day}::date
        and e.id <> all (${[...but]}::uuid[])
      order by e.effective_on, e.decided_at, e.id limit 1 for update of e skip locked`,
  )

export async function markApplied(tx: Tx, id: EvaluationId, at: Instant): Promise<void> {
  await tx.run(sql`update evaluations set applied_at = ${at} where id = ${id}`)
}
