/** Letters that decisions asked for, until whoever delivers has done so. Partners see none of them here. */
import { sql } from 'kysely'
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

/** Locks up to `limit` letters that wait, the oldest first, passing over those that another transaction delivers. */
export function claimLetters(tx: Tx, limit: number): Promise<readonly StoredLetter[]> {
  return tx.run(letters.where('state', '=', 'queued').orderBy('id').limit(limit).forUpdate().skipLocked())
}

export interface Delivered {
  readonly id: number
  readonly state: LetterState
  readonly address: string | null
}

/** Says what became of letters that this transaction has claimed. */
export async function markLetters(tx: Tx, delivered: readonly Delivered[]): Promise<void> {
  if (delivered.length === 0) return
  await tx.run(
    sql`update letters l set state = r.state, address = coalesce(r.address, l.address)
      from jsonb_to_recordset(${JSON.stringify(delivered)}::jsonb) as r (id bigint, state text, address text)
      where l.id = r.id`,
  )
}
