/** A severity proposed by the policy's rules, with the rule and the words that caused it (C7). */
import { deskRules, type CategoryRules, type Kind, type Policy, type Severity } from './policy.ts'

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

  for (const row of severities) {
    for (const sign of row.signs) {
      const found = findSign(sign.words, text)
      if (found !== null) return { severity: row.level, because: `'${found.words}' matches: ${sign.because}` }
    }
  }
  const part = category.subTypes.find((each) => each.id === subType)
  if (part?.defaultSeverity !== undefined)
    return { severity: part.defaultSeverity, because: `'${part.name}' starts at severity ${part.defaultSeverity}.` }
  return {
    severity: category.defaultSeverity,
    because: `'${category.name}' starts at severity ${category.defaultSeverity}.`,
  }
}

/**
 * Where a sign stands in a text, and the very words it matches there: whole words, in any case; '…' spans up to four words.
 * Null where it does not match.
 */
export function findSign(sign: string, text: string): { readonly at: number; readonly words: string } | null {
  const match = patternOf(sign).exec(text)
  return match === null ? null : { at: match.index, words: match[0].replace(/\s+/gu, ' ') }
}

/** As many as the policies have signs: they are few, and asked of every request. */
const patterns = new Map<string, RegExp>()

function patternOf(sign: string): RegExp {
  const known = patterns.get(sign)
  if (known !== undefined) return known
  const parts = sign.split('…').map((part) => part.trim().split(/\s+/u).map(escape).join('\\s+'))
  const between = '(?:\\s+\\S+){0,4}?\\s+'
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${parts.join(between)}(?![\\p{L}\\p{N}])`, 'iu')
  patterns.set(sign, pattern)
  return pattern
}

const escape = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
