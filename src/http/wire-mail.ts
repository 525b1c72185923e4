/** Mail that came in, as the HTTP API answers it (see wire.ts). */
import { z } from 'zod'

const instant = z.iso.datetime({ offset: true })
const name = z.object({ name: z.string(), email: z.string() })

export const mail = z.object({
  id: z.uuid(),
  receivedAt: instant,
  way: z.enum(['smtp', 'imap', 'cli']),
  /** The first decides to which desk it came. */
  mailboxes: z.array(z.object({ desk: z.string(), dataCentre: z.string(), address: z.string() })),
  bytes: z.number().int(),
  /** As the mail claims; null until it is read. */
  from: name.nullable(),
  /** Of its envelope: all that is known of one that could not be read. '' is the empty return path. */
  envelopeFrom: z.string().nullable(),
  subject: z.string().nullable(),
  /** 'received' waits to be processed, 'parked' for a person. */
  state: z.enum(['received', 'done', 'parked']),
  outcome: z.enum(['open', 'reply', 'follow-up', 'hold', 'ignore', 'bounce', 'duplicate', 'answer']).nullable(),
  /** Why, each with its rule. */
  because: z.array(z.object({ rule: z.string(), words: z.string() })),
  automatic: z.string().nullable(),
  ticket: z.object({ id: z.uuid(), number: z.string() }).nullable(),
  /** Id of what is held of it (GET /held/{id}). */
  held: z.uuid().nullable(),
  tries: z.number().int(),
  error: z.string().nullable(),
  /** When it is tried, where it waits. */
  dueAt: instant.nullable(),
  settledAt: instant.nullable(),
})

export const wholeMail = mail.extend({
  envelope: z.object({
    ip: z.string().nullable(),
    helo: z.string().nullable(),
    /** '' is the empty return path. */
    from: z.string().nullable(),
    to: z.array(z.string()),
  }),
  messageId: z.string().nullable(),
  /** What proves who wrote it (A7). */
  identity: z
    .object({
      author: name.nullable(),
      flaw: z.string().nullable(),
      proofs: z.array(z.object({ by: z.string(), domain: z.string() })),
      dmarc: z.string(),
      asks: z.string().nullable(),
      spf: z.string().nullable(),
      unanswered: z.boolean(),
      source: z.string(),
    })
    .nullable(),
  to: z.array(name),
  cc: z.array(name),
  /** When its sender says it was written. */
  date: z.string().nullable(),
  text: z.string().nullable(),
  /** GET /mail/{id}/html shows it. */
  hasHtml: z.boolean(),
  hasRemotePictures: z.boolean(),
  /** `attachment` is null where it is in the raw mail alone. */
  files: z.array(z.object({ name: z.string(), bytes: z.number().int(), attachment: z.uuid().nullable() })),
})

const count = z.number().int()

export const mailHealth = z.object({
  lastInAt: instant.nullable(),
  lastOutAt: instant.nullable(),
  /** Since when the oldest waits that is to be processed. */
  oldestWaitingAt: instant.nullable(),
  waiting: count,
  retrying: count,
  parked: count,
  held: count,
  lettersQueued: count,
  lettersFailed: count,
  countedUpTo: count,
  /** The desk was restored from a backup of that moment, and nothing leaves it until `desk release`. */
  heldBack: z.object({ since: instant, backupOf: instant }).nullable(),
  /** No mail for longer than the policy finds likely. */
  quiet: z.object({ since: instant, workingMinutes: count }).nullable(),
  quietAfterMinutes: z.number(),
})

export type MailView = z.infer<typeof mail>
export type WholeMailView = z.infer<typeof wholeMail>
export type MailHealthView = z.infer<typeof mailHealth>
