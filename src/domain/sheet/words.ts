/** A sheet's values and its changes as people read them (E8). */
import { countryName } from '../countries.ts'
import { sayDay } from '../day-words.ts'
import type { Policy } from '../policy.ts'
import type { SheetFieldRules, SheetRules } from '../policy/sheets.ts'
import type { SheetChange } from './change.ts'
import { sheetRules, type SheetValue, type SheetValues } from './values.ts'

/** What customers, consents and files are called, by id. */
export type Names = ReadonlyMap<string, string>

/** '' where there is nothing. */
export function saySheetValue(
  policy: Policy,
  rules: SheetFieldRules,
  value: SheetValue | null | undefined,
  names: Names,
): string {
  if (value === null || value === undefined) return ''
  if (typeof value !== 'string') return value.map((each) => sayOne(policy, rules, each, names)).join(', ')
  return sayOne(policy, rules, value, names)
}

function sayOne({ products }: Policy, { type, choices = [] }: SheetFieldRules, value: string, names: Names): string {
  switch (type) {
    case 'choice':
    case 'choices':
      return choices.find(({ id }) => id === value)?.name ?? value
    case 'product':
    case 'products':
      return products.find(({ id }) => id === value)?.name ?? value
    case 'country':
    case 'countries':
      return countryName(value)
    case 'date':
      return sayDay(value)
    case 'customer':
      return names.get(value) ?? 'a customer'
    case 'consent':
      return names.get(value) ?? 'a consent'
    case 'image':
    case 'document':
      return names.get(value) ?? 'a file'
    default:
      return value
  }
}

/** Ids in it that have a name elsewhere. */
export function idsIn({ fields }: SheetRules, values: Readonly<Record<string, SheetValue | null>>) {
  const ofType = (...types: readonly string[]): readonly string[] =>
    fields.flatMap(({ id, type }) => {
      const value = values[id]
      return types.includes(type) && typeof value === 'string' ? [value] : []
    })
  return { customers: ofType('customer'), consents: ofType('consent'), files: ofType('image', 'document') }
}

/** What the sheet is called: a project by its title, what there is one of by its kind. */
export function sheetTitle(rules: SheetRules, values: SheetValues): string {
  const title = rules.title === undefined ? undefined : values[rules.title]
  return typeof title === 'string' ? title : rules.name
}

/** Longer texts are not said whole in a sentence. */
const longest = 80

const calledIn = ({ name }: SheetRules, { title }: Pick<SheetChange, 'title'>): string =>
  title === null ? name : `${name} '${title}'`

/** What a request is called: 'Partner profile: Company name, Website'. */
export function sayRequest(rules: SheetRules, change: SheetChange): string {
  const called = calledIn(rules, change)
  if (change.takesDown) return `${called}: take it down`
  if (change.stood === 'new' && rules.many) return `${called}: show it`
  const names = rules.fields.filter(({ id }) => id in change.set).map(({ name }) => name)
  if (names.length === 0) return `${called}: show it again`
  return `${called}: ${names.length > 3 ? `${names.length} fields` : names.join(', ')}`
}

/** 'Partner profile. Company name: Aurora → Aurora Labs. Description: rewritten (412 characters).' */
export function sayChange(policy: Policy, change: SheetChange, names: Names): string {
  const rules = sheetRules(policy, change.of)
  if (rules === undefined) return change.of
  const called = calledIn(rules, change)
  if (change.takesDown) return `${called}: no longer shown.`
  const parts = rules.fields.flatMap((field) => {
    // A new one has been called by its title already.
    if (!(field.id in change.set) || (field.id === rules.title && change.was[field.id] === null)) return []
    const [was, set] = [change.was[field.id], change.set[field.id]].map((value) =>
      saySheetValue(policy, field, value, names),
    ) as [string, string]
    if (was.length > longest || set.length > longest || set.includes('\n'))
      return set === ''
        ? `${field.name}: taken out.`
        : `${field.name}: ${was === '' ? 'new' : 'rewritten'} (${set.length} characters).`
    return was === '' ? `${field.name}: ${set}.` : `${field.name}: ${was} → ${set === '' ? 'taken out' : set}.`
  })
  const again = change.stood === 'taken-down' ? ['Shown again.'] : []
  return [`${called}.`, ...again, ...parts].join(' ')
}

/** Fields of it that change only with a document. */
export const needingProof = (
  { fields }: SheetRules,
  change: Pick<SheetChange, 'set' | 'was'>,
): readonly SheetFieldRules[] => fields.filter(({ id, proof }) => proof !== undefined && id in change.set)
