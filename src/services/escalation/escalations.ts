/** Escalations and disputed severities: what may be done about them, and what is done (F2–F5, C7). */
import { eligibility, escalationReasons, type Contract } from '../../domain/escalation.ts'
import type { Instant, TicketId } from '../../domain/kernel.ts'
import { dayIn } from '../../domain/presence.ts'
import type { Policy } from '../../domain/policy.ts'
import { placeOf } from '../../domain/region.ts'
import { isOver, type Ticket } from '../../domain/ticket/ticket.ts'
import { contractOn } from '../../storage/contracts.ts'
import type { Tx } from '../../storage/database.ts'
import { listAttention, type Attention } from '../../storage/escalations.ts'
import type { Page, PageRequest } from '../../storage/page.ts'
import { readTicket, readTickets } from '../../storage/ticket-rows.ts'
import { isStaff, type Actor, type App } from '../app.ts'
import { actOnce, carryOut, type Act, type Acted } from '../tickets/carry-out.ts'
import { dutyOf } from './duty.ts'
import { escalationView, ladderView } from './view.ts'
import { utcOrNull } from '../instants.ts'
import { once, type Once } from '../once.ts'
import { viewsOf } from '../tickets/reading.ts'
import { no, notAllowed, notFound, wrongFields, type Answer } from '../refusals.ts'
import type { TicketView } from '../tickets/view.ts'

const act = (command: Act['command']): Answer<Act> => ({ ok: true, value: { command } })

/** A page of open ones, what falls due first before the others; a partner gets its own. */
export function listEscalations(
  app: App,
  actor: Actor,
  { show, ...page }: { readonly show: Attention; readonly desk?: string | undefined } & PageRequest,
): Promise<Answer<Page<TicketView>>> {
  return app.db.transaction(actor, async (tx) => {
    const found = await listAttention(tx, show, page)
    if (!found.ok) return no(found.problem)
    const { items, nextCursor } = found.value
    return { ok: true, value: { items: await viewsOf(app, tx, await readTickets(tx, items)), nextCursor } }
  })
}

export type EscalationOptions = ReturnType<typeof optionsView>

/** Every reason of the ticket's desk with whether it allows an escalation now, why not, and since when it will (F2, F3). */
export function escalationOptions(app: App, actor: Actor, id: TicketId): Promise<Answer<EscalationOptions>> {
  return app.db.transaction(actor, async (tx) => {
    const row = await readTicket(tx, id)
    if (row === null) return notFound('ticket')
    const policy = await app.policies.version(row.ticket.policyVersion)
    const at = app.now()
    const standing = await standingOf(tx, policy, row.ticket, at)
    const duty = await dutyOf(app, tx, row.ticket, at)
    const ladder = ladderView(policy, row.ticket, duty)
    return {
      ok: true,
      value: optionsView(policy, row.ticket, standing, ladder, escalationView(policy, row.ticket, duty)),
    }
  })
}

function optionsView(
  policy: Policy,
  ticket: Ticket,
  standing: Standing,
  ladder: ReturnType<typeof ladderView>,
  escalation: ReturnType<typeof escalationView>,
) {
  const reasons = escalationReasons(policy, ticket).map(({ id, name, description, disputesSeverity = false }) => {
    const may = eligibility(policy, { ticket, reason: id, ...standing })
    const fromAt = may.allowed ? null : utcOrNull(may.fromAt)
    return { id, name, description, disputesSeverity, allowed: may.allowed, because: may.because, fromAt }
  })
  return { reasons, ladder, escalation }
}

/** What eligibility asks for beside the ticket. */
interface Standing {
  readonly contract: Contract | null
  readonly at: Instant
  readonly on: string
}

async function standingOf(tx: Tx, policy: Policy, ticket: Ticket, at: Instant): Promise<Standing> {
  const on = dayIn(placeOf(policy, ticket.country, ticket.state).zone, at)
  const held = ticket.partner === null ? null : await contractOn(tx, ticket.partner, on)
  return { contract: held === null ? null : { startsOn: held.startsOn, endsOn: held.endsOn }, at, on }
}

export interface NewEscalation {
  readonly reason: string
  readonly statement: string
  /** The severity that the partner wants, where the reason is that it is not satisfied with the one it has (F3). */
  readonly severity?: number | undefined
}

