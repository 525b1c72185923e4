/** Pages by keyset: a cursor names the last row seen, so pages stay right while rows come and go, at any size. */
import { sql } from 'kysely'
import { ok, refuse, type Result } from '../domain/kernel.ts'

export interface Page<Item> {
  readonly items: readonly Item[]
  /** For the next page; null on the last one. */
  readonly nextCursor: string | null
}

export interface PageRequest {
  readonly limit: number
  /** As `nextCursor` gave it; null for the first page. */
  readonly cursor: string | null
}

/** A value by which rows are ordered. */
export type Key = string | number

/** A cursor: the order it belongs to, and the values of the last row in it. Opaque to whoever carries it. */
export const cursorOf = (order: string, keys: readonly Key[]): string =>
  Buffer.from(JSON.stringify([order, ...keys])).toString('base64url')

/** Checks of one value each; a cursor is only what fits all of them: what PostgreSQL cannot read would be a mistake of ours. */
export const shapes = {
  /** As far as PostgreSQL's integer goes. */
  number: (key: unknown) => Number.isInteger(key) && Math.abs(Number(key)) < 2 ** 31,
  /** What it counts rows with. */
  serial: (key: unknown) => Number.isSafeInteger(key),
  decimal: (key: unknown) => typeof key === 'string' && /^-?\d{1,30}(\.\d{1,30})?$/.test(key),
  day: (key: unknown) => typeof key === 'string' && /^\d{4}-\d\d-\d\d$/.test(key) && isInstant(`${key}T00:00Z`),
  text: (key: unknown) => typeof key === 'string' && !key.includes('\0'),
  uuid: (key: unknown) => typeof key === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(key),
  instant: (key: unknown) =>
    typeof key === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(key) && isInstant(key),
}

/** The values in a cursor; null for the first page; a refusal where it is none of this order. */
export function readCursor(
  cursor: string | null,
  order: string,
  wanted: readonly (keyof typeof shapes)[],
): Result<readonly Key[] | null> {
  if (cursor === null) return ok(null)
  const [name, ...keys] = parsed(cursor)
  if (name !== order || keys.length !== wanted.length || !wanted.every((shape, place) => shapes[shape](keys[place])))
    return refuse('incomplete', 'This cursor belongs to no list of this kind: begin without one.', 'cursor')
  return ok(keys as readonly Key[])
}

function parsed(cursor: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    return Array.isArray(value) ? value : []
  } catch {
    return []
  }
}

/** No year 0 there: it begins with the year 1. */
function isInstant(text: string): boolean {
  try {
    Temporal.Instant.from(text)
    return !text.startsWith('0000')
  } catch {
    return false
  }
}

/**
 * How many rows to ask for: at least one more than the page has, in steps, so that the statement has few spellings and
 * stays prepared (`tx.runOften`). Written into it, since PostgreSQL plans an unknown limit as if it were a tenth of all.
 */
export const atLeast = (limit: number) => sql.lit(Math.ceil(limit / 25) * 25 + 1)

/** The page out of rows of which at least one more than `limit` was asked for. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  item: (row: Row) => Item,
  cursor: (last: Row) => string,
): Page<Item> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(item),
    nextCursor: rows.length > limit && last !== undefined ? cursor(last) : null,
  }
}
