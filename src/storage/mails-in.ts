/** Mail as it came in, and how far it is: kept first, understood afterwards, one taker at a time (A5, G1). */
import type { Because } from '../domain/mail/verdict.ts'
import type { Id, Instant, MessageId, TicketId } from '../domain/kernel.ts'
import type { DeskId } from '../domain/policy.ts'
import { storable, storableJson } from './json.ts'
import type { Statement, Tx } from './tx.ts'

export type MailId = Id<'mail'>
export const mailWays = ['smtp', 'imap', 'cli'] as const
export type MailWay = (typeof mailWays)[number]
export const mailStates = ['received', 'done', 'parked'] as const
export type MailState = (typeof mailStates)[number]
export const mailOutcomes = ['open', 'reply', 'follow-up', 'hold', 'ignore', 'bounce', 'duplicate', 'answer'] as const
export type MailOutcome = (typeof mailOutcomes)[number]

/** One of the desks' mailboxes that a mail came to. */
export interface MailboxOf {
  readonly desk: DeskId
  readonly dataCentre: string
  /** As it was written to: with what stands after the plus. */
  readonly address: string
}

/** A mail as it was handed over. */
export interface RawMail {
  readonly id: MailId
  readonly receivedAt: Instant
  readonly way: MailWay
  /** At least one; the first decides. */
  readonly mailboxes: readonly MailboxOf[]
  readonly ip: string | null
  readonly helo: string | null
  readonly mailFrom: string | null
  readonly rcptTo: readonly string[]
  readonly raw: Uint8Array
  /** Source, UIDVALIDITY and UID where it was fetched: none is taken twice. */
  readonly fetchedAs: string | null
  /** Nobody else takes it before. */
  readonly dueAt: Instant
}

/** One that was taken for processing. */
export interface TakenMail extends Omit<RawMail, 'dueAt'> {
  /** This one included. */
  readonly tries: number
}

const insert: Statement = {
  name: 'mails_in_insert',
  text: `
    insert into mails_in (id, received_at, way, mailboxes, ip, helo, mail_from, rcpt_to, size, raw, fetched_as, due_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
    on conflict (fetched_as) do nothing returning id`,
}

/** False where the same was fetched before. */
export async function insertMail(tx: Tx, mail: RawMail): Promise<boolean> {
  const { id, receivedAt, way, mailboxes, ip, helo, mailFrom, rcptTo, raw, fetchedAs, dueAt } = mail
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const rows = await tx.call(insert, [
    id,
    receivedAt,
    way,
    storableJson(mailboxes),
    ip,
    helo === null ? null : storable(helo),
    mailFrom === null ? null : storable(mailFrom),
    rcptTo.map(storable),
    bytes.length,
    bytes,
    fetchedAs,
    dueAt,
  ])
  return rows.length > 0
}

interface RawRow {
  readonly id: MailId
  readonly received_at: Instant
  readonly way: MailWay
  readonly mailboxes: readonly MailboxOf[]
  readonly ip: string | null
  readonly helo: string | null
  readonly mail_from: string | null
  readonly rcpt_to: readonly string[]
  readonly raw: Buffer
  readonly fetched_as: string | null
  readonly tries: number
}

const takenOf = (row: RawRow): TakenMail => ({
  id: row.id,
  receivedAt: row.received_at,
  way: row.way,
  mailboxes: row.mailboxes,
  ip: row.ip,
  helo: row.helo,
  mailFrom: row.mail_from,
  rcptTo: row.rcpt_to,
  raw: row.raw,
  fetchedAs: row.fetched_as,
  tries: row.tries,
})

const take: Statement = {
  name: 'mails_in_take',
  text: `
    with due as (
      select id, due_at, size from mails_in where state = 'received' and due_at <= $1 order by due_at, id limit $3
      for update skip locked),
    taken as (
      select id from (select id, sum(size) over (order by due_at, id) - size as before from due) as sums where before < $4)
    update mails_in m set due_at = $2, tries = m.tries + 1 from taken where m.id = taken.id
    returning m.*`,
}

/** No more are taken together once they come to so many bytes: all of them are in memory. */
export const mostBytesTaken = 33_554_432

/** Takes up to `limit` that are due, the longest due first; they are left alone by everybody else until `until`. */
export async function takeMails(tx: Tx, at: Instant, until: Instant, limit: number): Promise<readonly TakenMail[]> {
  return (await tx.call<RawRow>(take, [at, until, limit, mostBytesTaken])).map(takenOf)
}

const takeOne: Statement = {
  name: 'mails_in_take_one',
  text: `update mails_in set due_at = $2, tries = tries + 1 where id = $1 and state = 'received' returning *`,
}

