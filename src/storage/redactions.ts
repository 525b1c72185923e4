/** What was taken out of messages for good, and the proof of what they were (G2, G3). Written by functions of the database alone (0060). */
import type { Instant, MessageId, PartnerId, TicketId } from '../domain/kernel.ts'
import type { RedactionReason } from '../domain/redaction.ts'
import type { AttachmentId } from './attachments.ts'
import { messageColumns } from './evidence.ts'
import { findableBy } from './payload.ts'
import type { PersonName } from './people.ts'
import { contentHash, type RedactionProof } from './seal-hash.ts'
import type { Statement, Tx } from './tx.ts'

export interface Redaction {
  readonly id: string
  readonly message: MessageId
  /** The file that was removed; null where words of the message were. */
  readonly attachment: AttachmentId | null
  readonly reason: RedactionReason
  /** What was written to it; may be empty. */
  readonly because: string
  readonly by: PersonName
  readonly at: Instant
}

/** A message as it is before it is redacted. Its fields are those that its hash is over, but for `partner`, `subject` and `isFirst`. */
export interface RedactedMessage {
  readonly id: MessageId
  readonly ticket: TicketId
  readonly body: string
  readonly visibility: 'public' | 'internal'
  readonly at: Instant
  readonly partner: PartnerId | null
  readonly subject: string
  /** The one that the ticket was opened with: it is found by the subject's words too, and says what the form said. */
  readonly isFirst: boolean
}

const statement = (name: string, text: string): Statement => ({ name: `redactions_${name}`, text })
const ofMessages = statement(
  'of_messages',
  `select r.id, r.message_id as message, r.attachment_id as attachment, r.reason, r.because, r.at,
      json_build_object('id', p.id, 'name', p.name, 'side', p.side, 'email', p.email) as by
    from redactions r join person_names p on p.id = r.by_id where r.message_id = any ($1::uuid[]) order by r.at, r.id`,
)
const messageOf = statement(
  'message',
  `select m.*, t.partner_id as partner, t.subject, coalesce(e.data -> 'request' ->> 'message' = m.id::text, false) as "isFirst"
    from (select ${messageColumns} from messages where ticket_id = $1 and id = $2) as m
    join tickets t on t.id = m.ticket join events e on e.ticket_id = t.id and e.seq = 1`,
)
const redact = statement('redact', `select redact_message($1, $2, $3, $4, $5::tsvector, $6, $7, $8, $9, $10)`)
const remove = statement('remove', 'select remove_attachment($1, $2, $3, $4, $5, $6)')
const bodies = statement('bodies', 'select id, body from messages where ticket_id = $1 and id <> $2 order by at, id')
const ledger = statement('ledger', 'select kind, data from events where ticket_id = $1 order by seq')
const proofs = statement(
  'proofs',
  `select r.message_id as message, r.id, r.before, r.after
    from redactions r
    where r.message_id = any ($1::uuid[]) and r.attachment_id is null and exists (select from events e
      where e.ticket_id = r.ticket_id and e.kind = 'message-redacted' and e.data ->> 'redaction' = r.id::text)
    order by r.at, r.id`,
)
const unproven = statement(
  'unproven',
  `select t.number, e.seq, e.data ->> 'redaction' as redaction from events e join tickets t on t.id = e.ticket_id
    where e.kind in ('message-redacted', 'attachment-redacted')
      and not exists (select from redactions r where r.id::text = e.data ->> 'redaction') order by e.ticket_id, e.seq`,
)

/** By message, in their order. */
export async function redactionsOf(
  tx: Tx,
  messages: readonly MessageId[],
): Promise<ReadonlyMap<MessageId, readonly Redaction[]>> {
  if (messages.length === 0) return new Map()
  return Map.groupBy(await tx.call<Redaction>(ofMessages, [messages]), ({ message }) => message)
}

/** Null where the ticket has no such message that the actor may see. */
export const messageToRedact = async (tx: Tx, ticket: TicketId, id: string): Promise<RedactedMessage | null> =>
  (await tx.call<RedactedMessage>(messageOf, [ticket, id]))[0] ?? null

export interface NewRedaction {
  readonly id: string
  readonly ticket: TicketId
  readonly reason: RedactionReason
  readonly because: string
  readonly at: Instant
}

/** Puts `body` in the place of what the message says, with the row that proves what it was. The ticket is locked by the caller. */
export async function redactMessage(
  tx: Tx,
  { id, ticket, reason, because, at }: NewRedaction,
  message: RedactedMessage,
  body: string,
): Promise<void> {
  const { partner, subject, isFirst, ...sealed } = message
  const { words, mark } = findableBy(partner, { body, visibility: message.visibility }, isFirst ? subject : undefined)
  const lexemes = [...(mark === null ? [] : [`'${mark}'`]), ...words.map((word, place) => `'${word}':${place + 1}`)]
  const [before, after] = [contentHash(sealed), contentHash({ ...sealed, body })]
  await tx.call(redact, [id, ticket, message.id, body, lexemes.join(' '), reason, because, before, after, at])
}

/** Takes the bytes of a file away; its name, size and digest stay. Throws where it is not there any more. */
export async function removeAttachment(
  tx: Tx,
  { id, ticket, reason, because, at }: NewRedaction,
  attachment: AttachmentId,
): Promise<void> {
  await tx.call(remove, [id, ticket, attachment, reason, because, at])
}

/** What else is said on the ticket, and its ledger: where a passage may stand as well. */
export async function saidElsewhere(tx: Tx, ticket: TicketId, message: MessageId) {
  return {
    messages: await tx.call<{ readonly id: MessageId; readonly body: string }>(bodies, [ticket, message]),
    facts: await tx.call<{ readonly kind: string; readonly data: unknown }>(ledger, [ticket]),
  }
}

/** Of each message, in their order; only those that the ticket's ledger tells of. */
export async function redactionProofs(
  tx: Tx,
  messages: readonly string[],
): Promise<ReadonlyMap<string, readonly RedactionProof[]>> {
  if (messages.length === 0) return new Map()
  const rows = await tx.call<RedactionProof & { readonly message: string }>(proofs, [messages])
  const grouped = Map.groupBy(rows, ({ message }) => message)
  return new Map(
    [...grouped].map(([key, found]) => [key, found.map(({ id, before, after }) => ({ id, before, after }))]),
  )
}

/** Lines of ledgers that tell of a redaction whose row is not there. */
export const lostRedactions = (
  tx: Tx,
): Promise<readonly { readonly number: string; readonly seq: number; readonly redaction: string }[]> =>
  tx.call(unproven)
