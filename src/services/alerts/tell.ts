/**
 * Writes alerts off the ledger: what is new in it since the last time, in the order of its stream. Place and alerts move in one
 * transaction, by one node at a time: each event is told once, whoever dies meanwhile. Nothing of it is on the way of
 * whoever writes the ledger.
 */
import { alertDays, alertingFacts, alertsOf, readerBy } from '../../domain/alert.ts'
import { isAfter, type Instant, type PersonId } from '../../domain/kernel.ts'
import type { WorkflowRole } from '../../domain/policy/workflows.ts'
import { workflowRules } from '../../domain/workflow/rules.ts'
import { announceAlerts } from '../../storage/alerts.ts'
import {
  addAlerts,
  alertingEvents,
  hasUnreadLedger,
  leadsOf,
  markSeen,
  movePosition,
  sweepAlerts,
  takePosition,
  type AlertingEvent,
  type AlertPosition,
  type NewAlert,
  type OwnAct,
} from '../../storage/alerts-ledger.ts'
import type { Tx } from '../../storage/database.ts'
import { sweepReminders } from '../../storage/reminders.ts'
import { accountManagersOf, staffAt } from '../../storage/stand-ins.ts'
import type { App } from '../app.ts'
import { driAt, dutyOf } from '../escalation/duty.ts'

/** Events of a transaction. */
const portion = 300

/** Tells of a portion of what is new; whether there may be more at once. */
export async function tellAlerts(app: App, most = portion): Promise<boolean> {
  if (!(await app.db.system(hasUnreadLedger))) return false
  return app.db.system(async (tx) => {
    const position = await takePosition(tx)
    if (position === null) return false
    const at = app.now()
    const after = position.isGiven ? position.cursor : '0-0'
    const since = readSince(position, at)
    const events = await alertingEvents(tx, { after, until: position.end, kinds: alertingFacts, since, limit: most })
    const alerts: NewAlert[] = []
    for (const each of events) alerts.push(...(await toldOf(app, tx, each)))
    const told = await addAlerts(tx, alerts)
    await announceAlerts(tx, told.union(await markSeen(tx, events.flatMap(ownAct))))
    const isFull = events.length === most
    await movePosition(tx, isFull ? (events.at(-1)?.cursor ?? position.end) : position.end, at)
    return isFull
  })
}

/** What had not been read when a backup was made is a little older than it: it was being written. */
const overlap = { hours: 1 } as const

/** Nothing that would be swept at once; of a desk that was restored, nothing that had been read long before. */
function readSince({ isGiven, readAt }: AlertPosition, at: Instant): Instant {
  const kept = keptSince(at)
  if (isGiven || readAt === null) return kept
  const before = readAt.subtract(overlap)
  return isAfter(before, kept) ? before : kept
}

const keptSince = (at: Instant): Instant => at.subtract({ hours: alertDays * 24 })

async function toldOf(app: App, tx: Tx, each: AlertingEvent): Promise<readonly NewAlert[]> {
  const { ticket, event, assignee, isTransferred, followers } = each
  const waiters = await waitersFor(app, tx, each)
  return alertsOf(event.by, event.fact, { assignee, isTransferred, waiters, followers }).map((alert) => ({
    ...alert,
    ticket: ticket.id,
    seq: event.seq,
    at: event.notedAt,
  }))
}

function ownAct({ ticket, event }: AlertingEvent): readonly OwnAct[] {
  const person = readerBy(event.by)
  return person === null ? [] : [{ person, ticket: ticket.id, seq: event.seq, at: event.notedAt }]
}

/** Whom a run waits for since this line of its log; nobody where it stays in its state, or waits for somebody outside. */
async function waitersFor(app: App, tx: Tx, { event, ticket, assignee }: AlertingEvent): Promise<readonly PersonId[]> {
  const { fact } = event
  if (fact.kind !== 'workflow' || fact.entry.from === fact.entry.to) return []
  const policy = await app.policies.version(fact.policyVersion)
  const state = workflowRules(policy, fact.workflow)?.states.find(({ id }) => id === fact.entry.to)
  return state?.waitsFor === undefined ? [] : inRole(app, tx, state.waitsFor, ticket, assignee)
}

async function inRole(
  app: App,
  tx: Tx,
  role: WorkflowRole,
  ticket: AlertingEvent['ticket'],
  assignee: PersonId | null,
): Promise<readonly PersonId[]> {
  if (role === 'agent') return assignee === null ? [] : [assignee]
  if (role === 'lead') return leadsOf(tx, ticket.desk)
  const email = await emailOf(app, tx, role, ticket)
  return email === undefined ? [] : [...(await staffAt(tx, [email])).values()].map(({ id }) => id)
}

async function emailOf(
  app: App,
  tx: Tx,
  role: WorkflowRole,
  ticket: AlertingEvent['ticket'],
): Promise<string | undefined> {
  if (role === 'pam' && ticket.partner !== null)
    return (await accountManagersOf(tx, [ticket.partner])).get(ticket.partner)?.email
  if (role !== 'dri') return undefined
  const policy = await app.policies.version(ticket.policyVersion)
  return driAt(policy, ticket, await dutyOf(app, tx, ticket, app.now()))?.email
}

/** Timetable: what is old, and what was for somebody who has left. */
export const forgetAlerts = (app: App): Promise<{ readonly forgotten: number }> =>
  app.db.system(async (tx) => {
    const before = keptSince(app.now())
    return { forgotten: (await sweepAlerts(tx, before)) + (await sweepReminders(tx, before)) }
  })
