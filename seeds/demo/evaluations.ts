/** What the demo's partners scored: last year's results, which gave them their tiers, and this year's proposals (E7). */
import { homeRegion, propose, type EntryFacts, type Scores } from '../../src/domain/evaluation.ts'
import type { Instant } from '../../src/domain/kernel.ts'
import type { Policy } from '../../src/domain/policy.ts'
import { newIdAt } from '../../src/services/ids.ts'
import { decideEvaluation, markApplied, proposeEvaluations, type EvaluationId } from '../../src/storage/evaluations.ts'
import type { Tx } from '../../src/storage/tx.ts'
import type { Cast } from './company.ts'

/** Points in the order of the policy's categories, in thousandths of the highest score; by partner, last year's first. */
const told: Readonly<Record<string, readonly [readonly number[], readonly number[]]>> = {
  Aurora: [
    [280, 190, 120, 70],
    [295, 185, 140, 90],
  ],
  Borealis: [
    [180, 150, 70, 60],
    [290, 170, 110, 65],
  ],
  Cumulus: [
    [110, 90, 60, 30],
    [120, 80, 70, 35],
  ],
}

const nothing: EntryFacts = { revenueUsd: null, certified: null, implementations: null }

export async function furnishEvaluations(tx: Tx, policy: Policy, company: Cast, now: Instant): Promise<void> {
  const { parts, highestScore } = policy.partnership.evaluation
  const { year } = now.toZonedDateTimeISO('UTC')
  const manager = company.staff('manager').id
  for (const partner of company.partners) {
    const scores = told[partner.name]
    const region = homeRegion(policy, partner)
    if (scores === undefined || region === null) continue
    for (const [place, points] of scores.entries()) {
      const isLast = place === 0
      const of: Scores = Object.fromEntries(
        parts.map(({ id }, nth) => [id, Math.round(((points[nth] ?? 0) * highestScore) / 10) / 100]),
      )
      const at = now.subtract({ hours: 24 * (isLast ? 300 : 2) })
      const { total, tier, rule, entryMet } = propose(policy, of, nothing)
      const id = newIdAt<'evaluation'>(at) as EvaluationId
      await proposeEvaluations(tx, [
        {
          id,
          partner: partner.id,
          year: isLast ? year - 1 : year,
          region,
          isHome: true,
          scores: of,
          total,
          entry: nothing,
          tierWas: partner.tier,
          proposed: tier,
          rule,
          entryMet,
          proposedAt: at,
          proposedBy: manager,
          source: `scores-${isLast ? year - 1 : year}.csv`,
          corrects: null,
        },
      ])
      if (!isLast) continue
      const effectiveOn = at.toString().slice(0, 10)
      await decideEvaluation(tx, id, { decision: 'approved', at, by: manager, reason: null, effectiveOn })
      await markApplied(tx, id, at)
    }
  }
}
