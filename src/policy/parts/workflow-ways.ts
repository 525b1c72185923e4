/** Whether each run of a workflow comes to an end, on whatever way. */
import type { StateRules, WorkflowRules } from '../../domain/policy/workflows.ts'
import type { Spot } from '../reader.ts'

/** Every state is reached from the beginning, and from every state an end is. */
export function waysHold({ states, begins }: WorkflowRules, whole: Spot): void {
  const next = new Map(states.map((state) => [state.id, waysOut(state)]))
  const reached = reachedFrom(
    begins.to.map((branch) => branch.state),
    (id) => next.get(id) ?? [],
  )
  const before = (id: string): string[] =>
    states.filter((state) => next.get(state.id)?.includes(id)).map((state) => state.id)
  const ends = states.filter((state) => state.ends !== undefined).map((state) => state.id)
  const ending = reachedFrom(ends, before)
  if (ends.length === 0) whole.get('states').report('a state that ends the workflow (ends)', 'none')
  states.forEach((state, place) => {
    const spot = whole.get('states', place)
    if (!reached.has(state.id)) spot.report('a state that some other leads to', `'${state.id}', which is never reached`)
    if (state.ends !== undefined) return
    if ((next.get(state.id) ?? []).every((id) => id === state.id))
      spot.report('a step, a deadline or another run that leads on', `'${state.id}', a state without a way out`)
    else if (ends.length > 0 && !ending.has(state.id))
      spot.report('a way to an end', `'${state.id}', from which no end is reached`)
  })
}

/** The states that one leads to. */
const waysOut = (state: StateRules): string[] => [
  ...state.steps.flatMap(({ to }) => to.map((branch) => branch.state)),
  ...state.deadlines.flatMap(({ to }) => to?.map((branch) => branch.state) ?? []),
  ...(state.notice === undefined ? [] : [state.notice.undelivered]),
  ...(state.whenOtherEnds === undefined ? [] : [state.whenOtherEnds.done, state.whenOtherEnds.otherwise]),
]

function reachedFrom(first: readonly string[], next: (id: string) => readonly string[]): ReadonlySet<string> {
  const reached = new Set<string>()
  const waiting = [...first]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (reached.has(id)) continue
    reached.add(id)
    waiting.push(...next(id))
  }
  return reached
}
