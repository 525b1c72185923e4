/** Which messages came by mail, and whom they were copied to. */
import type { MessageId, PartnerId } from '../domain/kernel.ts'
import { storableJson } from './json.ts'
import type { MailId } from './mails-in.ts'
import type { Statement, Tx } from './tx.ts'

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
