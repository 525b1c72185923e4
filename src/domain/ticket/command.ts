/** What may be asked of a ticket. Each kind has its case in `decide` and its own small file beside it. */
import type { ChatFact } from '../chat.ts'
import type { Instant, MessageId, PersonId } from '../kernel.ts'
import type { CategoryId, DeskId, Kind, Severity, TierId } from '../policy.ts'
import type { Contract } from '../escalation.ts'
import type { RedactionFact } from '../redaction.ts'
import type { SeverityCause } from './facts.ts'
import type { Ticket } from './ticket.ts'
import type { TagFact } from '../tag.ts'
import type { WorkflowFact } from '../workflow/run.ts'

export type TicketCommand =
  /** A public message by a person. `determination` marks a first reply that already states the cause (C5). */
  | {
      readonly kind: 'reply'
      readonly message: MessageId | null
      readonly determination?: boolean
      /** Of an answer in a ledger, when it is worked out again: whether it stated the determination by the rule of its day. */
      readonly stated?: boolean
      /** Of a partner's message that came earlier and was held until now: what it asks is owed since then (A7). */
      readonly receivedAt?: Instant
    }
  /** B2: the partner gives what it was asked for when the ticket was opened, by the names of the form's fields. */
  | {
      readonly kind: 'supply'
      readonly message: MessageId | null
      readonly details: Readonly<Record<string, string | boolean>>
    }
  /** Seen, and satisfying nothing: an automatic mail or a bot (C13). */
  | { readonly kind: 'automatic'; readonly message: MessageId | null }
  | { readonly kind: 'note'; readonly message: MessageId | null; readonly mentions?: readonly PersonId[] }
  | {
      readonly kind: 'set-severity'
      readonly severity: Severity
      readonly cause: SeverityCause
      readonly reason: string
    }
  /** Of the severity that was seen: one that has become another meanwhile is not confirmed. */
  | { readonly kind: 'confirm-severity'; readonly severity: Severity }
  | { readonly kind: 'reclassify'; readonly to: Kind; readonly reason: string }
  | {
      readonly kind: 'transfer'
      readonly desk: DeskId
      readonly category: CategoryId
      readonly subType: string | null
      /** Of the form; absent: the one that the desk has for the category. */
      readonly type?: string | null
      readonly severity: Severity | null
      readonly reason: string
    }
  /** A2: the partner's standing has changed. */
  | { readonly kind: 'set-tier'; readonly tier: TierId; readonly reason: string }
  | { readonly kind: 'assign'; readonly to: PersonId | null }
  | {
      readonly kind: 'wait-on-product'
      readonly team: string
      readonly reference: string | null
      readonly expectedOn: string | null
    }
  | { readonly kind: 'product-answered' }
  /** With the message that says the solution, or without where the partner has had its answer; a log may solve unanswered. */
  | { readonly kind: 'solve'; readonly message: MessageId | null; readonly unanswered?: boolean }
  | { readonly kind: 'reopen'; readonly reason: string }
  | { readonly kind: 'close' }
  | { readonly kind: 'merge-into'; readonly survivor: Ticket }
  | { readonly kind: 'merge-from'; readonly other: Pick<Ticket, 'id' | 'unansweredSince' | 'clocks'> }
  | {
      readonly kind: 'escalate'
      readonly reason: string
      readonly statement: string
      readonly contract: Contract | null
      readonly on: string
    }
  | { readonly kind: 'raise-escalation'; readonly statement: string }
  | { readonly kind: 'end-escalation'; readonly reason: string }
  | { readonly kind: 'dispute-severity'; readonly wanted: Severity; readonly statement: string }
  | { readonly kind: 'decide-dispute'; readonly upheld: boolean; readonly reason: string }
  /** Section E: lines of a run's log, decided by its engine; the ticket keeps them. */
  | { readonly kind: 'log-run'; readonly facts: readonly WorkflowFact[] }
  /** What was put on and taken off, as the tags then stood. It changes no promise. */
  | (Omit<TagFact, 'kind'> & { readonly kind: 'tag' })
  /** A4: what became of its live chat. It changes no promise. */
  | { readonly kind: 'log-chat'; readonly fact: ChatFact }
  /** G3: what was taken out for good. It changes no promise, and no state of a ticket keeps it from being done. */
  | { readonly kind: 'redact'; readonly fact: RedactionFact }
  /** Something came due; the ticket knows what. */
  | { readonly kind: 'wake' }
