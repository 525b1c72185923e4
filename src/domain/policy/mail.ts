/** How incoming mail is judged (mail.yaml). */
import type { Minutes } from '../kernel.ts'

export interface MailRules {
  /** A7: what a domain without DMARC must show: an aligned DKIM or SPF pass all the same, or nothing helps it. */
  readonly withoutDmarc: 'aligned' | 'hold'
  /** Mail servers whose Authentication-Results are believed where there is no envelope (IMAP): their authserv-ids, in lower case. */
  readonly trustedServers: readonly string[]
  /**
   * A7: forwarders and lists whose seals on what they found are believed where they have broken a signature (ARC): their
   * domains, in lower case. Absent in policies from before they could be named: none.
   */
  readonly trustedSealers?: readonly string[]
  /** An address that was told that its mail is held is not told again for so many days. */
  readonly tellsAgainAfterDays: number
  readonly breaker: BreakerRules
  /** Without any mail for so much working time somebody looks whether mail still comes at all. */
  readonly quietAfter: Minutes
  /** E1, E5: the words by which a mail answers what a customer was asked; absent in policies from before there were any. */
  readonly answers?: readonly AnswerWords[]
}

/** Of one language. Each stands for itself: 'yes, but' is none of them. */
export interface AnswerWords {
  /** As of BCP 47: 'en'. */
  readonly language: string
  readonly yes: readonly string[]
  readonly no: readonly string[]
  /** What letters begin with; a name may follow. */
  readonly greetings: readonly string[]
  /** Thanks and the ends of letters: they change nothing. */
  readonly polite: readonly string[]
}

/** Two machines that answer each other stop by themselves. */
export interface BreakerRules {
  readonly withinMinutes: number
  /** So many letters by machine to one address in that time, and no more. */
  readonly answers: number
  /** So many mails of one address are let in in that time; more are held. */
  readonly mails: number
}
