/** The days of a report: those of UTC, both ends in it. */
import type { Instant, Result } from '../domain/kernel.ts'
import { problem, type Problem } from './problem.ts'
import type { Site } from './site.ts'

export interface Days {
  readonly from: string
  readonly to: string
  /** From the first instant on, before the second. */
  readonly span: { readonly from: Instant; readonly to: Instant }
}

/** The last thirty where nothing is said; a problem where the first lies after the last. */
export function daysOf(
  { app }: Site,
  given: { readonly from?: string | undefined; readonly to?: string | undefined },
): Result<Days, Problem> {
  const today = app.now().toZonedDateTimeISO('UTC').toPlainDate()
  const to = given.to ?? today.toString()
  const from = given.from ?? Temporal.PlainDate.from(to).subtract({ days: 29 }).toString()
  if (from > to)
    return {
      ok: false,
      problem: problem('invalid-request', 'The first day lies after the last.', [
        { field: 'from', message: 'Give a day that is not after `to`.' },
      ]),
    }
  const startOf = (day: string, more: number): Instant =>
    Temporal.PlainDate.from(day).add({ days: more }).toZonedDateTime('UTC').toInstant()
  return { ok: true, value: { from, to, span: { from: startOf(from, 0), to: startOf(to, 1) } } }
}
