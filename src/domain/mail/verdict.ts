/** What is done with a mail. Nothing that came in is ever dropped: even what is ignored stays in the store as it came (A7, G1). */
import type { Finding } from '../intake/request.ts'
import type { PartnerId, PersonId, TicketId } from '../kernel.ts'
import type { DeskId } from '../policy.ts'
import type { AskedCustomer } from './facts.ts'
import type { MailName } from './identity.ts'
import type { Delivery } from './report.ts'

/** Why, in words for the log of the mail, and the rule of the ledger it follows from. */
export interface Because {
  readonly rule: string
  readonly words: string
}

export type Verdict =
  | OpenVerdict
  | ReplyVerdict
  | AnswerVerdict
  | FollowUpVerdict
  | HoldVerdict
  | IgnoreVerdict
  | BounceVerdict

/** What is let in: its author is proved. */
interface LetIn {
  readonly because: readonly Because[]
  readonly author: MailName
  readonly partner: PartnerId
  /** Null where the author is no contact yet, but writes from a registered domain of the partner. */
  readonly contact: PersonId | null
  /** False where the breaker says that no machine answers this address now: no receipt is written. */
  readonly mayAnswer: boolean
}

export interface OpenVerdict extends LetIn {
  readonly kind: 'open'
  readonly desk: DeskId
}

export interface ReplyVerdict extends LetIn {
  readonly kind: 'reply'
  /** Merged tickets are followed to the one that survives. */
  readonly ticket: TicketId
  /** It was solved: the reply opens it again. */
  readonly reopens: boolean
}

/** The ticket is over for too long: a new one, linked to it. */
export interface FollowUpVerdict extends LetIn {
  readonly kind: 'follow-up'
  readonly desk: DeskId
  readonly of: TicketId
}

/** E1, E5: a customer answers what it was asked. What its words decide, `answerIn` says. */
export interface AnswerVerdict {
  readonly kind: 'answer'
  readonly because: readonly Because[]
  readonly author: MailName
  readonly asked: AskedCustomer
}

export interface HoldVerdict {
  readonly kind: 'hold'
  readonly because: readonly Because[]
  /** What a person must decide, in words that a partner understands too. The first is the weightiest. */
  readonly findings: readonly Finding[]
  readonly author: MailName | null
  /** To whom it would be released, where that can be guessed. */
  readonly partner: PartnerId | null
  /** The ticket it wants to be a reply to. */
  readonly ticket: TicketId | null
  /** Who is told, once, what to do; null where nobody may be: a machine, a forgery, somebody who was told lately. */
  readonly tell: MailName | null
}

export interface IgnoreVerdict {
  readonly kind: 'ignore'
  readonly because: readonly Because[]
  /** The ticket whose letter it answers, for a note to agents: 'out of office'. Only where a token proves it. */
  readonly ticket: TicketId | null
}

export interface BounceVerdict {
  readonly kind: 'bounce'
  readonly because: readonly Because[]
  readonly outcome: Delivery
  /** The address that our letter went to. Null where the report returns none of our letters: then it is not believed. */
  readonly address: string | null
  readonly ticket: TicketId | null
  readonly status: string | null
  readonly diagnosis: string
}
