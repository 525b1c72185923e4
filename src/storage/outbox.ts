/** The way of a letter out: found out to whom, taken by a deliverer, and what became of it. Nobody's who is not on the staff. */
import { sql } from 'kysely'
import type { Instant } from '../domain/kernel.ts'
import { nothingHeldBack } from './hold.ts'
import {
  letterRows,
  type Address,
  type LetterAttempt,
  type LetterContent,
  type LetterState,
  type StoredLetter,
} from './letters.ts'
import type { Statement, Tx } from './tx.ts'

/** Letters of which nobody has found out yet to whom they go, oldest first; nobody else has them until the transaction ends. */
export const takeUnaddressed = (tx: Tx, limit: number): Promise<readonly StoredLetter[]> =>
  tx.run(letterRows.where('addressed_at', 'is', null).orderBy('id').limit(limit).forUpdate().skipLocked())

const address: Statement = {
  name: 'letters_address',
  text: `update letters l set addressed_at = $1::timestamptz, name = r.name, address = r.address, due_at = case when l.state = 'queued' then $1::timestamptz end
    from json_to_recordset($2::json) as r (id bigint, name text, address text) where l.id = r.id`,
}
/* The same letter to one more: a row of its own, with a way of its own. */
const copy: Statement = {
  name: 'letters_copy',
  text: `insert into letters (ticket_id, partner_id, template, recipient, address, message_id, data, state, created_at, origin,
      calendar, addressed_at, name, due_at)
    select l.ticket_id, l.partner_id, l.template, l.recipient, r.address, l.message_id, l.data, l.state, l.created_at, l.origin,
      l.calendar, $1::timestamptz, r.name, case when l.state = 'queued' then $1::timestamptz end
    from json_to_recordset($2::json) as r (id bigint, name text, address text) join letters l on l.id = r.id`,
}
const setAside: Statement = {
  name: 'letters_set_aside',
  text: `update letters l set addressed_at = coalesce(l.addressed_at, $1::timestamptz), answer = r.because, due_at = null,
      leased_until = null, state = case when l.state = 'captured' then l.state else 'failed' end,
      settled_at = case when l.state = 'captured' then l.settled_at else $1::timestamptz end
    from json_to_recordset($2::json) as r (id bigint, because text) where l.id = r.id`,
}
const decline: Statement = {
  name: 'letters_decline',
  text: `update letters l set state = 'declined', settled_at = $1::timestamptz from declined_letters d
    where l.state = 'queued' and l.addressed_at is not null and l.due_at = $1::timestamptz
      and l.address = d.address and l.template = d.template
      /* What asks for something is no mere notice (B2). */
      and not (l.data ? 'asked')`,
}

export interface Addressed {
  readonly id: number
  /** The first has the letter itself, each other a copy of it; none where nobody is to be reached. */
  readonly to: readonly Address[]
}

const toNobody = 'There was nobody to write to: the person has gone.'

/** Says to whom letters go. What a receiver has declined is not queued. */
export async function addressLetters(tx: Tx, letters: readonly Addressed[], at: Instant): Promise<void> {
  const rows = (skip: (place: number) => boolean) =>
    letters.flatMap(({ id, to }) =>
      to.flatMap(({ name, email }, place) => (skip(place) ? [] : [{ id, name, address: email.toLowerCase() }])),
    )
  await setLettersAside(
    tx,
    letters.flatMap(({ id, to }) => (to.length === 0 ? [{ id, because: toNobody }] : [])),
    at,
  )
  const others = rows((place) => place === 0)
  if (others.length > 0) await tx.call(copy, [at, JSON.stringify(others)])
  await tx.call(address, [at, JSON.stringify(rows((place) => place > 0))])
  await tx.call(decline, [at])
}

/** Given up before anything was sent, and why; no attempt is counted. A captured letter stays one. */
export async function setLettersAside(
  tx: Tx,
  letters: readonly { readonly id: number; readonly because: string }[],
  at: Instant,
): Promise<void> {
  if (letters.length > 0) await tx.call(setAside, [at, JSON.stringify(letters)])
}

