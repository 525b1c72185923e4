/** Lengths of time and what they amount to: average, median and p90, on the wall's clock and in working time (C12). */

/** In minutes, to the hundredth; null where nothing was measured. */
export interface Lengths {
  readonly averageMinutes: number | null
  readonly medianMinutes: number | null
  /** Nine of ten are no longer. */
  readonly p90Minutes: number | null
}

/** What was measured of one thing, in milliseconds: each length on the wall's clock and beside it in working time. */
export class Spans {
  readonly #wall: number[] = []
  readonly #working: number[] = []

  add(wall: number, working: number): void {
    this.#wall.push(wall)
    this.#working.push(working)
  }

  static wall(all: readonly Spans[]): Lengths {
    return lengthsOf(all.map((each) => each.#wall))
  }

  static working(all: readonly Spans[]): Lengths {
    return lengthsOf(all.map((each) => each.#working))
  }

  static count(all: readonly Spans[]): number {
    return all.reduce((sum, each) => sum + each.#wall.length, 0)
  }
}

function lengthsOf(lists: readonly (readonly number[])[]): Lengths {
  const sorted = new Float64Array(lists.reduce((sum, list) => sum + list.length, 0))
  let place = 0
  for (const list of lists) {
    sorted.set(list, place)
    place += list.length
  }
  sorted.sort()
  // Whole milliseconds: the sum is exact, in whatever order they came.
  const average = sorted.length === 0 ? null : sorted.reduce((sum, each) => sum + each, 0) / sorted.length
  return {
    averageMinutes: inMinutes(average),
    medianMinutes: inMinutes(quantile(sorted, 0.5)),
    p90Minutes: inMinutes(quantile(sorted, 0.9)),
  }
}

/** Between two of the lengths, in proportion: the median of two is halfway. */
export function quantile(sorted: Float64Array, share: number): number | null {
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)]
  const above = sorted[Math.ceil(place)]
  if (below === undefined || above === undefined) return null
  return below + (above - below) * (place - Math.floor(place))
}

const inMinutes = (ms: number | null): number | null => (ms === null ? null : Math.round(ms / 600) / 100)
