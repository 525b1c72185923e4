/** A ticket whose workflow is not over, or was never gone through although it needs it, cannot be done (E5). */
import type { TicketId } from '../../domain/kernel.ts'
import { stateRules } from '../../domain/workflow/engine.ts'
import { workflowOf, workflowRules } from '../../domain/workflow/rules.ts'
import type { Run, RunId } from '../../domain/workflow/run.ts'
import { runLogOf } from '../../storage/workflow-log.ts'
import type { Tx } from '../../storage/database.ts'
import { readTicket } from '../../storage/ticket-rows.ts'
import { runsOf } from '../../storage/workflow-runs.ts'
import type { App } from '../app.ts'
import { no, type Answer } from '../refusals.ts'
import { rulesFor } from './rules-for.ts'

const refused = (message: string) => no({ code: 'invalid-state', message })

/** Why a ticket may not be solved or merged; null where it may. One that needs a workflow may be merged without it. */
export async function blockedBy(
  app: App,
  tx: Tx,
  id: TicketId,
  from: 'solving' | 'merging',
): Promise<Answer<never> | null> {
  const runs = await runsOf(tx, id)
  const open = runs.find(({ endedAt }) => endedAt === null)
  if (open !== undefined) {
    const { rules } = await rulesFor(app, open.policyVersion, open.workflow)
    if (!rules.blocksSolving) return null
    return refused(
      `'${rules.name}' is not over: it stands at '${stateRules(rules, open.state).name}'. It must come to its end first, or be taken back.`,
    )
  }
  const ticket = from === 'merging' ? undefined : (await readTicket(tx, id))?.ticket
  if (ticket === undefined) return null
  const policy = await app.policies.version(ticket.policyVersion)
  const needed = workflowRules(policy, workflowOf(policy, ticket) ?? '')
  if (needed?.neededToSolve !== true) return null
  const own = runs.filter(({ workflow }) => workflow === needed.id)
  const taken = await takenBackByVendor(tx, id, own)
  if (own.some((run) => !taken.has(run.id))) return null
  return refused(
    `'${needed.name}' comes first${own.length === 0 ? '' : ', and was taken back by the desk'}: begin it on this ticket, or put the ticket into another category.`,
  )
}

/** Only who asked for it can say that it is not wanted any more; what the desk itself took back was never gone through. */
async function takenBackByVendor(tx: Tx, id: TicketId, runs: readonly Run[]): Promise<ReadonlySet<RunId>> {
  const withdrawn = runs.filter(({ outcome }) => outcome === 'withdrawn')
  if (withdrawn.length === 0) return new Set()
  const ends = (await runLogOf(tx, id)).filter(
    ({ fact }) => fact.entry.kind === 'step' && fact.entry.by.as !== 'partner',
  )
  return new Set(
    withdrawn
      .filter((run) => ends.some(({ fact }) => fact.run === run.id && fact.entry.to === run.state))
      .map((run) => run.id),
  )
}