/** POST /tickets/{id}/escalations: by the partner, or by staff on its behalf. */
export function escalate(
  app: App,
  actor: Actor,
  id: TicketId,
  { reason, statement, severity }: NewEscalation,
  asked: Once | null,
): Acted {
  return once(app, actor, asked, 201, async (tx) => {
    const at = app.now()
    const done = await carryOut(app, tx, actor, id, at, async (policy, ticket) => {
      const standing = await standingOf(tx, policy, ticket, at)
      const { contract, on } = standing
      const command = { kind: 'escalate', reason, statement, contract, on } as const
      return severityFits(policy, ticket, reason, severity) ?? notYet(policy, ticket, reason, standing) ?? act(command)
    })
    if (!done.ok) return done
    if (severity === undefined) return { ok: true, value: done.value.ticket }
    const dispute = { kind: 'dispute-severity', wanted: severity, statement } as const
    const disputed = await carryOut(app, tx, actor, id, at, () => act(dispute))
    return disputed.ok ? { ok: true, value: disputed.value.ticket } : disputed
  })
}

/** Null where all is well. */
function severityFits(
  policy: Policy,
  ticket: Ticket,
  reason: string,
  severity: number | undefined,
): ReturnType<typeof wrongFields> | null {
  if (severity === undefined) return null
  const disputing = escalationReasons(policy, ticket).filter((row) => row.disputesSeverity === true)
  if (disputing.some((row) => row.id === reason)) return null
  const those = disputing.map((row) => `'${row.id}'`).join(', ')
  const remedy =
    those === '' ? 'Leave it out, and dispute the severity by itself.' : `Give it with the reason ${those}.`
  return wrongFields([{ field: 'severity', message: remedy }])
}

/**
 * F2: why this reason does not allow it now, from when on it will, and which reasons would. Null where it is allowed, or
 * where something else is in the way that the core says.
 */
function notYet(policy: Policy, ticket: Ticket, reason: string, standing: Standing): Answer<never> | null {
  if (isOver(ticket) || ticket.escalation !== null) return null
  if (!escalationReasons(policy, ticket).some((row) => row.id === reason)) return null
  const may = eligibility(policy, { ticket, reason, ...standing })
  if (may.allowed) return null
  const { because, fromAt, reasonsThatWould } = may
  const from = fromAt === null ? '' : ` It will from ${fromAt.toString()} on.`
  const others =
    reasonsThatWould.length === 0
      ? ''
      : ` Where one of these is true, it may be escalated now: ${reasonsThatWould.map(({ name }) => name).join('; ')}.`
  return {
    ok: false,
    problem: {
      code: 'conflict',
      message: `${because}${from}${others}`,
      errors: [{ field: 'reason', message: because }],
      more: { fromAt: utcOrNull(fromAt), reasonsThatWould: reasonsThatWould.map(({ id, name }) => ({ id, name })) },
    },
  }
}

/** F5: to the next level. */
export const raiseEscalation = (
  app: App,
  actor: Actor,
  id: TicketId,
  { statement }: { readonly statement: string },
  asked: Once | null,
): Acted => actOnce(app, actor, id, asked, 'anyone', () => act({ kind: 'raise-escalation', statement }))

export const endEscalation = (
  app: App,
  actor: Actor,
  id: TicketId,
  { reason }: { readonly reason: string },
  asked: Once | null,
): Acted => actOnce(app, actor, id, asked, 'staff', () => act({ kind: 'end-escalation', reason }))

/** C7: the partner does not agree with the severity. */
export function disputeSeverity(
  app: App,
  actor: Actor,
  id: TicketId,
  { severity, statement }: { readonly severity: number; readonly statement: string },
  asked: Once | null,
): Acted {
  return actOnce(app, actor, id, asked, 'anyone', () =>
    isStaff(actor)
      ? notAllowed('Only the partner disputes a severity: change it instead.')
      : act({ kind: 'dispute-severity', wanted: severity, statement }),
  )
}

const deciders: readonly string[] = ['lead', 'manager', 'admin']

/** Whether this one of the staff decides what leads decide. */
export const decides = (actor: Actor): boolean =>
  actor.kind === 'system' || (actor.kind === 'staff' && deciders.includes(actor.role))

/** F3, C8: an upheld dispute counts as corrected. */
export const decideDispute = (
  app: App,
  actor: Actor,
  id: TicketId,
  { upheld, reason }: { readonly upheld: boolean; readonly reason: string },
  asked: Once | null,
): Acted =>
  actOnce(app, actor, id, asked, 'staff', () => {
    if (!decides(actor)) return notAllowed('A lead or a manager decides this.')
    return {
      ok: true,
      value: { command: { kind: 'decide-dispute', upheld, reason }, ...(upheld ? { severityBecause: reason } : {}) },
    }
  })
