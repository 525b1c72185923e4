/**
 * What can happen to a ticket, as the ledger keeps it. Each fact carries all that is needed to decide it again, so that
 * every clock can be recomputed from the events (`refold`). Add a field here only as optional: old rows stay as they are.
 */
import type { ChatFact } from '../chat.ts'
import type { ClockId, Instant, MessageId, PersonId, TicketId } from '../kernel.ts'
import type { CategoryId, DeskId, Kind, Promised, Severity, TierId } from '../policy.ts'
import type { Contract } from '../escalation.ts'
import type { RedactionFact } from '../redaction.ts'
import type { OpenTicket } from './open.ts'
import type { TagFact } from '../tag.ts'
import type { WorkflowFact } from '../workflow/run.ts'
import type { Clock } from '../clock.ts'

export type TicketFact =
  | { readonly kind: 'opened'; readonly request: Omit<OpenTicket, 'id'> }
  | { readonly kind: 'agent-replied'; readonly message: MessageId | null; readonly determination: boolean }
  /** Its instant is that of its receipt, which is earlier than it was noted where it was held meanwhile (A7). */
  | { readonly kind: 'partner-replied'; readonly message: MessageId | null }
  /** B2: what the partner was asked for, by the names of the form's fields. */
  | {
      readonly kind: 'details-supplied'
      readonly message: MessageId | null
      readonly details: Readonly<Record<string, string | boolean>>
    }
  /** Automatic mail, bots: seen, never an answer and never a question (C4, C13). */
  | { readonly kind: 'automatic-mail'; readonly message: MessageId | null }
  /** `mentions`: colleagues whom the note is to be shown to; absent where there are none. */
  | { readonly kind: 'noted'; readonly message: MessageId | null; readonly mentions?: readonly PersonId[] }
  | {
      readonly kind: 'severity-changed'
      readonly from: Severity
      readonly to: Severity
      readonly cause: SeverityCause
      readonly reason: string
    }
  /** C7: an agent has looked at the severity, and it is right. */
  | { readonly kind: 'severity-confirmed'; readonly severity: Severity }
  | { readonly kind: 'reclassified'; readonly from: Kind; readonly to: Kind; readonly reason: string }
  | {
      readonly kind: 'transferred'
      readonly from: DeskId
      readonly to: DeskId
      readonly category: CategoryId
      readonly subType: string | null
      /** Absent in what was written before types went with their desk: then it stayed. */
      readonly type?: string | null
      readonly severity: Severity
      readonly critical: boolean
      readonly reason: string
    }
  /** A2: `from` is what the ticket was promised under; a tier that is not better leaves it so. */
  | { readonly kind: 'tier-changed'; readonly from: TierId; readonly to: TierId; readonly reason: string }
  | { readonly kind: 'assigned'; readonly from: PersonId | null; readonly to: PersonId | null }
  | {
      readonly kind: 'waiting-on-product'
      readonly team: string
      readonly reference: string | null
      readonly expectedOn: string | null
    }
  | { readonly kind: 'product-answered' }
  | { readonly kind: 'solved'; readonly message: MessageId | null; readonly unanswered: boolean }
  | { readonly kind: 'reopened'; readonly reason: string }
  | { readonly kind: 'closed'; readonly byItself: boolean }
  | { readonly kind: 'merged-into'; readonly survivor: TicketId }
  | {
      readonly kind: 'merged-from'
      readonly other: TicketId
      /** The other's unanswered message and running clocks, as they were: the survivor keeps the earliest (C13). */
      readonly unansweredSince: Instant | null
      readonly clocks: readonly Clock[]
    }
  | {
      readonly kind: 'escalated'
      readonly level: number
      readonly reason: string
      readonly statement: string
      readonly contract: Contract | null
      readonly on: string
    }
  /** `statement` is null where the level's time to answer passed. */
  | {
      readonly kind: 'escalation-raised'
      readonly from: number
      readonly to: number
      readonly statement: string | null
      readonly late: boolean
    }
  | { readonly kind: 'status-update-missed'; readonly level: number }
  | { readonly kind: 'escalation-ended'; readonly reason: string }
  | { readonly kind: 'severity-disputed'; readonly wanted: Severity; readonly statement: string }
  | { readonly kind: 'dispute-decided'; readonly upheld: boolean; readonly wanted: Severity; readonly reason: string }
  | { readonly kind: 'target-passed'; readonly clock: ClockId; readonly promised: Promised; readonly late: boolean }
  | { readonly kind: 'limit-passed'; readonly clock: ClockId; readonly promised: Promised; readonly late: boolean }
  /** G3: words of a message, or a file of it, were taken out for good. */
  | RedactionFact
  /** Of the staff alone. */
  | TagFact
  /** A4: what became of the live chat that this ticket is. */
  | ChatFact
  /** Section E: a line of the log of a run that this ticket carries. */
  | WorkflowFact

export const severityCauses = ['worsened', 'corrected', 'eased'] as const
export type SeverityCause = (typeof severityCauses)[number]
