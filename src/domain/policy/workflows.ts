/**
 * Section E: what runs through states with deadlines, as data. `src/domain/workflow` carries it out; `docs/workflows.md`
 * says how one is written.
 */
import type { WorkflowFieldType } from '../workflow/field-types.ts'
import type { Minutes } from '../kernel.ts'
import type { EffectName } from '../workflow/effects.ts'
import type { FactName } from '../workflow/fact-names.ts'
import type { SubregionId } from './names.ts'

/**
 * Who may take a step. 'agent' is anybody of the staff; 'dri', 'lead', 'manager' and 'pam' also whoever stands above
 * (`roles.ts`); 'customer' is whoever holds the link that was sent to the customer.
 */
export const workflowRoles = ['partner', 'customer', 'agent', 'dri', 'pam', 'lead', 'manager'] as const
export type WorkflowRole = (typeof workflowRoles)[number]

/** To whom a letter goes: the desk's is its assignee's, else its mailbox's. */
export const letterTargets = ['partner', 'customer', 'desk', 'dri', 'pam'] as const
export type LetterTarget = (typeof letterTargets)[number]

/** How a run ended: as it was asked, refused by somebody, without an answer, or taken back. */
export const outcomes = ['done', 'refused', 'lapsed', 'withdrawn'] as const
export type RunOutcome = (typeof outcomes)[number]

/** Lists of the policy that a choice may be from. */
export const choiceLists = ['billing-entities', 'score-parts', 'review-reasons'] as const

/** A PDF, or any of a family of types (`attachment/file-type.ts`); a PDF is a document, too. */
export const fileKinds = ['pdf', 'image', 'document'] as const
export type FileKind = (typeof fileKinds)[number]

/** What the partner of a ticket has, of which a field may name one. */
export const recordLists = ['accounts', 'evaluations', 'consents', 'reviews'] as const
export type RecordList = (typeof recordLists)[number]

/** What of a record's own words a text may begin with. */
export const recordParts: Readonly<Partial<Record<RecordList, readonly string[]>>> = { reviews: ['title', 'text'] }

/** Those that know an address themselves: nobody types it. */
export const addressedRecords = ['reviews'] as const satisfies readonly RecordList[]

export interface WorkflowRules {
  readonly id: string
  readonly name: string
  readonly description: string
  /** While a run is open its ticket cannot be solved (E5). */
  readonly blocksSolving: boolean
  /** A ticket whose category names it cannot be solved before a run of it has come to its end (E5). */
  readonly neededToSolve: boolean
  /** The field with the address that letters to the customer go to, and that its links are for; or a record that knows it. */
  readonly customerAddress?: string
  /** The fields that the customer is shown, by its link or in a letter; absent: all but the internal ones. */
  readonly customerSees?: readonly string[]
  /** The customer may also answer the letter itself; absent: only by the link in it. */
  readonly replies?: ReplyRules
  readonly begins: BeginRules
  readonly letters: readonly WorkflowLetterRules[]
  readonly states: readonly StateRules[]
}

/** E1, E5: whose mail answers for the customer. */
export interface ReplyRules {
  /** Only who was asked; or anybody who may confirm for the customer, of which the run then keeps the address. */
  readonly from: 'asked' | 'customer'
  /** The field that keeps what was written. */
  readonly wordsIn?: string
}

export interface BeginRules {
  readonly by: readonly WorkflowRole[]
  readonly fields: readonly WorkflowFieldRules[]
  readonly guards: readonly GuardRules[]
  readonly to: readonly BranchRules[]
}

