/** A request becomes a ticket: its promises begin at receipt (C4, C5). */
import { startClock } from '../clock.ts'
import { termsOf, windowFrom, type Situation } from '../commitment.ts'
import type { Ask } from '../intake/ask.ts'
import {
  isAfter,
  ok,
  refuse,
  type CustomerId,
  type Instant,
  type MessageId,
  type PartnerId,
  type PersonId,
  type Result,
  type TicketId,
} from '../kernel.ts'
import {
  isExempt,
  promisedKinds,
  type CategoryId,
  type DeskId,
  type Kind,
  type Policy,
  type Severity,
  type TierId,
} from '../policy.ts'
import { advance } from './advance.ts'
import { Draft } from './draft.ts'
import type { By, Channel, Decision, Ticket } from './ticket.ts'

/** Everything known of a new ticket; the intake and the registry have filled it in. */
export interface OpenTicket {
  readonly id: TicketId
  readonly desk: DeskId
  readonly type: string | null
  readonly category: CategoryId
  readonly subType: string | null
  readonly product: string | null
  readonly kind: Kind
  readonly severity: Severity
  /** Why this severity was proposed: the rule and the words that caused it (C7). */
  readonly severityBecause: string
  readonly channel: Channel
  readonly subject: string
  readonly partner: PartnerId | null
  readonly contact: PersonId | null
  readonly customer: CustomerId | null
  readonly tier: TierId
  readonly country: string
  readonly state: string | null
  readonly keyAccount: boolean
  readonly critical: boolean
  readonly message: MessageId | null
  readonly receivedAt: Instant
  /** B2, B3: what is missing, asked for in the receipt; once, since a ticket is opened once. */
  readonly ask?: Ask
}

export const situationOf = (
  ticket: Pick<Ticket, 'desk' | 'severity' | 'tier' | 'country' | 'state' | 'critical' | 'keyAccount' | 'kind'>,
): Situation => ticket

/** Starts both promises at the receipt; an exempt kind has none (B7). The receipt is only known once: late opening counts from it. */
export function openTicket(policy: Policy, request: OpenTicket, by: By, at: Instant): Result<Decision> {
  if (isAfter(request.receivedAt, at))
    return refuse(
      'conflict',
      'A request cannot be received in the future: give the instant at which it came in.',
      'receivedAt',
    )

  const { severityBecause: _because, message, ask, ...known } = request
  const ticket: Ticket = {
    ...known,
    revision: 0,
    policyVersion: policy.version,
    assignee: null,
    firstAnsweredAt: null,
    unansweredSince: request.receivedAt,
    waitingOn: null,
    escalation: null,
    dispute: null,
    solvedAt: null,
    closedAt: null,
    mergedInto: null,
    clocks: [],
  }
  const draft = new Draft(ticket, policy, at)
  const { id: _id, ...facts } = request
  draft.record({ kind: 'opened', request: facts }, { at: request.receivedAt, by })
  if (!isExempt(ticket.kind)) {
    const terms = termsOf(situationOf(ticket))
    for (const promised of promisedKinds) {
      const window = windowFrom(policy, terms, ticket, promised, ticket.receivedAt)
      draft.setClock(startClock(ticket.id, promised, 1, terms, ticket.receivedAt, window))
    }
  }
  if (ticket.contact !== null)
    draft.letter({
      template: 'receipt',
      to: { kind: 'contact', person: ticket.contact },
      message,
      data: ask === undefined ? {} : { asked: ask.text },
    })
  advance(draft, policy, at)
  return ok(draft.decision())
}
