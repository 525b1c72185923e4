/** The yearly evaluation (E7): points by part, their sum, and the tier that follows with the rule that gave it. */
import type { EvaluationRules } from './policy/partners.ts'
import type { Policy, TierId } from './policy.ts'
import { tierRules } from './policy.ts'
import { findPlace } from './region.ts'

/** Points by part of the policy. */
export type Scores = Readonly<Record<string, number>>

/** What is known of the criteria of the lowest tier; null where nobody said. */
export interface EntryFacts {
  readonly revenueUsd: number | null
  readonly certified: boolean | null
  readonly implementations: number | null
}

export interface Proposal {
  readonly total: number
  readonly tier: TierId
  /** In a sentence that the partner may read. */
  readonly rule: string
  /** False where a criterion of the lowest tier is not met; null where its tier asks for none, or nobody said. */
  readonly entryMet: boolean | null
}

/** In hundredths: sums of points with two places must come out even. */
export const totalOf = (scores: Scores): number =>
  Object.values(scores).reduce((sum, points) => sum + Math.round(points * 100), 0) / 100

const number = (value: number): string => value.toLocaleString('en-US')

/** Everything wrong with the scores, by part; `total` where it is their sum. */
export function scoreMistakes(
  { parts, highestScore }: EvaluationRules,
  scores: Scores,
): readonly { readonly field: string; readonly message: string }[] {
  const wrong = parts.flatMap(({ id, name }) => {
    const points = scores[id]
    if (points === undefined) return [{ field: id, message: `Give the points of ${name}.` }]
    return points < 0 || points > highestScore
      ? [{ field: id, message: `${name} has from 0 to ${number(highestScore)} points, not ${number(points)}.` }]
      : []
  })
  const total = totalOf(scores)
  if (wrong.length > 0 || total <= highestScore) return wrong
  return [{ field: 'total', message: `The sum is ${number(total)}: at most ${number(highestScore)}.` }]
}

/** The tier that a score proposes, with its rule. The scores were checked. */
export function propose(policy: Policy, scores: Scores, facts: EntryFacts): Proposal {
  const { thresholds, entry, highestScore } = policy.partnership.evaluation
  const total = totalOf(scores)
  const sum = `${number(total)} of ${number(highestScore)} points`
  const reached = thresholds.find(({ above }) => total > above)
  if (reached !== undefined) {
    const { name } = tierRules(policy, reached.tier)
    return { total, tier: reached.tier, rule: `${sum}: above ${number(reached.above)} is ${name}.`, entryMet: null }
  }
  const lowest = thresholds.at(-1)
  const { name } = tierRules(policy, entry.tier)
  const below = lowest === undefined ? sum : `${sum}: not above ${number(lowest.above)}`
  const missing = missingFor(entry, facts)
  const isSaid = Object.values(facts).some((fact) => fact !== null)
  const asks = `which asks for ${number(entry.revenueUsd)} USD of revenue, and: ${entry.needs.charAt(0).toLowerCase()}${entry.needs.slice(1)}, within ${entry.withinMonths} months of joining`
  const found = missing.length > 0 ? ` Not met: ${missing.join(', ')}.` : isSaid ? ' Nothing of that is missing.' : ''
  return {
    total,
    tier: entry.tier,
    rule: `${below} is ${name}, ${asks}.${found}`,
    entryMet: missing.length > 0 ? false : isSaid ? true : null,
  }
}

function missingFor({ revenueUsd }: EvaluationRules['entry'], facts: EntryFacts): readonly string[] {
  return [
    ...(facts.revenueUsd !== null && facts.revenueUsd < revenueUsd
      ? [`revenue of ${number(facts.revenueUsd)} USD`]
      : []),
    ...(facts.certified === false ? ['the certifications'] : []),
    ...(facts.implementations === 0 ? ['no implementation success'] : []),
  ]
}

/** The region of a partner's own place, which is judged on the global score. */
export function homeRegion(
  policy: Policy,
  partner: { readonly country: string; readonly state: string | null },
): string | null {
  const place = findPlace(policy, partner.country, partner.state)
  return place.ok ? place.value.region : null
}