/** Null where it is done or parked. */
export async function takeMail(tx: Tx, id: MailId, until: Instant): Promise<TakenMail | null> {
  const [row] = await tx.call<RawRow>(takeOne, [id, until])
  return row === undefined ? null : takenOf(row)
}

const lock: Statement = {
  name: 'mails_in_lock',
  text: `select id from mails_in where id = $1 and state = 'received' for update`,
}

/** Whether it is still to be done; nobody else ends it in this transaction's time. */
export const lockMail = async (tx: Tx, id: MailId): Promise<boolean> => (await tx.call(lock, [id])).length > 0

/** What was read from a mail. */
export interface ReadMail {
  readonly messageId: string | null
  readonly digest: Uint8Array
  readonly from: { readonly name: string; readonly email: string } | null
  readonly subject: string
  readonly automatic: string | null
  readonly identity: unknown
  readonly contents: unknown
}

/** What was made of it. */
export interface MailEnd {
  readonly outcome: MailOutcome
  readonly because: readonly Because[]
  readonly ticket: TicketId | null
  readonly message: MessageId | null
  readonly at: Instant
}

const end: Statement = {
  name: 'mails_in_end',
  text: `
    update mails_in set state = 'done', error = null, settled_at = $2, outcome = $3, because = $4, ticket_id = $5, posted_id = $6,
      message_id = $7, digest = $8, from_name = $9, from_email = $10, subject = $11, automatic = $12, identity = $13, contents = $14
    where id = $1 and state = 'received'`,
}

export async function endMail(tx: Tx, id: MailId, read: ReadMail, ended: MailEnd): Promise<void> {
  const { messageId, digest, from, subject, automatic, identity, contents } = read
  await tx.call(end, [
    id,
    ended.at,
    ended.outcome,
    storableJson(ended.because),
    ended.ticket,
    ended.message,
    messageId,
    Buffer.from(digest),
    from === null ? null : storable(from.name),
    from === null ? null : storable(from.email).toLowerCase(),
    storable(subject),
    automatic,
    storableJson(identity),
    storableJson(contents),
  ])
}

const endUnreadable: Statement = {
  name: 'mails_in_end_unread',
  text: `update mails_in set state = 'done', error = null, settled_at = $2, outcome = $3, because = $4
    where id = $1 and state = 'received'`,
}

/** The end of one that cannot be read. */
export async function endUnread(tx: Tx, id: MailId, { outcome, because, at }: MailEnd): Promise<void> {
  await tx.call(endUnreadable, [id, at, outcome, storableJson(because)])
}

const fail: Statement = {
  name: 'mails_in_fail',
  text: `
    update mails_in set error = $2, due_at = coalesce($3, due_at), state = case when $3::timestamptz is null then 'parked' else state end,
      settled_at = case when $3::timestamptz is null then $4 else settled_at end
    where id = $1 and state = 'received'`,
}

/** It could not be processed: tried again at `againAt`, or, where that is null, parked for a person. */
export async function failMail(tx: Tx, id: MailId, error: string, at: Instant, againAt: Instant | null): Promise<void> {
  await tx.call(fail, [id, storable(error).slice(0, 2_000), againAt, at])
}

const putBack: Statement = {
  name: 'mails_in_put_back',
  text: `update mails_in set error = $2, due_at = $3, tries = greatest(tries - 1, 0)
    where id = $1 and state = 'received' and tries = $4`,
}

/** It was nobody's fault that it could not be processed: tried again at `againAt`, and this time is not counted. */
export async function putMailBack(tx: Tx, mail: TakenMail, error: string, againAt: Instant): Promise<void> {
  await tx.call(putBack, [mail.id, storable(error).slice(0, 2_000), againAt, mail.tries])
}

const retry: Statement = {
  name: 'mails_in_retry',
  text: `
    update mails_in set state = 'received', tries = 0, due_at = $2, settled_at = null
    where id = $1 and state = 'parked' returning id`,
}

/** A parked one is taken up again, as though it had just come; false where it is not parked. */
export const retryMail = async (tx: Tx, id: MailId, at: Instant): Promise<boolean> =>
  (await tx.call(retry, [id, at])).length > 0

const letIn: Statement = {
  name: 'mails_in_let_in',
  text: `update mails_in set ticket_id = $2, posted_id = $3 where id = $1 and outcome = 'hold'`,
}

/** A person has let in what was held: from now on its thread is known. */
export async function noteLetIn(tx: Tx, id: MailId, ticket: TicketId, message: MessageId): Promise<void> {
  await tx.call(letIn, [id, ticket, message])
}
