/** What the report of deflections is asked for. Kept in the address. */
import { spans, type Span } from './question.ts'

export const deflectionGroupings = ['month', 'article', 'partner'] as const
export type DeflectionGrouping = (typeof deflectionGroupings)[number]

export const deflectionWords: Readonly<Record<DeflectionGrouping, string>> = {
  month: 'Month',
  article: 'Article',
  partner: 'Partner',
}

export interface DeflectionQuestion {
  readonly by?: DeflectionGrouping
  readonly days?: Span
}

export function readDeflectionQuestion(search: Record<string, unknown>): DeflectionQuestion {
  const by = deflectionGroupings.find((each) => each === search.by)
  const days = spans.find((each) => each === String(search.days))
  return { ...(by === undefined ? {} : { by }), ...(days === undefined ? {} : { days }) }
}
