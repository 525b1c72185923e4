/** Letters that decisions and services ask for, until whoever delivers has done so. Partners see none of them here. */
import type { Id, Instant, MessageId, PartnerId, TicketId } from '../domain/kernel.ts'
import type { LetterTemplate } from '../domain/letter.ts'
import type { DeskId } from '../domain/policy.ts'
import type { Letter, LetterRecipient } from '../domain/ticket/ticket.ts'
import { from } from './tables.ts'
import type { Statement, Tx } from './tx.ts'

/**
 * 'captured' is written to nobody, only shown in the product: no mail server was set when it was posted (G4). 'sending' is
 * with a deliverer, 'declined' is a notice that its receiver wants no more of.
 */
export const letterStates = ['captured', 'queued', 'sending', 'sent', 'failed', 'bounced', 'declined'] as const
export type LetterState = (typeof letterStates)[number]

/** What a letter is known by outside: in the API, and in its Message-ID. */
export type LetterRef = Id<'letter'>

/** Whose mailbox a letter comes from, where no decision says so: the desk, and the place that chooses the data centre (A10). */
export interface LetterOrigin {
  readonly desk: DeskId
  readonly country: string
  readonly state: string | null
}

export interface Address {
  readonly name: string
  readonly email: string
}

/** A letter as it went out; its reply token is not in it. */
export interface LetterContent {
  readonly from: Address
  readonly subject: string
  readonly text: string
  readonly html: string
  /** By name, in order. */
  readonly headers: readonly (readonly [string, string])[]
}

/** One attempt to deliver, or somebody who had it sent again; `at` is UTC. */
export interface LetterAttempt {
  readonly at: string
  readonly outcome: 'sent' | 'later' | 'failed' | 'again'
  readonly answer: string
}

export interface StoredLetter {
  readonly id: number
  readonly ref: LetterRef
  readonly ticket: TicketId | null
  readonly partner: PartnerId | null
  readonly template: LetterTemplate
  readonly to: LetterRecipient
  /** Null until whoever delivers has found it out; then in lower case, with the receiver's name. */
  readonly address: string | null
  readonly name: string | null
  readonly message: MessageId | null
  readonly data: Letter['data']
  readonly state: LetterState
  readonly createdAt: Instant
  readonly origin: LetterOrigin | null
}

/** A query of letters, to be narrowed. */
export const letterRows = from
  .selectFrom('letters')
  .select([
    'id',
    'ref',
    'ticket_id as ticket',
    'partner_id as partner',
    'template',
    'recipient as to',
    'address',
    'name',
    'message_id as message',
    'data',
    'state',
    'created_at as createdAt',
    'origin',
  ])

export interface NewLetter extends Pick<StoredLetter, 'ticket' | 'partner' | 'template' | 'to' | 'data' | 'createdAt'> {
  readonly origin: LetterOrigin
  readonly onceFor: string | null
  readonly calendar: string | null
}

const add: Statement = {
  name: 'letters_add',
  // No conflict target: naming one asks for a look at the row, which a partner's transaction has not got.
  text: `insert into letters (ticket_id, partner_id, template, recipient, data, state, created_at, origin, once_for, calendar)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`,
}

/** Nothing where a letter with the same `onceFor` was added before. */
export async function insertLetter(tx: Tx, letter: NewLetter): Promise<void> {
  const { ticket, partner, template, to, data, createdAt, origin, onceFor, calendar } = letter
  const recipient = JSON.stringify(to)
  const values = [ticket, partner, template, recipient, JSON.stringify(data), tx.letters, createdAt]
  await tx.call(add, [...values, JSON.stringify(origin), onceFor, calendar])
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
