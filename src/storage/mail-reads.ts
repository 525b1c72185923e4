/** Mail as it is looked at: in lists, one by one, and in figures that cost the same however much there is. */
import type { Identity, MailName } from '../domain/mail/identity.ts'
import type { Because } from '../domain/mail/verdict.ts'
import { ok, type Instant, type Result, type TicketId } from '../domain/kernel.ts'
import type { AttachmentId } from './attachments.ts'
import { toText } from './connection.ts'
import type { MailId, MailOutcome, MailState, MailboxOf, MailWay } from './mails-in.ts'
import { cursorOf, pageOf, readCursor, type Page, type PageRequest } from './page.ts'
import type { Statement, Tx } from './tx.ts'

export interface MailRow {
  readonly id: MailId
  readonly receivedAt: Instant
  readonly way: MailWay
  readonly mailboxes: readonly MailboxOf[]
  /** Bytes. */
  readonly size: number
  readonly state: MailState
  readonly dueAt: Instant
  readonly tries: number
  readonly error: string | null
  readonly settledAt: Instant | null
  /** Of the envelope: '' is the empty return path; null where there was none. */
  readonly mailFrom: string | null
  readonly fromName: string | null
  readonly fromEmail: string | null
  readonly subject: string | null
  readonly automatic: string | null
  readonly outcome: MailOutcome | null
  readonly because: readonly Because[] | null
  readonly ticket: TicketId | null
  /** Id of what is held of it. */
  readonly held: string | null
}

/** What is shown of one. */
export interface WholeMail extends MailRow {
  readonly ip: string | null
  readonly helo: string | null
  readonly rcptTo: readonly string[]
  readonly messageId: string | null
  readonly identity: Identity | null
  readonly contents: MailContents | null
}

export interface MailContents {
  readonly to: readonly MailName[]
  readonly cc: readonly MailName[]
  readonly date: string | null
  readonly text: string
  readonly reply: string
  readonly html: string | null
  readonly parts: readonly MailFile[]
}

/** A file that came with a mail. */
export interface MailFile {
  readonly name: string
  readonly bytes: number
  /** What the mail's HTML calls it, without angle brackets. */
  readonly contentId: string | null
  /** Where it is kept; null where it is in the raw mail alone. */
  readonly attachment: AttachmentId | null
}

const columns = `
  m.id, m.received_at as "receivedAt", m.way, m.mailboxes, m.size, m.state, m.due_at as "dueAt", m.tries, m.error,
  m.mail_from as "mailFrom", m.settled_at as "settledAt", m.from_name as "fromName", m.from_email as "fromEmail", m.subject, m.automatic, m.outcome, m.because,
  m.ticket_id as ticket, (select h.id from held_requests h where h.mail_id = m.id::text) as held`

const list: Statement = {
  name: 'mails_in_list',
  text: `
    select ${columns} from mails_in m
    where ($1::text is null or m.state = $1) and ($2::text is null or m.outcome = $2)
      and ($3::text is null or m.mailboxes @> jsonb_build_array(jsonb_build_object('desk', $3::text)))
      and ($4::timestamptz is null or (m.received_at, m.id) < ($4, $5::uuid))
    order by m.received_at desc, m.id desc limit $6`,
}

export interface MailFilter {
  readonly state?: MailState | undefined
  readonly outcome?: MailOutcome | undefined
  readonly desk?: string | undefined
}

/** The latest first. */
export async function listMails(
  tx: Tx,
  { state, outcome, desk, limit, cursor }: MailFilter & PageRequest,
): Promise<Result<Page<MailRow>>> {
  const after = readCursor(cursor, 'mails-in', ['instant', 'uuid'])
  if (!after.ok) return after
  const [at = null, id = null] = after.value ?? []
  const rows = await tx.call<MailRow>(list, [state ?? null, outcome ?? null, desk ?? null, at, id, limit + 1])
  return ok(
    pageOf(
      rows,
      limit,
      (row): MailRow => row,
      (last) => cursorOf('mails-in', [toText(last.receivedAt), last.id]),
    ),
  )
}

const whole: Statement = {
  name: 'mails_in_whole',
  text: `select ${columns}, m.ip, m.helo, m.rcpt_to as "rcptTo", m.message_id as "messageId", m.identity,
    m.contents from mails_in m where m.id = $1`,
}

export async function wholeMail(tx: Tx, id: MailId): Promise<WholeMail | null> {
  const [row] = await tx.call<WholeMail>(whole, [id])
  return row ?? null
}

const raw: Statement = { name: 'mails_in_raw', text: 'select raw from mails_in where id = $1' }

/** As it came. */
export async function rawMail(tx: Tx, id: MailId): Promise<Buffer | null> {
  const [row] = await tx.call<{ raw: Buffer }>(raw, [id])
  return row?.raw ?? null
}

export interface MailFigures {
  readonly lastIn: Instant | null
  readonly lastOut: Instant | null
  /** Since when the oldest waits that is to be processed. */
  readonly oldestWaiting: Instant | null
  /** Counted up to `upTo`, as those below. */
  readonly waiting: number
  readonly parked: number
  readonly held: number
  /** Tried, failed, and to be tried again. */
  readonly retrying: number
  readonly lettersQueued: number
  readonly lettersFailed: number
}

const figures: Statement = {
  name: 'mail_figures',
  text: `
    select
      (select received_at from mails_in order by received_at desc, id desc limit 1) as "lastIn",
      (select max(settled_at) from letters where state = 'sent') as "lastOut",
      (select min(received_at) from (select received_at from mails_in where state = 'received' order by due_at limit $1) as few)
        as "oldestWaiting",
      (select count(*)::int from (select from mails_in where state = 'received' limit $1) as few) as waiting,
      (select count(*)::int from (select from mails_in where state = 'parked' limit $1) as few) as parked,
      (select count(*)::int from (select from held_requests where state = 'held' limit $1) as few) as held,
      (select count(*)::int from (select from mails_in where state = 'received' and error is not null limit $1) as few) as retrying,
      (select count(*)::int from (select from letters where state in ('queued', 'sending') limit $1) as few) as "lettersQueued",
      (select count(*)::int from (select from letters where state = 'failed' limit $1) as few) as "lettersFailed"`,
}

export async function mailFigures(tx: Tx, upTo: number): Promise<MailFigures> {
  const [row] = await tx.call<MailFigures>(figures, [upTo])
  if (row === undefined) throw new Error('One row was asked for.')
  return row
}
