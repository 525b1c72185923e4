/** What a run is carried out in: its ticket, locked; its rules; who is there. Built in one transaction, as the program. */
import type { Instant, PersonId } from '../../domain/kernel.ts'
import type { Policy } from '../../domain/policy.ts'
import type { WorkflowRole, WorkflowRules } from '../../domain/policy/workflows.ts'
import type { By, Ticket } from '../../domain/ticket/ticket.ts'
import type { Run } from '../../domain/workflow/run.ts'
import type { Tx } from '../../storage/database.ts'
import { accountManagersOf } from '../../storage/stand-ins.ts'
import { personById } from '../../storage/people.ts'
import type { Actor, App } from '../app.ts'
import { driAt, dutyOf } from '../escalation/duty.ts'

/** Of an effect and of a letter: everything that is known when it is carried out. */
export interface RunContext {
  readonly app: App
  /** As the program itself. */
  readonly tx: Tx
  readonly ticket: Ticket
  readonly policy: Policy
  readonly rules: WorkflowRules
  /** As it will be. */
  readonly run: Run
  readonly at: Instant
  /** Null where time, the post or a customer moved it. */
  readonly person: PersonId | null
}

/** When what it brings about is true: a deadline's own instant, however late it was noticed (C14). */
export const trueAt = ({ run, at }: Pick<RunContext, 'run' | 'at'>): Instant => run.endedAt ?? at

export const personOf = (by: By): PersonId | null => (by.kind === 'staff' || by.kind === 'partner' ? by.person : null)

const above: Readonly<Record<string, readonly WorkflowRole[]>> = {
  agent: ['agent'],
  pam: ['agent'],
  lead: ['agent', 'lead', 'dri'],
  manager: ['agent', 'lead', 'manager', 'dri', 'pam'],
  admin: ['agent', 'lead', 'manager', 'dri', 'pam'],
}

/**
 * Every role that somebody has on a ticket. Whoever leads may act for the DRI, and a manager for the account manager as
 * well: the log names whoever it was.
 */
export async function rolesOn(app: App, tx: Tx, ticket: Ticket, policy: Policy, actor: Actor): Promise<WorkflowRole[]> {
  if (actor.kind === 'partner') return actor.partner === ticket.partner ? ['partner'] : []
  if (actor.kind === 'system') return []
  const roles = new Set<WorkflowRole>(above[actor.role] ?? ['agent'])
  const person = await personById(tx, actor.person)
  const email = person?.email.toLowerCase()
  const at = app.now()
  if (driAt(policy, ticket, await dutyOf(app, tx, ticket, at))?.email.toLowerCase() === email) roles.add('dri')
  if (ticket.partner !== null) {
    const manager = (await accountManagersOf(tx, [ticket.partner])).get(ticket.partner)
    if (manager?.email.toLowerCase() === email) roles.add('pam')
  }
  return [...roles]
}
