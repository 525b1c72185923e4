/** A mail as the desk understands it. */
import type { MailAddress } from './address.ts'
import type { Automatic } from './auto.ts'
import type { Template } from './template.ts'

export interface Mail {
  /** With its angle brackets, as mails refer to it. */
  readonly messageId: string | null
  readonly inReplyTo: string | null
  /** From the oldest on. */
  readonly references: readonly string[]
  readonly from: MailAddress | null
  readonly to: readonly MailAddress[]
  readonly cc: readonly MailAddress[]
  readonly subject: string
  /** When its sender says it was written; in UTC, to the second. */
  readonly date: string | null
  /** All of its text. */
  readonly text: string
  /** Its newest words: without what is quoted, and without signature. */
  readonly reply: string
  /** Safe to show; null where it came as text alone. */
  readonly html: string | null
  readonly attachments: readonly MailAttachment[]
  readonly auto: Automatic | null
  /** B1: the request's form, where the mail follows it. */
  readonly template: Template | null
}

export interface MailAttachment {
  readonly name: string
  readonly type: string
  readonly content: Uint8Array
  /** What the HTML calls it, without angle brackets; for pictures within the text. */
  readonly contentId: string | null
}
