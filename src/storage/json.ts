/** JSON of the core's values: instants to the millisecond, and back. */
import { toText } from './connection.ts'

/** Rows of the core are named by this: what happens `At` an instant, or is so `since` one. */
const namesInstant = /^at$|At$|[sS]ince$/

/**
 * JSON in one fixed spelling: keys in order, no spaces, instants in UTC to the millisecond. The same value always gives
 * the same text, before it is stored and after; the audit chain is made over it (G2).
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value !== 'object' || value === null) return String(value)
  if (value instanceof Temporal.Instant) return `"${toText(value)}"`
  if (Array.isArray(value)) return `[${value.map((each) => canonicalJson(each ?? null)).join(',')}]`
  const fields = value as Readonly<Record<string, unknown>>
  let text = ''
  for (const key of Object.keys(fields).sort()) {
    if (fields[key] !== undefined)
      text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(fields[key])}`
  }
  return `{${text}}`
}

/** A stored value with its instants as instants again. */
export function revive(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return namesInstant.test(key) ? Temporal.Instant.from(value) : value
  if (Array.isArray(value)) return value.map((each) => revive(each))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, revive(each, name)]))
}

/** Whether JSON has what PostgreSQL's text cannot hold: NUL, or half of a surrogate pair. */
export const holdsUnstorable = (json: string): boolean => json.includes('\\u') && /\\u0000|\\ud[89a-f]/.test(json)

/** The value without what PostgreSQL's text cannot hold: NUL is dropped, half of a surrogate pair becomes U+FFFD. */
export function storable<Value>(value: Value): Value {
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed() as Value
  if (value instanceof Temporal.Instant || typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((each: unknown) => storable(each)) as Value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [storable(key), storable(each as unknown)]),
  ) as Value
}

/** JSON of what PostgreSQL's text can hold of the value. */
export function storableJson(value: unknown): string {
  const text = JSON.stringify(value)
  return holdsUnstorable(text) ? JSON.stringify(storable(value)) : text
}
