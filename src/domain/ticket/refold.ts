/**
 * A ticket worked out again from its ledger: every clock can be recomputed from the events, and `desk verify` does so.
 * The facts are decided anew under the ticket's own policy; what time brought about must come out as it was recorded.
 */
import type { Result } from '../kernel.ts'
import type { Policy } from '../policy.ts'
import { advance } from './advance.ts'
import type { TicketCommand } from './command.ts'
import { decide } from './decide.ts'
import { Draft } from './draft.ts'
import { openTicket } from './open.ts'
import type { Decision, Ticket, TicketEvent } from './ticket.ts'

export interface Refolded {
  readonly ticket: Ticket
  /** Kind and instant of everything that came out, in order: must equal the ledger's own. */
  readonly events: readonly TicketEvent[]
}

/** Throws where the ledger cannot have come about so: an event that the rules refuse, or one out of its place. */
export function refold(id: Ticket['id'], ledger: readonly TicketEvent[], policy: Policy): Refolded {
  const [first, ...rest] = ledger
  const opened = openedAnew(id, first, policy)
  let ticket = opened.ticket
  const events = [...opened.events]

  for (const event of rest) {
    // Already brought about by time, while deciding an earlier or this very event.
    if (event.seq <= events.length) continue
    const decision = decidedAnew(ticket, event, policy)
    ticket = decision.ticket
    events.push(...decision.events)
  }
  return { ticket, events }
}

/** What follows from an event on the ticket that it happened to. Throws where the rules would have refused it. */
export function decidedAnew(ticket: Ticket, event: TicketEvent, policy: Policy): Decision {
  const command = commandOf(event, ticket)
  return command === null
    ? wake(ticket, policy, event)
    : must(decide(asItWas(ticket, event), command, policy, event.by, event.notedAt), event)
}

/** The same of the first event, its opening. */
export function openedAnew(id: Ticket['id'], first: TicketEvent | undefined, policy: Policy): Decision {
  if (first === undefined || first.fact.kind !== 'opened')
    throw new Error('The ledger does not begin with its opening.')
  return must(openTicket(policy, { id, ...first.fact.request }, first.by, first.notedAt), first)
}

/** Earlier programs wrote a wait down though the same one was on the ticket: what stands in a ledger came about. */
const asItWas = (ticket: Ticket, { fact }: TicketEvent): Ticket =>
  fact.kind === 'waiting-on-product' ? { ...ticket, waitingOn: null } : ticket

function must(decided: Result<Decision>, event: TicketEvent): Decision {
  if (decided.ok) return decided.value
  throw new Error(`Event ${event.seq} (${event.fact.kind}) would be refused: ${decided.problem.message}`)
}

function wake(ticket: Ticket, policy: Policy, event: TicketEvent): Decision {
  const draft = new Draft(ticket, policy, event.notedAt)
  advance(draft, policy, event.notedAt)
  return draft.decision()
}

/** The command that a fact was decided from; null for what time alone brings about. */
function commandOf({ fact, at }: TicketEvent, ticket: Ticket): TicketCommand | null {
  switch (fact.kind) {
    case 'opened':
      throw new Error('A ticket is opened once.')
    case 'agent-replied':
      return { kind: 'reply', message: fact.message, stated: fact.determination }
    case 'partner-replied':
      return { kind: 'reply', message: fact.message, receivedAt: at }
    case 'details-supplied':
      return { kind: 'supply', message: fact.message, details: fact.details }
    case 'automatic-mail':
      return { kind: 'automatic', message: fact.message }
    case 'noted':
      return { ...fact, kind: 'note' }
    case 'severity-changed':
      return { kind: 'set-severity', severity: fact.to, cause: fact.cause, reason: fact.reason }
    case 'severity-confirmed':
      return { kind: 'confirm-severity', severity: fact.severity }
    case 'reclassified':
      return { kind: 'reclassify', to: fact.to, reason: fact.reason }
    case 'transferred':
      return { ...fact, kind: 'transfer', desk: fact.to, type: fact.type === undefined ? ticket.type : fact.type }
    case 'tier-changed':
      return { kind: 'set-tier', tier: fact.to, reason: fact.reason }
    case 'assigned':
      return { kind: 'assign', to: fact.to }
    case 'waiting-on-product':
      return { ...fact, kind: 'wait-on-product' }
    case 'product-answered':
      return { kind: 'product-answered' }
    case 'solved':
      return { kind: 'solve', message: fact.message, unanswered: fact.unanswered }
    case 'reopened':
      return { kind: 'reopen', reason: fact.reason }
    case 'merged-into':
      return {
        kind: 'merge-into',
        survivor: { ...ticket, id: fact.survivor, mergedInto: null, solvedAt: null, closedAt: null },
      }
    case 'merged-from':
      return {
        kind: 'merge-from',
        other: { id: fact.other, unansweredSince: fact.unansweredSince, clocks: fact.clocks },
      }
    case 'escalated':
      return { ...fact, kind: 'escalate' }
    case 'escalation-raised':
      return fact.statement === null ? null : { kind: 'raise-escalation', statement: fact.statement }
    case 'escalation-ended':
      return { kind: 'end-escalation', reason: fact.reason }
    case 'severity-disputed':
      return { kind: 'dispute-severity', wanted: fact.wanted, statement: fact.statement }
    case 'dispute-decided':
      return { kind: 'decide-dispute', upheld: fact.upheld, reason: fact.reason }
    case 'closed':
      return fact.byItself ? null : { kind: 'close' }
    case 'tagged':
      return { ...fact, kind: 'tag' }
    case 'workflow':
      return { kind: 'log-run', facts: [fact] }
    case 'chat':
      return { kind: 'log-chat', fact }
    case 'message-redacted':
    case 'attachment-redacted':
      return { kind: 'redact', fact }
    case 'status-update-missed':
    case 'target-passed':
    case 'limit-passed':
      return null
  }
}
