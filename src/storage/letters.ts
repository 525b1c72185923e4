/** Letters that decisions asked for, until whoever delivers has done so. Partners see none of them here. */
import type { Instant, MessageId, TicketId } from '../domain/kernel.ts'
import type { Letter, LetterRecipient, LetterTemplate } from '../domain/ticket/ticket.ts'
import { from } from './tables.ts'
import type { Tx } from './tx.ts'

/** 'captured' is written to nobody, only shown in the product: no mail server is set (G4). */
export type LetterState = 'queued' | 'captured' | 'sent' | 'failed'

export interface StoredLetter {
  readonly id: number
  readonly ticket: TicketId
  readonly template: LetterTemplate
  readonly to: LetterRecipient
  /** Null until whoever delivers has found it out. */
  readonly address: string | null
  readonly message: MessageId | null
  readonly data: Letter['data']
  readonly state: LetterState
  readonly createdAt: Instant
}

const letters = from
  .selectFrom('letters')
  .select([
    'id',
    'ticket_id as ticket',
    'template',
    'recipient as to',
    'address',
    'message_id as message',
    'data',
    'state',
    'created_at as createdAt',
  ])

/** Oldest first. */
export function lettersOf(tx: Tx, ticket: TicketId): Promise<readonly StoredLetter[]> {
  return tx.run(letters.where('ticket_id', '=', ticket).orderBy('id'))
}

/** The messages that letters carry, by their ids. */
export async function bodiesIn(
  tx: Tx,
  those: readonly Pick<StoredLetter, 'message'>[],
): Promise<ReadonlyMap<MessageId, string>> {
  const ids = [...new Set(those.flatMap(({ message }) => message ?? []))]
  if (ids.length === 0) return new Map()
  const rows = await tx.run(from.selectFrom('messages').select(['id', 'body']).where('id', 'in', ids))
  return new Map(rows.map(({ id, body }) => [id, body]))
}
