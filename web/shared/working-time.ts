/** Working time from the closed spans that the server sends with each clock: no calendar is known here. All in epoch milliseconds. */

export interface Span {
  readonly from: number
  readonly to: number
}

/** Sorted, without overlaps and empty spans, cut to the window. */
export function spansWithin(spans: readonly Span[], from: number, to: number): Span[] {
  const result: Span[] = []
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const start = Math.max(span.from, from, result.at(-1)?.to ?? from)
    const end = Math.min(span.to, to)
    if (start < end) {
      const last = result.at(-1)
      if (last !== undefined && last.to === start) result[result.length - 1] = { from: last.from, to: end }
      else result.push({ from: start, to: end })
    }
  }
  return result
}

/** Working milliseconds from one instant to another; negative when `to` lies before `from`. */
export function workingBetween(from: number, to: number, closed: readonly Span[]): number {
  if (to < from) return -workingBetween(to, from, closed)
  const shut = spansWithin(closed, from, to).reduce((sum, span) => sum + span.to - span.from, 0)
  return to - from - shut
}

/** Whether the team works at an instant, as far as the spans say. */
export const isClosed = (at: number, closed: readonly Span[]): boolean =>
  closed.some((span) => span.from <= at && at < span.to)
