/** Instants as readers get them: UTC; milliseconds only where there are any. */
import type { Instant } from '../domain/kernel.ts'

export const utc = (at: Instant): string => at.toString()
export const utcOrNull = (at: Instant | null): string | null => (at === null ? null : at.toString())
