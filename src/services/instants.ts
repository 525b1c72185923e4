/** Instants as readers get them: UTC; milliseconds only where there are any. */
import type { Instant } from '../domain/kernel.ts'

/** Written from the milliseconds: a view says fourteen of them, and this is five times quicker than asking each. */
export function utc(at: Instant): string {
  const ms = at.epochMilliseconds
  const text = new Date(ms).toISOString()
  return ms % 1_000 === 0 ? `${text.slice(0, -5)}Z` : text.replace(/0+Z$/, 'Z')
}

export const utcOrNull = (at: Instant | null): string | null => (at === null ? null : utc(at))
