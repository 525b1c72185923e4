/** A result of the yearly evaluation as readers get it (E7). */
import type { PersonId } from '../../domain/kernel.ts'
import type { Policy } from '../../domain/policy.ts'
import type { EvaluationRow } from '../../storage/evaluations.ts'
import type { PersonName } from '../../storage/people.ts'
import { isStaff, type Actor, type App } from '../app.ts'
import { utc, utcOrNull } from '../instants.ts'
import { personRef } from '../registry/partner-view.ts'

type Names = ReadonlyMap<PersonId, PersonName>

const stateOf = ({ decision, supersededAt, appliedAt, isHome }: EvaluationRow) => {
  if (supersededAt !== null) return 'corrected' as const
  if (decision === 'approved') return isHome && appliedAt === null ? ('approved' as const) : ('in-effect' as const)
  return decision ?? ('proposed' as const)
}
export const evaluationStates = ['proposed', 'approved', 'in-effect', 'refused', 'corrected'] as const

export const tierOf = ({ tiers }: Policy, id: string | null) =>
  id === null ? null : { id, name: tiers.find((row) => row.id === id)?.name ?? id }

/** A tier that is not known is of no rank: neither more nor less. */
const rankOf = ({ tiers }: Policy, id: string | null): number => tiers.find((row) => row.id === id)?.rank ?? 0

export function evaluationView(app: App, actor: Actor, row: EvaluationRow, names: Names) {
  const policy = app.policies.current()
  const { parts, highestScore } = policy.partnership.evaluation
  const was = row.decision === null && row.isHome ? row.tierNow : row.tierWas
  const state = stateOf(row)
  const staff = isStaff(actor)
  return {
    id: row.id as string,
    partner: { id: row.partner as string, name: row.partnerName },
    year: row.year,
    region: { id: row.region, name: policy.regions.find(({ id }) => id === row.region)?.name ?? row.region },
    /** Judged on the global score, and what the partner's tier follows. */
    isHome: row.isHome,
    state,
    scores: parts.map(({ id, name }) => ({ id, name, points: row.scores[id] ?? 0 })),
    total: row.total,
    highest: highestScore,
    tierWas: tierOf(policy, was),
    proposed: tierOf(policy, row.proposed)!,
    change: was === row.proposed ? 'same' : rankOf(policy, row.proposed) < rankOf(policy, was) ? 'down' : 'up',
    rule: row.rule,
    entryMet: row.entryMet,
    proposedAt: utc(row.proposedAt),
    effectiveOn: row.effectiveOn,
    appliedAt: utcOrNull(row.appliedAt),
    decided:
      row.decidedAt === null
        ? null
        : { at: utc(row.decidedAt), by: personRef(names, row.decidedBy), reason: row.decisionReason },
    source: staff ? row.source : null,
    corrects: row.corrects as string | null,
  } as const
}

export type EvaluationView = ReturnType<typeof evaluationView>
