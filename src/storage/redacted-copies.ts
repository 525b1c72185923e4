/** Copies of what was said on a ticket, wherever else they are kept: read as they stand and written without it (G3). By the program. */
import type { Instant, MessageId, TicketId } from '../domain/kernel.ts'
import { storableJson } from './json.ts'
import type { LetterContent } from './letters.ts'
import type { MailContents } from './mail-reads.ts'
import type { MailId, MailOutcome } from './mails-in.ts'
import type { Statement, Tx } from './tx.ts'

const statement = (name: string, text: string): Statement => ({ name: `copies_${name}`, text })

export interface LetterCopy {
  readonly id: number
  readonly message: MessageId | null
  readonly data: Readonly<Record<string, unknown>>
  readonly content: LetterContent | null
  readonly calendar: string | null
}

// Locked first: whoever is just writing one of them has written it then.
const letters = statement(
  'letters',
  'select id, message_id as message, data, content, calendar from letters where ticket_id = $1 order by id for update',
)
const keepLetter = statement('letter_kept', 'update letters set data = $2, content = $3, calendar = $4 where id = $1')

export const lettersOfTicket = (tx: Tx, ticket: TicketId): Promise<readonly LetterCopy[]> => tx.call(letters, [ticket])

export async function keepLetterCopy(tx: Tx, { id, data, content, calendar }: LetterCopy): Promise<void> {
  await tx.call(keepLetter, [id, storableJson(data), content === null ? null : storableJson(content), calendar])
}

export interface MailCopy {
  readonly id: MailId
  readonly receivedAt: Instant
  readonly outcome: MailOutcome | null
  readonly subject: string | null
  readonly contents: (MailContents & { readonly inReplyTo?: unknown }) | null
  /** It became the message, or is a copy of the mail that did. */
  readonly isOfMessage: boolean
}

const mails = statement(
  'mails',
  `with became as (select m.id, m.digest from message_copies c join mails_in m on m.id = c.mail_id where c.message_id = $2
      union select id, digest from mails_in where ticket_id = $1 and posted_id = $2)
    select m.id, m.received_at as "receivedAt", m.outcome, m.subject, m.contents, exists (select from became b where b.id = m.id or b.digest = m.digest) as "isOfMessage"
    from mails_in m where m.ticket_id = $1 or m.id in (select id from became) order by m.id for update of m`,
)
const keepMail = statement('mail_kept', 'update mails_in set subject = $2, contents = $3, raw = $4 where id = $1')

export const mailsOfTicket = (tx: Tx, ticket: TicketId, message: MessageId): Promise<readonly MailCopy[]> =>
  tx.call(mails, [ticket, message])

/** `raw` takes the place of the bytes as they came; their digest and their size stay. */
export async function keepMailCopy(
  tx: Tx,
  { id, subject, contents }: Pick<MailCopy, 'id' | 'subject' | 'contents'>,
  raw: Buffer,
): Promise<void> {
  await tx.call(keepMail, [id, subject, contents === null ? null : storableJson(contents), raw])
}

export interface AnswerCopy {
  readonly actor: string
  readonly key: string
  /** JSON. */
  readonly response: string
}

const answers = statement(
  'answers',
  `select actor, key, response from idempotency_keys
    where response is not null and (ticket_id = $1 or position($1::text in response) > 0 or position($2::text in response) > 0) for update`,
)
const keepAnswer = statement('answer_kept', 'update idempotency_keys set response = $3 where actor = $1 and key = $2')

/** Answers that were kept for whoever asks again, and name the ticket or the message. */
export const answersNaming = (tx: Tx, ticket: TicketId, message: MessageId): Promise<readonly AnswerCopy[]> =>
  tx.call(answers, [ticket, message])

export async function keepAnswerCopy(tx: Tx, { actor, key, response }: AnswerCopy): Promise<void> {
  await tx.call(keepAnswer, [actor, key, response])
}

export interface RequestCopy {
  readonly intake: unknown
  readonly findings: unknown
}

const request = statement('request', 'select intake, findings from tickets where id = $1')
const keepRequest = statement('request_kept', 'update tickets set intake = $2, findings = $3 where id = $1')

/** The form as it was given. */
export const requestOf = async (tx: Tx, ticket: TicketId): Promise<RequestCopy | null> =>
  (await tx.call<RequestCopy>(request, [ticket]))[0] ?? null

export async function keepRequestCopy(tx: Tx, ticket: TicketId, { intake, findings }: RequestCopy): Promise<void> {
  await tx.call(keepRequest, [ticket, storableJson(intake), storableJson(findings)])
}

export interface HeldCopy {
  readonly id: string
  readonly body: string
  readonly form: unknown
}

const held = statement(
  'held',
  'select id, body, form from held_requests where ticket_id = $1 or reply_to = $1 order by id for update',
)
const keepHeld = statement('held_kept', 'select redact_held_request($1, $2, $3)')

/** Requests that were held and became the ticket, or a message of it. */
export const heldOfTicket = (tx: Tx, ticket: TicketId): Promise<readonly HeldCopy[]> => tx.call(held, [ticket])

export async function keepHeldCopy(tx: Tx, { id, body, form }: HeldCopy): Promise<void> {
  await tx.call(keepHeld, [id, body, form === null ? null : storableJson(form)])
}

export interface TypedCopy {
  readonly id: string
  readonly typed: string
  /** It became the request; else its author typed it some other time. */
  readonly isSent: boolean
}

const typed = statement(
  'typed',
  `select id, typed, sent_as is not distinct from $1::uuid as "isSent" from suggestions
    where sent_as = $1 or contact_id = (select author_id from messages where id = $2) order by id for update`,
)
const keepTyped = statement('typed_kept', 'update suggestions set typed = $2 where id = $1')

/** What was typed while the request was written, and what its author typed and did not send. */
export const typedFor = (tx: Tx, ticket: TicketId, message: MessageId): Promise<readonly TypedCopy[]> =>
  tx.call(typed, [ticket, message])

export async function keepTypedCopy(tx: Tx, { id, typed: words }: Pick<TypedCopy, 'id' | 'typed'>): Promise<void> {
  await tx.call(keepTyped, [id, words])
}
