/** A ticket whose workflow is not over cannot be done (E5). */
import type { TicketId } from '../../domain/kernel.ts'
import type { Tx } from '../../storage/database.ts'
import { openRunOf } from '../../storage/workflow-runs.ts'
import type { App } from '../app.ts'
import { no, type Answer } from '../refusals.ts'
import { rulesFor } from './rules-for.ts'

/** E5: why a ticket may not be solved or merged while its run is open; null where it may. */
export async function blockedBy(app: App, tx: Tx, id: TicketId): Promise<Answer<never> | null> {
  const run = await openRunOf(tx, id)
  if (run === null) return null
  const { rules } = await rulesFor(app, run.policyVersion, run.workflow)
  if (!rules.blocksSolving) return null
  const state = rules.states.find((row) => row.id === run.state)?.name ?? run.state
  return no({
    code: 'invalid-state',
    message: `'${rules.name}' is not over: it stands at '${state}'. It must come to its end first, or be taken back.`,
  })
}
