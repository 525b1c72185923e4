/** A ticket's story as `stories/` tell it: the form it came with, then what people did, each thing in its time. */
import type { Kind, Severity } from '../../src/domain/policy.ts'
import type { Minutes } from '../../src/domain/kernel.ts'
import type { SeverityCause } from '../../src/domain/ticket/facts.ts'
import type { Channel } from '../../src/domain/ticket/ticket.ts'
import type { TicketForm } from '../../src/services/tickets/intake.ts'
import type { ContactKey, StaffKey } from './company.ts'
import type { When } from './when.ts'

export interface Story {
  /** What other stories call it. */
  readonly key: string
  readonly from: ContactKey
  readonly channel: Channel
  /** A call: the agent who wrote it down. */
  readonly takenBy?: StaffKey
  readonly received: When
  readonly form: StoryForm
  readonly steps?: readonly Step[]
}

export interface StoryForm extends Omit<TicketForm, 'reproduction' | 'contactEmail' | 'receivedAt' | 'channel'> {
  readonly reproduction?: {
    readonly userId?: string
    readonly superAdminEmail?: string
    readonly customizationName?: string
    /** How long before the receipt it last happened. */
    readonly happenedBefore?: Minutes
    readonly supportAccessEnabled?: boolean
  }
}

export type Step = { readonly when: When } & Act

export type Act =
  | {
      readonly does: 'answer'
      readonly by: StaffKey
      readonly body: string
      readonly determination: boolean
      readonly forCustomer: boolean
    }
  | { readonly does: 'write'; readonly by: ContactKey | null; readonly body: string }
  | { readonly does: 'note'; readonly by: StaffKey; readonly body: string }
  | { readonly does: 'assign'; readonly by: StaffKey; readonly to: StaffKey }
  | {
      readonly does: 'set-severity'
      readonly by: StaffKey
      readonly severity: Severity
      readonly cause: SeverityCause
      readonly reason: string
    }
  | { readonly does: 'reclassify'; readonly by: StaffKey; readonly to: Kind; readonly reason: string }
  | {
      readonly does: 'transfer'
      readonly by: StaffKey
      readonly desk: string
      readonly category: string
      readonly subType: string | null
      readonly severity: Severity | null
      readonly reason: string
    }
  | {
      readonly does: 'wait'
      readonly by: StaffKey
      readonly team: string
      readonly reference: string
      /** Days from now; null where the team has named none. */
      readonly expectedInDays: number | null
    }
  | { readonly does: 'product-answered'; readonly by: StaffKey }
  | { readonly does: 'solve'; readonly by: StaffKey; readonly body: string | null }
  /** These two by the contact itself. */
  | { readonly does: 'withdraw' }
  | { readonly does: 'reopen'; readonly reason: string }
  | { readonly does: 'merge'; readonly by: StaffKey; readonly into: Story['key'] }
  /** These three by the contact, too. */
  | { readonly does: 'escalate'; readonly reason: string; readonly statement: string }
  | { readonly does: 'raise'; readonly statement: string }
  | { readonly does: 'dispute'; readonly wanted: Severity; readonly statement: string }
  | { readonly does: 'end-escalation'; readonly by: StaffKey; readonly reason: string }
  /** A4: by the contact; where chat is closed then it is left as a message. */
  | { readonly does: 'begin-chat' }
  | { readonly does: 'take-chat' | 'end-chat'; readonly by: StaffKey }

/** A public answer by a person of the vendor; the first acknowledges, a later one states the determination (C4, C5). */
export const answered = (
  when: When,
  by: StaffKey,
  body: string,
  { determination = false, forCustomer = false }: { determination?: boolean; forCustomer?: boolean } = {},
): Step => ({ when, does: 'answer', by, body, determination, forCustomer })

/** A first answer that states the determination as well. */
export const answeredFully = (when: When, by: StaffKey, body: string): Step =>
  answered(when, by, body, { determination: true })

/** In words that the partner may forward to its customer as they stand (D6). */
export const answeredForCustomer = (when: When, by: StaffKey, body: string): Step =>
  answered(when, by, body, { determination: true, forCustomer: true })

/** The partner writes: the one who asked, or a colleague. */
export const wrote = (when: When, body: string, by: ContactKey | null = null): Step => ({
  when,
  does: 'write',
  by,
  body,
})
export const noted = (when: When, by: StaffKey, body: string): Step => ({ when, does: 'note', by, body })
/** Taken, or given by somebody else. */
export const assigned = (when: When, to: StaffKey, by: StaffKey = to): Step => ({ when, does: 'assign', by, to })
export const severitySet = (
  when: When,
  by: StaffKey,
  severity: Severity,
  cause: SeverityCause,
  reason: string,
): Step => ({ when, does: 'set-severity', by, severity, cause, reason })
export const reclassified = (when: When, by: StaffKey, to: Kind, reason: string): Step => ({
  when,
  does: 'reclassify',
  by,
  to,
  reason,
})
export const transferred = (
  when: When,
  by: StaffKey,
  to: { desk: string; category: string; subType?: string; severity?: Severity },
  reason: string,
): Step => ({ when, does: 'transfer', by, subType: null, severity: null, ...to, reason })
export const waits = (
  when: When,
  by: StaffKey,
  team: string,
  reference: string,
  expectedInDays: number | null,
): Step => ({ when, does: 'wait', by, team, reference, expectedInDays })
export const productAnswered = (when: When, by: StaffKey): Step => ({ when, does: 'product-answered', by })
/** With the words that solved it, or in silence once the partner has its answer. */
export const solved = (when: When, by: StaffKey, body: string | null = null): Step => ({
  when,
  does: 'solve',
  by,
  body,
})
export const withdrawn = (when: When): Step => ({ when, does: 'withdraw' })
export const reopened = (when: When, reason: string): Step => ({ when, does: 'reopen', reason })
export const mergedInto = (when: When, by: StaffKey, into: Story['key']): Step => ({ when, does: 'merge', by, into })
/** For a reason of the desk that needs no contract. */
export const escalated = (when: When, reason: string, statement: string): Step => ({
  when,
  does: 'escalate',
  reason,
  statement,
})
export const raised = (when: When, statement: string): Step => ({ when, does: 'raise', statement })
export const escalationEnded = (when: When, by: StaffKey, reason: string): Step => ({
  when,
  does: 'end-escalation',
  by,
  reason,
})
export const disputed = (when: When, wanted: Severity, statement: string): Step => ({
  when,
  does: 'dispute',
  wanted,
  statement,
})
export const chatBegun = (when: When): Step => ({ when, does: 'begin-chat' })
export const chatTaken = (when: When, by: StaffKey): Step => ({ when, does: 'take-chat', by })
export const chatEnded = (when: When, by: StaffKey): Step => ({ when, does: 'end-chat', by })
