/** The words that a workflow's letters and questions may name in braces, and how the values of its fields are said. */
import { countryName } from '../countries.ts'
import { sayDay } from '../day-words.ts'
import type { Policy } from '../policy.ts'
import type { WorkflowFieldRules, WorkflowRules } from '../policy/workflows.ts'
import { changeOf } from '../sheet/change.ts'
import { sayChange } from '../sheet/words.ts'
import type { FieldValue } from './run.ts'

export { sayDay }

/** Beside the workflow's fields: `until` is the instant at which the state is left by itself. */
const inQuestions = ['number', 'partner', 'vendor', 'until'] as const
/** `name` is whom it goes to, `asks` the question of the state, `link` where the customer answers, `day` the day of the letter. */
const inLetters = [...inQuestions, 'name', 'desk', 'subject', 'day', 'asks', 'link'] as const

/** A record is called by its name, and said in full by the word that ends so. */
export const inFull = (field: string): string => `${field}InFull`

export const askWords = (fields: readonly string[]): readonly string[] => [...inQuestions, ...fields]
export const letterWordsOf = (fields: readonly string[]): readonly string[] => [...inLetters, ...fields]

/** Every field of a workflow, in the order in which they are asked for; one that is asked for twice counts once. */
export function fieldsOf(rules: WorkflowRules): readonly WorkflowFieldRules[] {
  const all = [rules.begins.fields, ...rules.states.flatMap(({ steps }) => steps.map(({ fields }) => fields))].flat()
  return all.filter(({ id }, place) => all.findIndex((other) => other.id === id) === place)
}

/** Not the partner's to read: a field that says so, or that only steps of the vendor's own ask for. */
export function isHidden({ begins, states }: WorkflowRules, { id, internal }: WorkflowFieldRules): boolean {
  if (internal) return true
  if (begins.fields.some((field) => field.id === id)) return false
  return states.every((state) =>
    state.steps.every((step) => step.internal || !step.fields.some((field) => field.id === id)),
  )
}

/** A value as people read it; `customers` knows the names of customers, records and files that the run is about. */
export function sayField(
  policy: Policy,
  rules: WorkflowFieldRules,
  value: FieldValue | undefined,
  customers: ReadonlyMap<string, string>,
): string {
  if (value === undefined) return ''
  if (typeof value === 'object') return `${value.currency} ${value.amount.toFixed(2)}`
  if (typeof value === 'number') return String(value)
  switch (rules.type) {
    case 'choice':
      return rules.choices?.find(({ id }) => id === value)?.name ?? value
    case 'product':
      return policy.products.find(({ id }) => id === value)?.name ?? value
    case 'file':
      return customers.get(value) ?? value
    case 'customer':
      return customers.get(value) ?? 'a customer'
    case 'record':
      return customers.get(value) ?? 'one that is gone'
    case 'country':
      return countryName(value)
    case 'date':
      return sayDay(value)
    case 'changes':
      return sayChange(policy, changeOf(value), customers)
    default:
      return value
  }
}
