/** All that a mail is judged by, as plain data: processing looks it up, `judgeMail` decides (A5, A7). */
import type { Instant, PartnerId, PersonId, TicketId } from '../kernel.ts'
import type { DeskId } from '../policy.ts'
import type { RunId } from '../workflow/run.ts'
import type { Identity, MailName } from './identity.ts'
import type { DeliveryReport } from './report.ts'

export interface MailFacts {
  readonly receivedAt: Instant
  /** Whose mailbox it came to (A1, A10). */
  readonly desk: DeskId
  readonly dataCentre: string
  readonly subject: string
  readonly to: readonly MailName[]
  readonly cc: readonly MailName[]
  readonly identity: Identity
  /** What `automaticOf` says of it; null where a person may have written it. */
  readonly automatic: 'auto-reply' | 'bounce' | 'list' | 'loop' | null
  /** Where it is a report of what became of a letter: what it says. */
  readonly report: DeliveryReport | null
  /** The letter of ours that the report returns, found by our own Message-ID; null where it is none of ours. */
  readonly returned: ReturnedLetter | null
  /** The same mail came before: same Message-ID, sender and contents. A repeated Message-ID alone does not make it the same. */
  readonly seenBefore: boolean
  /** Of the address it was sent to: null without one, 'unknown' where what looks like a token is none of ours. */
  readonly token: ReplyToken | 'unknown' | null
  /** What In-Reply-To and References name that we know, the newest first. */
  readonly references: readonly KnownReference[]
  /** Every ticket that the token or a reference names, and those which they were merged into. */
  readonly tickets: readonly MailTicket[]
  /** What a customer was asked by the letter that this mail answers; null where it answers none. */
  readonly asked: AskedCustomer | null
  readonly sender: KnownSender
  /** Whom the author could be taken for. */
  readonly alike: Alike
  readonly recent: RecentMail
}

/** As `storage/reply-tokens.ts` finds it. */
export interface ReplyToken {
  readonly ticket: TicketId
  /** Whom the token was sent to; in lower case. */
  readonly address: string
  readonly person: PersonId | null
}

/** A question of a workflow, as far as the letter tells that asked it (E1, E5). */
export interface AskedCustomer {
  readonly ticket: TicketId
  readonly run: RunId
  /** The visit of the state that asked; null where it may be any of several questions. */
  readonly visit: number | null
  /** Whom it was asked; in lower case. */
  readonly address: string
  /** The author may answer for the customer by the workflow's rule, though another was asked. */
  readonly byColleague: boolean
}

export interface KnownReference {
  readonly messageId: string
  /** More than one where a Message-ID came repeatedly: then it says nothing. */
  readonly tickets: readonly TicketId[]
}

export interface MailTicket {
  readonly id: TicketId
  readonly number: string
  readonly desk: DeskId
  readonly partner: PartnerId | null
  /** Addresses that have taken part in it, in lower case: its contact, and whoever wrote to it and was let in. Never those in Cc. */
  readonly participants: readonly string[]
  readonly solvedAt: Instant | null
  readonly closedAt: Instant | null
  readonly mergedInto: TicketId | null
}

/** What the registry knows of the author's address and its domain. */
export interface KnownSender {
  readonly person: KnownPerson | null
  /** Whose registered domain it is (A7). */
  readonly domainOf: PartnerId | null
}

export interface KnownPerson {
  readonly id: PersonId
  readonly side: 'staff' | 'partner'
  readonly partner: PartnerId | null
  readonly active: boolean
}

/** What a stranger may try to look like. None of it needs to be narrowed down: the judgement compares. */
export interface Alike {
  /** All registered domains of partners, and the domains of our own mailboxes, in lower case. */
  readonly domains: readonly string[]
  /** Staff, people of the escalation matrix, and contacts who have the author's display name (in any case). */
  readonly people: readonly MailName[]
}

/** What went to and fro with this address lately; the windows are the policy's (`mail.breaker`). */
export interface RecentMail {
  /** Mails of this address to any of our mailboxes within `breaker.withinMinutes`, this one not counted. */
  readonly received: number
  /** What we wrote to it by machine (receipts, notices of held mail) within the same time. */
  readonly answered: number
  /** When it was last told that a mail of it is held; null where never. */
  readonly toldAt: Instant | null
}

export interface ReturnedLetter {
  readonly messageId: string
  readonly ticket: TicketId | null
  /** Whom that letter went to; in lower case. */
  readonly address: string
}
