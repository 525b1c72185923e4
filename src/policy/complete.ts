/**
 * A published policy is never changed (C9), and the program learns to ask for more. What a policy that was published by an
 * earlier program does not say is taken from the folder's: nothing that it does say is touched, and nothing it left out of a
 * list comes back.
 */
import type { Policy } from '../domain/policy.ts'

/**
 * The published policy with whatever it lacks of `newer`, part by part; rows of a list are the same by their `id`. A calendar
 * stands as it was published: a holiday or a weekday that it does not name was worked through by those who promised under it.
 */
export const completed = (published: Policy, newer: Policy): Policy =>
  filled(published, { ...newer, ...calendarsBeside(published, newer) }) as Policy

/** The calendars of places that the published policy has none for. */
function calendarsBeside({ calendars }: Policy, newer: Policy): Partial<Policy> {
  if (calendars === undefined || newer.calendars === undefined) return {}
  const missing = Object.entries(newer.calendars).filter(([place]) => calendars[place] === undefined)
  return { calendars: Object.fromEntries(missing) }
}

function filled(older: unknown, newer: unknown): unknown {
  if (older === undefined) return newer
  if (Array.isArray(older) && Array.isArray(newer)) {
    const rows = new Map(newer.filter(isRow).map((row) => [row.id, row]))
    return older.map((row: unknown) => (isRow(row) ? filled(row, rows.get(row.id)) : row))
  }
  if (!isPlain(older) || !isPlain(newer)) return older
  const missing = Object.entries(newer).filter(([key]) => older[key] === undefined)
  const own = Object.entries(older).map(([key, value]) => [key, filled(value, newer[key])] as const)
  return Object.fromEntries([...own, ...missing])
}

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isRow = (value: unknown): value is { readonly id: string } => isPlain(value) && typeof value.id === 'string'
