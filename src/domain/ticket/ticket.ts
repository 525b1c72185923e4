/** A ticket as the core knows it: facts with their instants; status, order and waking are worked out from them. */
import type { Clock } from '../clock.ts'
import type { CustomerId, Instant, MessageId, PartnerId, PersonId, TicketId } from '../kernel.ts'
import type { CategoryId, DeskId, Kind, Severity, TierId } from '../policy.ts'
import type { TicketFact } from './facts.ts'

/** A6: the way a request came in, kept for the share of each. */
export const channels = ['portal', 'widget', 'api', 'mail', 'chat', 'phone', 'import'] as const
export type Channel = (typeof channels)[number]

export interface Ticket {
  readonly id: TicketId
  /** Counts every decision; a writer that read an older one is refused. */
  readonly revision: number
  /** C9: the policy it was opened under, for good. */
  readonly policyVersion: number
  readonly desk: DeskId
  /** One of the form's preset types (B1), where one was given. */
  readonly type: string | null
  readonly category: CategoryId
  readonly subType: string | null
  readonly product: string | null
  readonly kind: Kind
  readonly severity: Severity
  readonly channel: Channel
  readonly subject: string
  readonly partner: PartnerId | null
  readonly contact: PersonId | null
  readonly customer: CustomerId | null
  /** The partner's standing when the ticket was opened (A2). */
  readonly tier: TierId
  readonly country: string
  readonly state: string | null
  readonly keyAccount: boolean
  /** A9: its category, or sub-type, is a critical one. */
  readonly critical: boolean
  readonly assignee: PersonId | null
  readonly receivedAt: Instant
  /** C4: the first public reply by a person. */
  readonly firstAnsweredAt: Instant | null
  /** The earliest message of the partner that no public reply has answered. */
  readonly unansweredSince: Instant | null
  /** C6: another team it waits on; the partner is still answered. */
  readonly waitingOn: null | ProductTeam
  readonly escalation: Escalation | null
  readonly dispute: Dispute | null
  readonly solvedAt: Instant | null
  readonly closedAt: Instant | null
  readonly mergedInto: TicketId | null
  readonly clocks: readonly Clock[]
}

/** F2–F5: broader attention, at one of the desk's levels. */
export interface Escalation {
  readonly level: number
  /** Id of the desk's reason. */
  readonly reason: string
  readonly statement: string
  readonly openedAt: Instant
  readonly levelSince: Instant
  /** Without a word of this level's by then, the next is called; null once it has answered. */
  readonly answerDueAt: Instant | null
  /** F4: when the partner is to hear of it next. */
  readonly updateDueAt: Instant
  readonly updateMissed: boolean
  readonly informedAt: Instant | null
}

/** C7: the partner wants another severity; the lead decides. */
export interface Dispute {
  readonly wanted: Severity
  readonly statement: string
  readonly since: Instant
}

export interface ProductTeam {
  readonly team: string
  readonly reference: string | null
  /** 'YYYY-MM-DD' */
  readonly expectedOn: string | null
  readonly since: Instant
}

export const statuses = [
  'new',
  'open',
  'waiting-on-partner',
  'waiting-on-product',
  'solved',
  'closed',
  'merged',
] as const
export type Status = (typeof statuses)[number]

export function statusOf(ticket: Ticket): Status {
  if (ticket.mergedInto !== null) return 'merged'
  if (ticket.closedAt !== null) return 'closed'
  if (ticket.solvedAt !== null) return 'solved'
  if (ticket.firstAnsweredAt === null) return 'new'
  if (ticket.unansweredSince !== null) return 'open'
  if (ticket.waitingOn !== null) return 'waiting-on-product'
  // Answered, but the determination is still owed: it is with us.
  return ticket.clocks.some((clock) => clock.stopped === null) ? 'open' : 'waiting-on-partner'
}

/** Solved, closed and merged tickets promise nothing further. */
export const isOver = (ticket: Ticket): boolean =>
  ticket.solvedAt !== null || ticket.closedAt !== null || ticket.mergedInto !== null

/** Who did something. The system acts where time alone does. */
export type By =
  | { readonly kind: 'staff'; readonly person: PersonId }
  | { readonly kind: 'partner'; readonly person: PersonId }
  | { readonly kind: 'system' }
  /** A log of what happened elsewhere (replay, import): who is not known, what side is. */
  | { readonly kind: 'log'; readonly side: 'agent' | 'partner' | 'system' }

/** Which side acts; a log's entry stands for whoever did it then. */
export const sideOf = (by: By): 'agent' | 'partner' | 'system' =>
  by.kind === 'staff' ? 'agent' : by.kind === 'log' ? by.side : by.kind

/** What came about: everything storage writes, in one transaction. */
export interface Decision {
  readonly ticket: Ticket
  /** Clocks that are new or changed. */
  readonly clocks: readonly Clock[]
  readonly events: readonly TicketEvent[]
  readonly letters: readonly Letter[]
  readonly wakeAt: Instant | null
  readonly urgency: Urgency
}

/** Order of the queue (C3, B8): by band, then by instant. */
export interface Urgency {
  /** 0 past a limit, 1 past a target or never waits, 2 running, 3 nothing promised is running. */
  readonly band: 0 | 1 | 2 | 3
  readonly at: Instant
}

/** One line of the ledger. `seq` counts within the ticket from 1; it is filled in by `decide`. */
export interface TicketEvent {
  readonly seq: number
  /** When it is true: a breach carries the instant of its limit (C14). */
  readonly at: Instant
  /** When it was decided. */
  readonly notedAt: Instant
  readonly by: By
  /** Internal things are never shown to a partner. */
  readonly visibleTo: 'partner' | 'staff'
  readonly fact: TicketFact
}

/** A letter to be sent by whoever delivers: the core says to whom and which, never an address it does not know. */
export interface Letter {
  readonly template: DecidedTemplate
  readonly to: LetterRecipient
  readonly message: MessageId | null
  readonly data: Readonly<Record<string, string | number | boolean | null>>
}
/** The letters that decisions ask for; others are posted by services (see ../letter.ts). */
export type DecidedTemplate =
  | 'escalated'
  | 'escalation-raised'
  | 'escalation-ended'
  | 'status-update-missed'
  | 'severity-disputed'
  | 'dispute-decided'
  | 'receipt'
  | 'reply'
  | 'solved'
  | 'target-passed'
  | 'limit-passed'
  | 'merged'
  | 'severity-changed'
export type LetterRecipient =
  | { readonly kind: 'contact'; readonly person: PersonId }
  | { readonly kind: 'staff'; readonly person: PersonId }
  | { readonly kind: 'desk'; readonly desk: DeskId; readonly dataCentre: string }
  /** Whoever a level of the desk's ladder reaches for this ticket's place, stand-ins included (F1, F8). */
  | { readonly kind: 'level'; readonly desk: DeskId; readonly level: number }
  | { readonly kind: 'named'; readonly name: string; readonly email: string; readonly person?: PersonId }
