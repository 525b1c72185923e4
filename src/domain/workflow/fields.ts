/** What was given for a step against what it asks for: everything wrong at once. Whether a customer exists is not asked here. */
import type { Result } from '../kernel.ts'
import { dayNumber } from '../calendar/calendar.ts'
import { findPlace } from '../region.ts'
import { changeText, readAskedChange } from '../sheet/change.ts'
import type { Policy } from '../policy.ts'
import type { WorkflowFieldRules } from '../policy/workflows.ts'
import type { FieldValue, FieldValues, Money } from './run.ts'

export interface FieldMistake {
  readonly field: string
  readonly message: string
}

const longest = 10_000
/** Beyond it an amount is a slip, and no table keeps it. */
const mostMoney = 1_000_000_000_000

/** The values in their stored shape (addresses in lower case), without those that were left empty. */
export function readFields(
  policy: Policy,
  asked: readonly WorkflowFieldRules[],
  given: Readonly<Record<string, unknown>>,
): Result<FieldValues, readonly FieldMistake[]> {
  const wrong: FieldMistake[] = []
  const values: Record<string, FieldValue> = {}
  for (const name of Object.keys(given)) {
    if (asked.some(({ id }) => id === name)) continue
    const ids = asked.map(({ id }) => id).join(', ')
    wrong.push({
      field: name,
      message: ids === '' ? 'This step asks for nothing: leave it out.' : `This step asks for: ${ids}.`,
    })
  }
  for (const rules of asked) {
    const value = given[rules.id]
    if (value === undefined || value === null || value === '') {
      if (!rules.optional) wrong.push({ field: rules.id, message: `Give: ${rules.name}.` })
      continue
    }
    if (rules.type === 'changes') {
      const read = readAskedChange(policy, rules.changesOf ?? [], value)
      if (read.ok) values[rules.id] = changeText(read.value)
      else
        wrong.push(
          ...read.problem.map(({ field, message }) => ({
            field: field === '' ? rules.id : `${rules.id}.${field}`,
            message,
          })),
        )
      continue
    }
    const read = understand(policy, rules, value)
    if (read.ok) values[rules.id] = read.value
    else wrong.push({ field: rules.id, message: read.problem })
  }
  return wrong.length > 0 ? { ok: false, problem: wrong } : { ok: true, value: values }
}

type Understood = Result<FieldValue, string>
const good = (value: FieldValue): Understood => ({ ok: true, value })
const bad = (problem: string): Understood => ({ ok: false, problem })

function understand(policy: Policy, rules: WorkflowFieldRules, value: unknown): Understood {
  if (rules.type === 'money') return understandMoney(value)
  if (rules.type === 'number')
    return typeof value === 'number' && Number.isFinite(value) ? good(value) : bad('Give a number.')
  if (typeof value !== 'string') return bad('Give a text.')
  const said = value.trim()
  if (said === '') return bad(`Give: ${rules.name}.`)
  if (said.length > longest) return bad(`Give ${longest} characters at most.`)
  switch (rules.type) {
    case 'text':
    case 'file':
    case 'customer':
    case 'record':
      return good(said)
    case 'email':
      return /^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+\.[^\s@<>(),;:".]+$/.test(said)
        ? good(said.toLowerCase())
        : bad('Give an e-mail address, such as name@company.example.')
    case 'date':
      return dayNumber(said) === null || said < '1970' || said >= '2200'
        ? bad('Give a day, such as 2026-03-31.')
        : good(said)
    case 'choice': {
      const choice = rules.choices?.find(({ id, name }) => id === said || name.toLowerCase() === said.toLowerCase())
      return choice === undefined
        ? bad(`Give one of: ${rules.choices?.map(({ id }) => id).join(', ') ?? ''}.`)
        : good(choice.id)
    }
    case 'product': {
      const product = policy.products.find(({ id, name }) => id === said || name.toLowerCase() === said.toLowerCase())
      return product === undefined ? bad('There is no such product.') : good(product.id)
    }
    case 'changes':
      throw new Error('Changes say more than one thing that may be wrong: they are read above.')
    case 'country':
      return findPlace(policy, said.toUpperCase(), null).ok
        ? good(said.toUpperCase())
        : bad('Give a country code of ISO 3166-1, such as DE or US.')
  }
}

function understandMoney(value: unknown): Understood {
  const { amount, currency } = (typeof value === 'object' && value !== null ? value : {}) as Partial<Money>
  // Money has no fractions of a cent.
  const rounded = typeof amount === 'number' ? Math.round(amount * 100) / 100 : Number.NaN
  if (!(rounded > 0 && rounded < mostMoney) || typeof currency !== 'string')
    return bad('Give an amount above zero and its currency, such as {"amount":500,"currency":"USD"}.')
  if (!/^[A-Za-z]{3}$/.test(currency)) return bad('Give the currency in three letters, such as USD.')
  return good({ amount: rounded, currency: currency.toUpperCase() })
}
