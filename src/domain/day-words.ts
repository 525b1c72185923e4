/** A day as people read it. */
import { sayInstant } from './explain/words.ts'

/** 'Tue 3 Mar 2026' of '2026-03-03'. */
export const sayDay = (day: string): string =>
  sayInstant(Temporal.PlainDate.from(day).toZonedDateTime('UTC').toInstant(), 'UTC').split(',')[0] ?? day
