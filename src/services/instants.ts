/** Instants as readers get them: UTC; milliseconds only where there are any. */
import { instantText } from '../domain/instant-text.ts'
import type { Instant } from '../domain/kernel.ts'

export function utc(at: Instant): string {
  const text = instantText(at)
  return text.endsWith('.000Z') ? `${text.slice(0, -5)}Z` : text.replace(/0+Z$/, 'Z')
}

export const utcOrNull = (at: Instant | null): string | null => (at === null ? null : utc(at))
