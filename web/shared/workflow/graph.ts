/** Where the lines of a workflow's picture run: one for each state that is led to, with a stub from each that leads there. */
import type { WorkflowView } from '../../../src/http/wire-workflow.ts'

/** Row of the beginning. */
export const beginning = -1

export interface Way {
  /** Rows; `beginning` is above the first. */
  readonly from: number
  readonly to: number
  /** In words: what leads there. */
  readonly by: readonly string[]
}

export interface Lane {
  readonly to: number
  readonly sources: readonly number[]
  /** 0 is next to the states. */
  readonly lane: number
}

/** Every way from one state to another, those that lead the same way together. */
export function waysOf(workflow: WorkflowView): readonly Way[] {
  const rows = new Map(workflow.states.map(({ id }, row) => [id, row]))
  const ways = new Map<string, { from: number; to: number; by: string[] }>()
  const add = (from: number, state: string, by: string): void => {
    const to = rows.get(state)
    if (to === undefined) return
    const key = `${from} ${to}`
    const known = ways.get(key) ?? { from, to, by: [] }
    if (!known.by.includes(by)) known.by.push(by)
    ways.set(key, known)
  }
  for (const { state } of workflow.begins.to) add(beginning, state, 'begun')
  workflow.states.forEach((state, row) => {
    for (const step of state.steps) for (const { state: next } of step.to) add(row, next, step.name)
    for (const deadline of state.deadlines) for (const { state: next } of deadline.to) add(row, next, deadline.name)
    if (state.undelivered !== null) add(row, state.undelivered, 'the notice does not arrive')
    if (state.whenOtherEnds !== null) {
      add(row, state.whenOtherEnds.done, 'the other workflow is done')
      add(row, state.whenOtherEnds.otherwise, 'the other workflow ends otherwise')
    }
  })
  return [...ways.values()]
}

/** The lanes, the shortest nearest to the states; two share one where their rows do not meet. */
export function lanesOf(ways: readonly Way[]): readonly Lane[] {
  const byTarget = Map.groupBy(ways, ({ to }) => to)
  const spans = [...byTarget].map(([to, all]) => {
    const sources = [...new Set(all.map(({ from }) => from))].toSorted((a, b) => a - b)
    return { to, sources, first: Math.min(to, ...sources), last: Math.max(to, ...sources) }
  })
  const taken: { first: number; last: number }[][] = []
  return spans
    .toSorted((a, b) => a.last - a.first - (b.last - b.first) || a.to - b.to)
    .map(({ to, sources, first, last }) => {
      let lane = taken.findIndex((others) => others.every((other) => other.last <= first || other.first >= last))
      if (lane < 0) lane = taken.push([]) - 1
      taken[lane]?.push({ first, last })
      return { to, sources, lane }
    })
}
