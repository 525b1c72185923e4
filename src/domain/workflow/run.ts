/** A run: one workflow being gone through, carried by a ticket. Its log is in the ticket's ledger; this is what follows from it. */
import type { Id, Instant, PartnerId, PersonId, TicketId } from '../kernel.ts'
import type { RunOutcome, WorkflowRole } from '../policy/workflows.ts'
import type { EffectName } from './effects.ts'
import type { FactName } from './fact-names.ts'

export type RunId = Id<'run'>

export interface Money {
  readonly amount: number
  /** Three letters, as of ISO 4217. */
  readonly currency: string
}

/**
 * Days are 'YYYY-MM-DD'; customers and products are their ids; a file is its id, or its name on the ticket; changes of a sheet are
 * a text with what was and what is to be (`sheet/change.ts`).
 */
export type FieldValue = string | number | Money
export type FieldValues = Readonly<Record<string, FieldValue>>

export interface Timer {
  /** Of the deadline in the state's rules. */
  readonly id: string
  readonly dueAt: Instant
}

/** The letter whose delivery the run waits for. */
export interface AwaitedNotice {
  /** What the posting was made once for: the letter is found by it. */
  readonly onceFor: string
  /** Null until then. One that arrived may still bounce. */
  readonly deliveredAt: Instant | null
}

/** Why a person must look: something that was due could not be done. */
export interface Trouble {
  readonly message: string
  readonly since: Instant
}

/** What a customer wrote in answer, which decides nothing by itself: for a person to read (E1, E5). */
export interface MailedAnswer {
  readonly email: string
  readonly words: string
  readonly at: Instant
  /** Id of the mail that came in. */
  readonly mail: string
  /** Why it decided nothing, in a sentence. */
  readonly because: string
}

export interface Run {
  readonly id: RunId
  readonly ticket: TicketId
  readonly partner: PartnerId | null
  readonly workflow: string
  /** C9: the definition it was started under, for good. */
  readonly policyVersion: number
  /** The number of its entries. */
  readonly revision: number
  readonly state: string
  /** When the state was entered, and by which entry: a state that is entered again is another visit. */
  readonly since: Instant
  readonly visit: number
  /** Everything that was given so far. */
  readonly fields: FieldValues
  /** Deadlines of this visit that have not passed yet, in no order. */
  readonly timers: readonly Timer[]
  readonly notice: AwaitedNotice | null
  /** The run on another ticket that this one waits for. */
  readonly waitsOn: RunId | null
  /** The run that waits for this one. */
  readonly startedBy: RunId | null
  readonly trouble: Trouble | null
  /** Until the state is left; absent in runs that were kept before there was any. */
  readonly mailed?: MailedAnswer | null
  readonly startedAt: Instant
  readonly endedAt: Instant | null
  readonly outcome: RunOutcome | null
}

/** Who did it, as the log says it: in which role, and called what. Who it was by id stands in the ledger's own line. */
export interface RunActor {
  readonly as: WorkflowRole | 'time' | 'post' | 'program'
  readonly name: string
  /** Of a customer: the address that the link or the reply came from. */
  readonly email?: string
}

export const entryKinds = [
  'started',
  'step',
  'deadline',
  'delivered',
  'undelivered',
  'other-ended',
  'trouble',
  'retried',
  'mailed',
] as const
export type EntryKind = (typeof entryKinds)[number]

export interface EffectDone {
  readonly effect: EffectName
  readonly said: string
  /** The run on another ticket that it has started, for which this one waits. */
  readonly other?: RunId
}

/** One line of a run's log. `at` is when it is true: a deadline's own instant, however late it was noticed (C14). */
export interface RunEntry {
  readonly seq: number
  readonly kind: EntryKind
  /** Of the step or the deadline; null for what has no id of its own. */
  readonly id: string | null
  readonly at: Instant
  readonly from: string | null
  readonly to: string
  readonly by: RunActor
  /** What was given with it. */
  readonly fields: FieldValues
  /** What was asked before it went on, and found. */
  readonly facts: Readonly<Partial<Record<FactName, boolean>>>
  /** What was done with it, each in a sentence. */
  readonly effects: readonly EffectDone[]
  /** Evidence in words: through which link, by whose reply; why a letter did not arrive. */
  readonly note: string | null
  /** The mail that came in as evidence, and why it decided nothing; absent where there was none. */
  readonly mail?: { readonly id: string; readonly because: string | null }
  readonly internal: boolean
}

/** What the ticket's ledger keeps of an entry. */
export interface WorkflowFact {
  readonly kind: 'workflow'
  readonly run: RunId
  readonly workflow: string
  readonly policyVersion: number
  readonly startedBy: RunId | null
  readonly entry: RunEntry
}

/** Somebody who wants to take a step. */
export interface RunStepper {
  /** Every role that is theirs on this ticket. */
  readonly roles: readonly WorkflowRole[]
  readonly name: string
  readonly email?: string
  readonly person?: PersonId
}
