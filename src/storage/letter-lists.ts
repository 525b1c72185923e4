/** Letters as the screen of outgoing mail shows them, and what a person does about one. Nobody's who is not on the staff. */
import { sql } from 'kysely'
import { ok, type Instant, type PersonId, type Result, type TicketId } from '../domain/kernel.ts'
import { toText } from './connection.ts'
import {
  letterRows,
  type LetterAttempt,
  type LetterContent,
  type LetterRef,
  type LetterState,
  type StoredLetter,
} from './letters.ts'
import { atLeast, cursorOf, pageOf, readCursor, type Page, type PageRequest } from './page.ts'
import { from } from './tables.ts'
import type { Statement, Tx } from './tx.ts'

/** A letter with what became of it. */
export interface TracedLetter extends StoredLetter {
  readonly tries: number
  /** Of one that is queued: when it is sent next. */
  readonly dueAt: Instant | null
  readonly settledAt: Instant | null
  readonly answer: string | null
  /** As it was sent. */
  readonly content: LetterContent | null
}

export interface WholeLetter extends TracedLetter {
  readonly attempts: readonly LetterAttempt[]
  readonly calendar: string | null
}

const traced = letterRows.select(['tries', 'due_at as dueAt', 'settled_at as settledAt', 'answer', 'content'])

export interface LetterFilter {
  /** 'queued' is also what is being sent at this moment. */
  readonly state?: LetterState | undefined
  /** A whole address, a domain with its '@', or a ticket's number. */
  readonly q?: string | undefined
}

/** The last written first. Each filter has its index: the cost does not depend on how many letters there are. */
export async function listLetters(
  tx: Tx,
  { state, q, limit, cursor }: LetterFilter & PageRequest,
): Promise<Result<Page<TracedLetter>>> {
  const after = readCursor(cursor, 'letters', ['instant', 'serial'])
  if (!after.ok) return after
  let query = traced.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(atLeast(limit))
  if (state === 'queued') query = query.where('state', 'in', ['queued', 'sending'])
  else if (state !== undefined) query = query.where('state', '=', state)
  const sought = q?.trim().toLowerCase() ?? ''
  if (sought.startsWith('@')) query = query.where('domain', '=', sought.slice(1))
  else if (sought.includes('@')) query = query.where('address', '=', sought)
  else if (sought !== '')
    query = query.where(
      'ticket_id',
      '=',
      sql<TicketId>`(select id from tickets where number = ${sought.toUpperCase()})`,
    )
  if (after.value !== null) {
    const [at, id] = after.value
    query = query.where(sql<boolean>`(created_at, id) < (${at}::timestamptz, ${id}::bigint)`)
  }
  const rows = await tx.run(query)
  return ok(
    pageOf(
      rows,
      limit,
      (row): TracedLetter => row,
      (last) => cursorOf('letters', [toText(last.createdAt), last.id]),
    ),
  )
}

/** Of a ticket, oldest first. */
export const tracedLettersOf = (tx: Tx, ticket: TicketId): Promise<readonly TracedLetter[]> =>
  tx.run(traced.where('ticket_id', '=', ticket).orderBy('created_at').orderBy('id'))

export async function readLetter(tx: Tx, ref: LetterRef): Promise<WholeLetter | null> {
  return (await tx.run(traced.select(['attempts', 'calendar']).where('ref', '=', ref)))[0] ?? null
}

/** As `readLetter`; nobody else changes it until the transaction ends. */
export async function lockLetter(tx: Tx, ref: LetterRef): Promise<WholeLetter | null> {
  return (await tx.run(traced.select(['attempts', 'calendar']).where('ref', '=', ref).forUpdate()))[0] ?? null
}

const again: Statement = {
  name: 'letters_again',
  text: `update letters set state = 'queued', due_at = $2, settled_at = null, tries = 0,
      attempts = attempts || $3::jsonb,
      content = case when $4::text is null then content end, address = coalesce($4, address),
      addressed_at = case when coalesce($4, address) is null then null else addressed_at end
    where id = $1`,
}

/**
 * Sent once more from now on; to another address where the receiver has a new one: as another mail then. To whom it goes is
 * found out anew where nobody could find it out before.
 */
export async function queueAgain(
  tx: Tx,
  { id, at, attempt, address }: { id: number; at: Instant; attempt: LetterAttempt; address: string | null },
): Promise<void> {
  await tx.call(again, [id, at, JSON.stringify([attempt]), address])
}

/** The address that a person has now; null where the person has gone. */
export async function addressOf(tx: Tx, person: PersonId): Promise<string | null> {
  const [row] = await tx.run(
    from.selectFrom('people').select('email').where('id', '=', person).where('active', '=', true),
  )
  return row?.email ?? null
}

const decline: Statement = {
  name: 'letters_declined_add',
  text: `insert into declined_letters (address, template, declined_at) values ($1, $2, $3) on conflict do nothing`,
}

/** From now on letters of that template are not sent there. */
export async function declineLetters(tx: Tx, address: string, template: string, at: Instant): Promise<void> {
  await tx.call(decline, [address.toLowerCase(), template, at])
}
