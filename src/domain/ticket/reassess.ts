/** Changes of what is promised: severity (C8), kind (B7), desk (A1). */
import { earlierWindow, laterWindow } from '../clock.ts'
import { ok, refuse, type Instant, type Result } from '../kernel.ts'
import { deskRules, isExempt, type Kind, type Policy, type Severity } from '../policy.ts'
import type { TicketCommand } from './command.ts'
import type { Draft } from './draft.ts'
import { escalationMoves } from './escalate.ts'
import type { SeverityCause } from './facts.ts'
import { oweDetermination, recount, startNext, stopAll } from './promises.ts'
import { isOver, type By } from './ticket.ts'

type Transfer = Extract<TicketCommand, { kind: 'transfer' }>

const over = () => refuse('invalid-state', 'This ticket is over: reopen it first.')
const reasonMissing = () => refuse('incomplete', 'Say why, in words that the partner may read.', 'reason')

export function setSeverity(
  draft: Draft,
  by: By,
  at: Instant,
  change: { readonly severity: Severity; readonly cause: SeverityCause; readonly reason: string },
): Result<void> {
  const { ticket, policy } = draft
  const { severity, cause, reason } = change
  if (isOver(ticket)) return over()
  const levels = deskRules(policy, ticket.desk).severities.map((row) => row.level)
  if (!levels.includes(severity))
    return refuse('incomplete', `This desk knows the severities ${levels.join(', ')}.`, 'severity')
  if (severity === ticket.severity) return refuse('conflict', `The severity is ${severity} already.`, 'severity')
  // A lower number is the more severe.
  if (cause === 'worsened' && severity > ticket.severity)
    return refuse(
      'conflict',
      `From ${ticket.severity} to ${severity} is milder: the cause is 'eased' or 'corrected'.`,
      'cause',
    )
  if (cause === 'eased' && severity < ticket.severity)
    return refuse(
      'conflict',
      `From ${ticket.severity} to ${severity} is more severe: the cause is 'worsened' or 'corrected'.`,
      'cause',
    )
  if (reason.trim() === '') return reasonMissing()

  draft.record({ kind: 'severity-changed', from: ticket.severity, to: severity, cause, reason }, { by })
  draft.set({ severity })
  const fromStart = (clock: { startedAt: Instant }) => clock.startedAt
  if (cause === 'worsened') recount(draft, at, cause, () => at, earlierWindow)
  else if (cause === 'corrected') recount(draft, at, cause, fromStart, (_old, recounted) => recounted)
  else recount(draft, at, cause, fromStart, laterWindow)
  if (ticket.contact !== null)
    draft.letter({
      template: 'severity-changed',
      to: { kind: 'contact', person: ticket.contact },
      message: null,
      data: { from: ticket.severity, to: severity, cause, reason },
    })
  return ok(undefined)
}

/** C7: what a rule proposed, or the partner gave, is right. It changes no promise. */
export function confirmSeverity(draft: Draft, by: By, severity: Severity): Result<void> {
  const { ticket } = draft
  if (isOver(ticket)) return over()
  if (severity !== ticket.severity)
    return refuse('conflict', `The severity is ${ticket.severity} by now: look again.`, 'severity')
  draft.record({ kind: 'severity-confirmed', severity }, { by })
  return ok(undefined)
}

/** Exempt from now on, or covered from now on: promises already broken stay broken (B7). */
export function reclassify(draft: Draft, by: By, at: Instant, to: Kind, reason: string): Result<void> {
  const { ticket } = draft
  if (isOver(ticket)) return over()
  if (to === ticket.kind) return refuse('conflict', 'It is of this kind already.', 'kind')
  if (reason.trim() === '') return reasonMissing()
  const wasExempt = isExempt(ticket.kind)
  draft.record({ kind: 'reclassified', from: ticket.kind, to, reason }, { by })
  draft.set({ kind: to })
  if (isExempt(to)) stopAll(draft, at, 'exempt')
  else if (wasExempt) {
    if (ticket.firstAnsweredAt === null) startNext(draft, 'acknowledgement', at)
    if (ticket.unansweredSince !== null) oweDetermination(draft, at)
  }
  return ok(undefined)
}

/** A1: to the right desk, its clocks counted from their own start under the new desk's table. */
export function transfer(draft: Draft, by: By, at: Instant, command: Transfer, critical: boolean): Result<void> {
  const { ticket, policy } = draft
  if (isOver(ticket)) return over()
  if (command.desk === ticket.desk) return refuse('conflict', 'It is with this desk already.', 'desk')
  if (command.reason.trim() === '') return reasonMissing()
  const levels = deskRules(policy, command.desk).severities.map((row) => row.level)
  const severity = command.severity ?? (levels.includes(ticket.severity) ? ticket.severity : Math.max(...levels))
  if (!levels.includes(severity))
    return refuse('incomplete', `The new desk knows the severities ${levels.join(', ')}.`, 'severity')

  const { category, subType, reason, type = typeAt(policy, ticket.type, command) } = command
  draft.record(
    { kind: 'transferred', from: ticket.desk, to: command.desk, category, subType, type, severity, critical, reason },
    { by },
  )
  draft.set({ desk: command.desk, category, subType, type, severity, critical, assignee: null })
  const { dispute } = ticket
  // What was wanted of one desk may be no severity of the other, or what it has now.
  if (dispute !== null && (dispute.wanted === severity || !levels.includes(dispute.wanted)))
    draft.set({ dispute: null })
  escalationMoves(draft, at)
  recount(
    draft,
    at,
    'transferred',
    (clock) => clock.startedAt,
    (_old, recounted) => recounted,
  )
  return ok(undefined)
}

/**
 * B1: the type is one of the desk that has the ticket. Its own stays where it is one of that desk; else it is the only one
 * that begins in the category, and none where there are several: what was chosen at first stays in the ledger.
 */
function typeAt({ requestTypes }: Policy, type: string | null, { desk, category }: Transfer): string | null {
  const own = requestTypes.filter((row) => row.desk === desk)
  if (type === null || own.some(({ id }) => id === type)) return type
  const fitting = own.filter((row) => row.category === category)
  return fitting.length === 1 ? (fitting[0]?.id ?? null) : null
}
