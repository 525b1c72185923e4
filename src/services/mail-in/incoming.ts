/** A mail as its channel read it: plain data, with nothing decided yet (A5). */
import type { Finding } from '../../domain/intake/request.ts'
import type { Identity, MailName } from '../../domain/mail/identity.ts'
import type { DeliveryReport } from '../../domain/mail/report.ts'
import type { MailFacts } from '../../domain/mail/facts.ts'
import type { Policy } from '../../domain/policy.ts'
import type { TakenMail } from '../../storage/mails-in.ts'
import type { TicketForm } from '../tickets/intake.ts'

export interface MailPart {
  readonly name: string
  /** As its sender calls it: not to be believed. */
  readonly type: string
  /** What the mail's HTML calls it, without angle brackets. */
  readonly contentId: string | null
  readonly content: Uint8Array
}

export interface Incoming {
  /** With its angle brackets, as mails refer to it. */
  readonly messageId: string | null
  readonly inReplyTo: string | null
  /** From the oldest on. */
  readonly references: readonly string[]
  /** As the mail claims; `identity` says what of it is proved. */
  readonly from: MailName | null
  readonly to: readonly MailName[]
  readonly cc: readonly MailName[]
  readonly subject: string
  /** In UTC; when its sender says it was written. */
  readonly date: string | null
  readonly text: string
  /** Its newest words, without what is quoted. */
  readonly reply: string
  /** Safe to show in a frame of its own: pictures from elsewhere stand as `data-remote`. Null where it came as text. */
  readonly html: string | null
  readonly automatic: MailFacts['automatic']
  readonly report: DeliveryReport | null
  readonly form: TicketForm
  /** What the channel remarks: that it names no type, say. */
  readonly findings: readonly Finding[]
  readonly parts: readonly MailPart[]
  readonly identity: Identity
  /** SHA-256 over all but what was written on the way. */
  readonly digest: Uint8Array
  /** What two mails have in common that are one and the same. */
  readonly fingerprint: Uint8Array
}

export type MailReading =
  | { readonly ok: true; readonly incoming: Incoming }
  /** No mail, or one that costs too much to read: a sentence for whoever looks after it. */
  | { readonly ok: false; readonly message: string }

/** How raw mail is read; the channel's own. */
export type ReadMail = (mail: TakenMail, policy: Policy) => Promise<MailReading>
