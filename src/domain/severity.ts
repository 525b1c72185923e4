/** A severity proposed by the policy's rules, with the rule and the words that caused it (C7). */
import { deskRules, type CategoryRules, type Kind, type Policy, type Severity, type SeverityRules } from './policy.ts'
import { signsOf, type Signs } from './signs.ts'

export interface Proposal {
  readonly severity: Severity
  readonly because: string
}

export interface SeverityEvidence {
  readonly desk: string
  readonly category: CategoryRules
  readonly subType: string | null
  readonly kind: Kind
  readonly text: string
}

/**
 * How-to requests are of the least severity (B8). Else the most telling sign in the words; else what the sub-type or the
 * category starts with.
 */
export function proposeSeverity(policy: Policy, { desk, category, subType, kind, text }: SeverityEvidence): Proposal {
  const { severities } = deskRules(policy, desk)
  const least = Math.max(...severities.map((row) => row.level))
  if (kind === 'question') return { severity: least, because: `How-to requests are severity ${least}.` }

  const [found] = signsFor(severities).foundIn(text)
  if (found !== undefined) {
    const { level, because } = found.meaning
    return { severity: level, because: `'${found.words}' matches: ${because}` }
  }
  const part = category.subTypes.find((each) => each.id === subType)
  if (part?.defaultSeverity !== undefined)
    return { severity: part.defaultSeverity, because: `'${part.name}' starts at severity ${part.defaultSeverity}.` }
  return {
    severity: category.defaultSeverity,
    because: `'${category.name}' starts at severity ${category.defaultSeverity}.`,
  }
}

const signs = new WeakMap<readonly SeverityRules[], Signs<{ readonly level: Severity; readonly because: string }>>()

/** A desk's, the most telling first. */
function signsFor(severities: readonly SeverityRules[]) {
  const known = signs.get(severities)
  if (known !== undefined) return known
  const made = signsOf(
    severities.flatMap(({ level, signs: own }) =>
      own.map(({ words, because }) => [words, { level, because }] as const),
    ),
  )
  signs.set(severities, made)
  return made
}
