/** What is wrong with a severity, or with where a ticket is to go: everything at once. */
import { deskRules, type Policy } from '../../domain/policy.ts'
import type { Refusals } from '../refusals.ts'

/** Where it is to go, as far as it is said. */
export interface TransferGiven {
  readonly desk?: string | undefined
  readonly category?: string | undefined
  readonly subType?: string | undefined
  readonly severity?: number | undefined
}

type Mistakes = Refusals['errors']

const ids = (rows: readonly { readonly id: string }[]): string => rows.map((row) => row.id).join(', ') || 'none'

/** A severity that no desk knows, whichever the ticket is at (C7). */
export function severityMistakes({ desks }: Policy, severity: number | undefined): Mistakes {
  const levels = new Set(desks.flatMap(({ severities }) => severities.map(({ level }) => level)))
  if (severity === undefined || levels.has(severity)) return []
  return [{ field: 'severity', message: `Give one of the severities ${[...levels].toSorted().join(', ')}.` }]
}

/** A desk, a category of it, a sub-type of that, and a severity that it knows (A1). */
export function transferMistakes(policy: Policy, given: TransferGiven): Mistakes {
  const { severity } = given
  const desk = policy.desks.find(({ id }) => id === given.desk)
  if (desk === undefined) {
    const field = { field: 'desk', message: `Give one of the desks: ${ids(policy.desks)}.` }
    return [...(given.desk === undefined ? [] : [field]), ...severityMistakes(policy, severity)]
  }
  const inDesk = policy.categories.filter((row) => row.desk === desk.id)
  const category = given.category === undefined ? inDesk[0] : inDesk.find(({ id }) => id === given.category)
  const levels = deskRules(policy, desk.id).severities.map(({ level }) => level)
  const mistakes: { field: string; message: string }[] = []
  if (category === undefined)
    mistakes.push({ field: 'category', message: `Give one of that desk's categories: ${ids(inDesk)}.` })
  else if (given.subType !== undefined && !category.subTypes.some(({ id }) => id === given.subType))
    mistakes.push({ field: 'subType', message: `'${category.name}' has the sub-types: ${ids(category.subTypes)}.` })
  if (severity !== undefined && !levels.includes(severity))
    mistakes.push({ field: 'severity', message: `The new desk knows the severities ${levels.join(', ')}.` })
  return mistakes
}
