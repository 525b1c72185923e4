/** Two things measured against each other: by turns, so that whatever else the machine does falls on both. */
import { median } from '../report.ts'

export interface Compared {
  /** Medians, in milliseconds. */
  readonly first: number
  readonly second: number
}

/** Runs both `times` times, after some that do not count. */
export async function alternate(
  times: number,
  first: () => Promise<unknown>,
  second: () => Promise<unknown>,
): Promise<Compared> {
  const warm = Math.ceil(times / 5)
  const took: [number[], number[]] = [[], []]
  for (let round = -warm; round < times; round += 1)
    for (const [place, work] of [first, second].entries()) {
      const began = performance.now()
      await work()
      if (round >= 0) took[place as 0 | 1].push(performance.now() - began)
    }
  return { first: median(took[0]), second: median(took[1]) }
}
