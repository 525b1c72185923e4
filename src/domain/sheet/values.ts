/** What is given for the fields of a sheet (E8), in its stored shape, or everything wrong with it at once. */
import { dayNumber } from '../calendar/calendar.ts'
import { countries } from '../countries.ts'
import type { Result } from '../kernel.ts'
import { needsCountry, phoneNumber } from '../phone.ts'
import type { Policy } from '../policy.ts'
import type { SheetFieldRules, SheetRules } from '../policy/sheets.ts'

/** Days are 'YYYY-MM-DD'; customers, consents and files are their ids. What is not there is not in it. */
export type SheetValue = string | readonly string[]
export type SheetValues = Readonly<Record<string, SheetValue>>
/** Null takes away what was there. */
export type SheetSettings = Readonly<Record<string, SheetValue | null>>

export interface SheetMistake {
  readonly field: string
  readonly message: string
}

/** Sheets of the policy; one that was published before there were any has none. */
export const sheetKinds = ({ partnership }: Policy): readonly SheetRules[] =>
  (partnership as { readonly sheets?: readonly SheetRules[] }).sheets ?? []

export const sheetRules = (policy: Policy, kind: string): SheetRules | undefined =>
  sheetKinds(policy).find(({ id }) => id === kind)

/** Whether a value is the same as another; the order of a list says nothing. */
export function sameValue(a: SheetValue | null | undefined, b: SheetValue | null | undefined): boolean {
  const plain = (value: typeof a): string =>
    JSON.stringify(value === undefined ? null : Array.isArray(value) ? value.toSorted() : value)
  return plain(a) === plain(b)
}

/** What there is with these settings in its place. */
export function withSettings(values: SheetValues, settings: SheetSettings): SheetValues {
  const merged = Object.entries({ ...values, ...settings })
  return Object.fromEntries(merged.filter((entry): entry is [string, SheetValue] => entry[1] !== null))
}

/** Fields that a sheet must have and that these values lack. */
export const lacking = ({ fields }: SheetRules, values: SheetValues): readonly SheetMistake[] =>
  fields
    .filter(({ id, required }) => required && values[id] === undefined)
    .map(({ id, name }) => ({ field: id, message: `Give: ${name}.` }))

/** Whether ids stand for something that is there is not asked here. */
export function readSheetValues(
  policy: Policy,
  { fields }: SheetRules,
  given: Readonly<Record<string, unknown>>,
): Result<SheetSettings, readonly SheetMistake[]> {
  const wrong: SheetMistake[] = []
  const values: Record<string, SheetValue | null> = {}
  for (const [id, value] of Object.entries(given)) {
    const rules = fields.find((field) => field.id === id)
    if (rules === undefined) {
      wrong.push({
        field: id,
        message: `There is no such field. There are: ${fields.map((each) => each.id).join(', ')}.`,
      })
      continue
    }
    const read = isEmpty(value) ? emptied(rules) : understand(policy, rules, value)
    if (read.ok) values[id] = read.value
    else wrong.push({ field: id, message: read.problem })
  }
  return wrong.length > 0 ? { ok: false, problem: wrong } : { ok: true, value: values }
}

type Understood = Result<SheetValue | null, string>
const good = (value: SheetValue): Understood => ({ ok: true, value })
const bad = (problem: string): Understood => ({ ok: false, problem })

const isEmpty = (value: unknown): boolean =>
  value === null || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0)

const emptied = ({ required, name }: SheetFieldRules): Understood =>
  required ? bad(`${name} cannot be left empty.`) : { ok: true, value: null }

function understand(policy: Policy, rules: SheetFieldRules, value: unknown): Understood {
  if (rules.type === 'choices' || rules.type === 'countries' || rules.type === 'products')
    return several(policy, rules, value)
  if (typeof value !== 'string') return bad('Give a text.')
  const seen = withoutUnseen(value)
  const said = rules.type === 'text' ? tidied(seen) : seen.trim().replace(/\s+/g, ' ')
  if (said === '') return emptied(rules)
  if (said.length > rules.most) return bad(`Give ${rules.most} characters at most; these are ${said.length}.`)
  switch (rules.type) {
    case 'url':
      return isWebAddress(said) ? good(said) : bad('Give a web address, such as https://www.company.example.')
    case 'email':
      return /^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+\.[^\s@<>(),;:".]+$/.test(said)
        ? good(said.toLowerCase())
        : bad('Give an e-mail address, such as name@company.example.')
    case 'phone':
      return phoneNumber(said) === null ? bad(needsCountry) : good(said)
    case 'date':
      return dayNumber(said) === null || said < '1970' || said >= '2200'
        ? bad('Give a day, such as 2026-03-31.')
        : good(said)
    case 'choice':
    case 'country':
    case 'product':
      return oneOf(policy, rules, said)
    case 'customer':
    case 'consent':
    case 'image':
    case 'document':
      return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(said) ? good(said) : bad(idWanted[rules.type])
    default:
      return good(said)
  }
}

const idWanted = {
  customer: 'Give the id of a customer: see GET /api/v1/customers.',
  consent: 'Give the id of a consent: see GET /api/v1/records?of=consents.',
  image: 'Upload a picture (POST /api/v1/attachments) and give its id.',
  document: 'Upload the document (POST /api/v1/attachments) and give its id.',
} as const

/** What nobody sees and what turns the direction of what follows has no place in what everybody is shown. */
const withoutUnseen = (text: string): string =>
  text
    .replace(
      // eslint-disable-next-line no-control-regex -- control characters are what is taken out
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,
      '',
    )
    .toWellFormed()

/** Lines are kept; blanks at their ends, and more than one empty line, are not. */
const tidied = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()

/** Only what a browser opens as a page, under a name that has a dot: nobody is to be sent to a script or into a house's own network. */
function isWebAddress(said: string): boolean {
  const found = /^https?:\/\/[^\s/?#@:"'<>\\]+\.[^\s/?#@:"'<>\\.]+(?::(\d{1,5}))?([/?#][^\s"'<>\\]*)?$/i.exec(said)
  return found !== null && Number(found[1] ?? 443) < 65_536
}

function several(policy: Policy, rules: SheetFieldRules, value: unknown): Understood {
  if (!Array.isArray(value) || value.some((each) => typeof each !== 'string')) return bad('Give a list.')
  const read = (value as readonly string[]).map((each) => oneOf(policy, rules, each.trim()))
  const wrong = read.find((each) => !each.ok)
  if (wrong !== undefined) return wrong
  const all = new Set(read.flatMap((each) => (each.ok ? (each.value as string) : [])))
  return all.size > rules.most ? bad(`Give ${rules.most} at most; these are ${all.size}.`) : good([...all])
}

function oneOf({ products }: Policy, { type, choices = [] }: SheetFieldRules, said: string): Understood {
  if (type === 'country' || type === 'countries')
    return countries.has(said.toUpperCase())
      ? good(said.toUpperCase())
      : bad(`'${said}' is no country code of ISO 3166-1, such as DE or US.`)
  const rows = type === 'product' || type === 'products' ? products : choices
  const found = rows.find(({ id, name }) => id === said || name.toLowerCase() === said.toLowerCase())
  if (found !== undefined) return good(found.id)
  return bad(
    rows === products ? `There is no product '${said}'.` : `Give one of: ${choices.map(({ id }) => id).join(', ')}.`,
  )
}

/** Whether a text says a name, as words of its own; names of one or two letters are in every text. */
export function mentions(text: string, name: string): boolean {
  const words = (said: string): string =>
    ` ${said
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()} `
  return name.trim().length > 2 && words(text).includes(words(name))
}