/** A letter that is about to be sent: it was addressed. */
export interface DueLetter extends StoredLetter {
  readonly address: string
  readonly calendar: string | null
  readonly content: LetterContent | null
  readonly tries: number
  /** Of an attempt before. */
  readonly messageId: string | null
}

/**
 * Letters that are due, the one that has waited longest first, and those whose deliverer has died. The transaction must
 * either lease them or leave them. None while the desk holds back what leaves it (hold.ts).
 */
export async function takeDue(tx: Tx, at: Instant, limit: number): Promise<readonly DueLetter[]> {
  const whole = letterRows
    .select(['calendar', 'content', 'tries', 'message_ref as messageId'])
    .limit(limit)
    .forUpdate()
    .skipLocked()
  // Written into the statements as they are in the indexes, or PostgreSQL would not use those.
  const queued = sql<boolean>`state = 'queued' and addressed_at is not null and due_at <= ${at}::timestamptz and ${free}`
  const orphaned = sql<boolean>`state = 'sending' and leased_until <= ${at}::timestamptz and ${free}`
  const left = await tx.run(whole.where(orphaned).orderBy('leased_until'))
  const due = await tx.run(whole.where(queued).orderBy('due_at').orderBy('id'))
  return [...left, ...due].slice(0, limit) as readonly DueLetter[]
}

const free = sql.raw(nothingHeldBack)

const lease: Statement = {
  name: 'letters_lease',
  text: `update letters l set state = 'sending', leased_until = $1, tries = tries + 1, content = r.content,
      message_ref = r."messageId"
    from json_to_recordset($2::json) as r (id bigint, content jsonb, "messageId" text) where l.id = r.id`,
}

const postpone: Statement = {
  name: 'letters_postpone',
  text: `update letters set state = 'queued', leased_until = null, due_at = $2, answer = $3 where id = any ($1::bigint[])`,
}

/** Left until then, and why; no attempt is counted. */
export async function postponeLetters(tx: Tx, ids: readonly number[], until: Instant, because: string): Promise<void> {
  await tx.call(postpone, [ids, until, because])
}

export interface Leased {
  readonly id: number
  readonly content: LetterContent
  /** Without angle brackets. */
  readonly messageId: string
}

/** From now until `until` these are the caller's to send, with that content. An attempt is counted before it is made. */
export async function leaseLetters(tx: Tx, letters: readonly Leased[], until: Instant): Promise<void> {
  if (letters.length > 0) await tx.call(lease, [until, JSON.stringify(letters)])
}

export interface Settled {
  readonly id: number
  /** As it was leased: whoever has it since has a say of its own. */
  readonly tries: number
  readonly state: Extract<LetterState, 'sent' | 'queued' | 'failed'>
  readonly dueAt: Instant | null
  /** Null where there was no attempt: none is counted then. */
  readonly attempt: LetterAttempt | null
  readonly answer: string
}

/** So many attempts are kept with a letter. */
const attemptsKept = 20

const settle: Statement = {
  name: 'letters_settle',
  text: `update letters set state = $3::text, due_at = $4::timestamptz, leased_until = null, answer = $5::text,
      settled_at = case when $3::text = 'queued' then null else $6::timestamptz end,
      tries = tries - case when $7::jsonb is null then 1 else 0 end,
      attempts = case when $7::jsonb is null then attempts
        else jsonb_path_query_array(attempts || $7::jsonb, '$[last - ${attemptsKept - 1} to last]') end
    where id = $1 and tries = $2 and state = 'sending' returning id`,
}

/** False where the letter is no longer the caller's: its lease had ended. */
export async function settleLetter(
  tx: Tx,
  { id, tries, state, dueAt, attempt, answer }: Settled,
  at: Instant,
): Promise<boolean> {
  const values = [id, tries, state, dueAt, answer, at, attempt === null ? null : JSON.stringify([attempt])]
  return (await tx.call(settle, values)).length > 0
}
