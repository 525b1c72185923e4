/** What is attached to a mail, as it was decoded, and whom its message was copied to. */
import type { MessageId, PartnerId } from '../domain/kernel.ts'
import { storable, storableJson } from './json.ts'
import type { MailId } from './mails-in.ts'
import type { Statement, Tx } from './tx.ts'

export interface MailPart {
  readonly name: string
  /** As its sender calls it: not to be believed. */
  readonly type: string
  /** What the mail's HTML calls it, without angle brackets. */
  readonly contentId: string | null
  readonly content: Uint8Array
}

export interface MailPartRow {
  readonly place: number
  readonly name: string
  readonly type: string
  readonly contentId: string | null
  /** Bytes. */
  readonly size: number
}

const clear: Statement = { name: 'mail_parts_clear', text: 'delete from mail_parts where mail_id = $1' }
const insert: Statement = {
  name: 'mail_parts_insert',
  text: 'insert into mail_parts (mail_id, place, name, type, content_id, size, bytes) values ($1, $2, $3, $4, $5, $6, $7)',
}

export async function keepMailParts(tx: Tx, mail: MailId, parts: readonly MailPart[]): Promise<void> {
  await tx.call(clear, [mail])
  for (const [place, { name, type, contentId, content }] of parts.entries()) {
    const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
    const id = contentId === null ? null : storable(contentId)
    await tx.call(insert, [mail, place, storable(name), storable(type), id, bytes.length, bytes])
  }
}

const list: Statement = {
  name: 'mail_parts_of',
  text: 'select place, name, type, content_id as "contentId", size from mail_parts where mail_id = $1 order by place',
}

export const mailPartsOf = (tx: Tx, mail: MailId): Promise<readonly MailPartRow[]> => tx.call<MailPartRow>(list, [mail])

const one: Statement = {
  name: 'mail_part',
  text: 'select name, type, bytes from mail_parts where mail_id = $1 and place = $2',
}

export async function mailPart(
  tx: Tx,
  mail: MailId,
  place: number,
): Promise<{ readonly name: string; readonly type: string; readonly bytes: Buffer } | null> {
  const [row] = await tx.call<{ name: string; type: string; bytes: Buffer }>(one, [mail, place])
  return row ?? null
}

const within: Statement = {
  name: 'mail_parts_within',
  text: `select content_id as "contentId", type, bytes from mail_parts
    where mail_id = $1 and content_id is not null and size <= $2 order by place limit $3`,
}

/** Pictures that its HTML shows, none larger than `most` bytes. */
export const partsWithin = (tx: Tx, mail: MailId, most: number, limit: number) =>
  tx.call<{ readonly contentId: string; readonly type: string; readonly bytes: Buffer }>(within, [mail, most, limit])

export interface Copies {
  readonly message: MessageId
  readonly mail: MailId
  readonly cc: readonly { readonly name: string; readonly email: string }[]
}

const copy: Statement = {
  name: 'message_copies_insert',
  text: 'insert into message_copies (message_id, partner_id, mail_id, cc) values ($1, $2, $3, $4)',
}
const copies: Statement = {
  name: 'message_copies_of',
  text: `select message_id as message, mail_id as mail, cc from message_copies where message_id = any ($1::uuid[])`,
}

/** From which mail a message is, and who else it was sent to. */
export async function keepCopies(tx: Tx, partner: PartnerId, { message, mail, cc }: Copies): Promise<void> {
  await tx.call(copy, [message, partner, mail, storableJson(cc)])
}

/** Of those messages that came by mail and that the actor may see. */
export async function copiesOf(tx: Tx, messages: readonly MessageId[]): Promise<ReadonlyMap<MessageId, Copies>> {
  if (messages.length === 0) return new Map()
  const rows = await tx.call<Copies>(copies, [messages])
  return new Map(rows.map((row) => [row.message, row]))
}