/** What a step asks for. Instants are never asked for: dates end in 'On'. */
export interface WorkflowFieldRules {
  readonly id: string
  readonly name: string
  readonly type: WorkflowFieldType
  readonly help?: string
  readonly optional: boolean
  /** Of a choice, and only of one. */
  readonly choices?: readonly { readonly id: string; readonly name: string }[]
  /** Where the choices come from another part of the policy: they are put in when it is read. */
  readonly choicesFrom?: (typeof choiceLists)[number]
  /** Of a file, and only of one: by its bytes one of these. It must then be there; else a name is enough. */
  readonly accepts?: readonly FileKind[]
  /** Of a record, and only of one: which of the partner's there are to choose from. */
  readonly recordsOf?: RecordList
  /** Of changes, and only of them: which sheets of the partner's they may be of (E8). */
  readonly changesOf?: readonly string[]
  /** Of a text: how it begins, 'review.text' for the text of the record in the field 'review'; whoever gives it changes that. */
  readonly startsAs?: string
  /** Seen by the vendor's people only. */
  readonly internal: boolean
}

/** What must be so, else the step is refused with `otherwise`. */
export interface GuardRules {
  readonly fact: FactName
  readonly otherwise: string
  /** The field that the refusal is about. */
  readonly field?: string
}

/** Where it goes on: the first branch whose fact is so; the last one has none. */
export interface BranchRules {
  readonly if?: FactName
  readonly state: string
}

export interface WorkflowLetterRules {
  readonly id: string
  readonly subject: string
  readonly text: string
}

export interface SendRules {
  readonly letter: string
  readonly to: LetterTarget
}

export interface StateRules {
  readonly id: string
  readonly name: string
  readonly description?: string
  /** Who must move; nobody where time does. */
  readonly waitsFor?: WorkflowRole
  /** Of an end: which. */
  readonly ends?: RunOutcome
  /** What the one it waits for is asked, in words that say what will change. */
  readonly asks?: string
  /** A letter whose delivery starts the deadlines; undelivered, it goes on in another state. */
  readonly notice?: NoticeRules
  /** Sent when it is entered. */
  readonly letters: readonly SendRules[]
  /** Done when it is entered, in this order. */
  readonly effects: readonly EffectName[]
  readonly deadlines: readonly DeadlineRules[]
  readonly steps: readonly StepRules[]
  /** Where it goes on once the run that an effect of this state has started is over. */
  readonly whenOtherEnds?: { readonly done: string; readonly otherwise: string }
}

export interface NoticeRules extends SendRules {
  readonly undelivered: string
}

export interface StepRules {
  readonly id: string
  readonly name: string
  readonly by: readonly WorkflowRole[]
  readonly fields: readonly WorkflowFieldRules[]
  readonly guards: readonly GuardRules[]
  readonly to: readonly BranchRules[]
  /** Neither the step nor what it was given is shown to the partner. */
  readonly internal: boolean
  /**
   * Taken by the vendor's people, it is their public answer on the ticket, in the words of the letter to the partner that
   * goes out with it: it stops clocks as any answer (C4, C5), and solves the ticket where the run ends.
   */
  readonly answers?: boolean
  /** Of a step for the customer: the mailed answer that takes it. */
  readonly reply?: 'yes' | 'no'
}

/** A length of time: of working time in a calendar, of its business days, or of days as they come. */
export type SpanRules =
  | { readonly unit: 'working-time'; readonly minutes: Minutes }
  | { readonly unit: 'business-days'; readonly days: number }
  | { readonly unit: 'calendar-days'; readonly days: number }

/** Whose calendar: the partner's place, none (round the clock), a sub-region's, that of a country or of a billing entity in a field. */
export type DeadlineCalendar =
  | 'partner'
  | 'around-the-clock'
  | { readonly subregion: SubregionId }
  | { readonly country: string }
  | { readonly billingEntity: string }

export interface DeadlineRules {
  readonly id: string
  readonly name: string
  readonly after: SpanRules
  readonly calendar: DeadlineCalendar
  /** A date from which it counts, that day being day 0; else from when the state was entered, or its notice delivered. */
  readonly from?: string
  /** Without it the state stays: a reminder. */
  readonly to?: readonly BranchRules[]
  readonly letters: readonly SendRules[]
  readonly effects: readonly EffectName[]
}
