/** A promise of a statement as people say it. */
import type { StatementLineView } from '../../../src/http/wire-statement.ts'
import { sayLengthFully } from '../time.ts'

export const promisedWords: Readonly<Record<StatementLineView['promised'], string>> = {
  acknowledgement: 'Acknowledgement',
  determination: 'Determination',
}

/** 'Acknowledgement', 'Determination, the 2nd'. */
export function sayPromise({ promised, ordinal }: Pick<StatementLineView, 'promised' | 'ordinal'>): string {
  const word = promisedWords[promised]
  if (ordinal === 1) return word
  const ending = ordinal % 100 >= 11 && ordinal % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][ordinal % 10] ?? 'th')
  return `${word}, the ${ordinal}${ending}`
}

/** 'Within the target', 'Broken, 1 h 30 min late'. */
export function sayOutcome(
  line: Pick<StatementLineView, 'outcome' | 'lateMs' | 'exempt' | 'answeredAt' | 'ended'>,
): string {
  const { outcome, lateMs, exempt, answeredAt, ended } = line
  switch (outcome) {
    case 'within-target':
      return 'Within the target'
    case 'within-limit':
      return 'Within the limit'
    case 'withdrawn':
      return exempt ? 'Exempt since' : ended === 'merged' ? 'Merged' : 'Withdrawn'
    case 'running':
      return 'Running'
    case 'broken':
      if (lateMs === null || (answeredAt === null && ended !== null)) return 'Broken'
      return `Broken, ${sayLengthFully(lateMs)} late${answeredAt === null ? ' so far' : ''}`
  }
}
