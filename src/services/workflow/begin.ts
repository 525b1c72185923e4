/** A run is begun on a ticket that is locked already. */
import { start, type Surroundings } from '../../domain/workflow/engine.ts'
import type { FieldValues, Run, RunId, RunStepper } from '../../domain/workflow/run.ts'
import { openRunOf } from '../../storage/workflow-runs.ts'
import { no, type Answer } from '../refusals.ts'
import { around, carry, type Carrying } from './carry.ts'

export interface Beginning {
  /** Read by `readFields` already. */
  readonly fields: FieldValues
  /** Null where another run begins it. */
  readonly by: RunStepper | null
  readonly startedBy: RunId | null
  readonly note: string | null
}

/** Refused: a ticket that carries an open run already, one that is over, who may not, guards, effects. */
export async function beginRun(carrying: Carrying, asked: Beginning): Promise<Answer<Run>> {
  const { app, tx, ticket, at } = carrying
  const refused = (message: string) => no({ code: 'invalid-state', message })
  if (ticket.mergedInto !== null) return refused('This ticket was merged into another: begin it there.')
  if (ticket.closedAt !== null || ticket.solvedAt !== null) return refused('This ticket is over: reopen it first.')
  if ((await openRunOf(tx, ticket.id)) !== null)
    return refused('This ticket runs through a workflow already: end that first, or open another ticket.')
  const surroundings: Surroundings = await around(carrying, { fields: asked.fields })
  const begun = start(
    surroundings,
    { ...asked, run: app.newId<'run'>(), ticket: ticket.id, partner: ticket.partner },
    at,
  )
  return begun.ok ? carry(carrying, begun.value) : no(begun.problem)
}
