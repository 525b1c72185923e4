/** What was offered to contacts who were writing a request, and what came of it (B10). A partner's are its own. */
import { sql } from 'kysely'
import type { ArticleId } from '../domain/guide/article.ts'
import type { TicketTerm } from '../domain/guide/terms.ts'
import {
  ok,
  type Id,
  type Instant,
  type PartnerId,
  type PersonId,
  type Result,
  type TicketId,
} from '../domain/kernel.ts'
import type { Status } from '../domain/ticket/ticket.ts'
import { cursorOf, pageOf, readCursor, type Page, type PageRequest } from './page.ts'
import type { Statement, Tx } from './tx.ts'

/** An article, or an earlier ticket of the same partner. */
export type Suggested =
  | { readonly kind: 'article'; readonly id: ArticleId }
  | { readonly kind: 'ticket'; readonly id: TicketId }

export interface Offer {
  readonly id: Id<'suggestion'>
  readonly partner: PartnerId
  readonly contact: PersonId
  /** The request that is being written. */
  readonly draft: string
  readonly suggested: Suggested
  readonly title: string
  readonly typed: string
  readonly at: Instant
}

const offer: Statement = {
  name: 'suggestions_offer',
  text: `insert into suggestions (id, partner_id, contact_id, draft, article_id, ticket_id, title, typed, offered_at)
    select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[], $8::text[], $9::timestamptz[])
    on conflict (contact_id, draft, article_id, ticket_id) do nothing`,
}
const ofDraft = 'contact_id = $1 and draft = $2'
const opened: Statement = {
  name: 'suggestions_opened',
  text: `update suggestions set opened_at = coalesce(opened_at, $5), taken_at = null, typed = $6
    where ${ofDraft} and article_id is not distinct from $3 and ticket_id is not distinct from $4`,
}
const taken: Statement = {
  name: 'suggestions_taken',
  text: `update suggestions set opened_at = coalesce(opened_at, $5), taken_at = coalesce(taken_at, $5), typed = $6
    where ${ofDraft} and article_id is not distinct from $3 and ticket_id is not distinct from $4`,
}
const untaken: Statement = {
  name: 'suggestions_untaken',
  text: `update suggestions set taken_at = null where ${ofDraft}`,
}
const sent: Statement = {
  name: 'suggestions_sent',
  text: `update suggestions set sent_as = $3, sent_at = $4 where ${ofDraft}`,
}
const sentAs: Statement = {
  name: 'suggestions_sent_as',
  text: `select sent_as from suggestions where ${ofDraft} and sent_as is not null limit 1`,
}
const similar: Statement = {
  name: 'similar_tickets',
  text: `select r.id, r.number, r.subject, r.status, r.received_at, r.solved_at
    from similar_tickets($1::text[], $2::text[], $3) s join ticket_rows r on r.id = s.ticket_id order by s.near desc, r.received_at desc`,
}
const titleOfTicket: Statement = { name: 'suggested_ticket', text: 'select subject from tickets where id = $1' }

/** Notes each once for its draft. */
export async function noteOffers(tx: Tx, offers: readonly Offer[]): Promise<void> {
  if (offers.length === 0) return
  const column = (of: (each: Offer) => unknown) => offers.map(of)
  await tx.call(offer, [
    column(({ id }) => id),
    column(({ partner }) => partner),
    column(({ contact }) => contact),
    column(({ draft }) => draft),
    column(({ suggested }) => (suggested.kind === 'article' ? suggested.id : null)),
    column(({ suggested }) => (suggested.kind === 'ticket' ? suggested.id : null)),
    column(({ title }) => title),
    column(({ typed }) => typed),
    column(({ at }) => at.toString()),
  ])
}

type Noted = Pick<Offer, 'contact' | 'draft' | 'suggested' | 'typed' | 'at'>

const valuesOf = ({ contact, draft, suggested: { kind, id }, typed, at }: Noted) => [
  contact,
  draft,
  kind === 'article' ? id : null,
  kind === 'ticket' ? id : null,
  at,
  typed,
]

/** Looked at; where it had been taken as the solution, it is none any more. */
export const noteOpened = async (tx: Tx, noted: Noted): Promise<void> => void (await tx.call(opened, valuesOf(noted)))
/** One of a draft's is the solution: the last that was taken. */
export async function noteTaken(tx: Tx, noted: Noted): Promise<void> {
  await tx.call(untaken, [noted.contact, noted.draft])
  await tx.call(taken, valuesOf(noted))
}

/** The draft became a ticket after all. */
export const noteSent = async (
  tx: Tx,
  contact: PersonId,
  draft: string,
  ticket: TicketId,
  at: Instant,
): Promise<void> => void (await tx.call(sent, [contact, draft, ticket, at]))

/** As which ticket the draft was sent; null where it was not, or nothing was ever offered for it. */
export async function draftSentAs(tx: Tx, contact: PersonId, draft: string): Promise<TicketId | null> {
  const [row] = await tx.call<{ sent_as: TicketId }>(sentAs, [contact, draft])
  return row?.sent_as ?? null
}

export async function subjectOf(tx: Tx, ticket: TicketId): Promise<string | null> {
  const [row] = await tx.call<{ subject: string }>(titleOfTicket, [ticket])
  return row?.subject ?? null
}

export interface EarlierTicket {
  readonly id: TicketId
  readonly number: string
  readonly subject: string
  readonly status: Status
  readonly receivedAt: Instant
  readonly solvedAt: Instant | null
}

interface EarlierRow extends Omit<EarlierTicket, 'receivedAt' | 'solvedAt'> {
  readonly received_at: Instant
  readonly solved_at: Instant | null
}

/** The partner's own that share words with a text; none for anybody else. */
export async function earlierTickets(
  tx: Tx,
  terms: readonly TicketTerm[],
  limit: number,
): Promise<readonly EarlierTicket[]> {
  if (terms.length === 0) return []
  const rows = await tx.call<EarlierRow>(similar, [
    terms.map(({ query }) => query),
    terms.map(({ letters }) => letters),
    limit,
  ])
  return rows.map(({ received_at, solved_at, ...row }) => ({ ...row, receivedAt: received_at, solvedAt: solved_at }))
}

export interface Deflection {
  readonly id: Id<'suggestion'>
  readonly suggested: Suggested
  readonly title: string
  readonly typed: string
  readonly at: Instant
  readonly partner: { readonly id: PartnerId; readonly name: string }
  readonly contact: { readonly id: PersonId; readonly name: string }
}

interface DeflectionRow {
  readonly id: Id<'suggestion'>
  readonly article_id: ArticleId | null
  readonly ticket_id: TicketId | null
  readonly title: string
  readonly typed: string
  readonly taken_at: Instant
  readonly partner_id: PartnerId
  readonly partner_name: string
  readonly contact_id: PersonId
  readonly contact_name: string
}

export interface Span {
  /** From the first instant on, before the second. */
  readonly from: Instant
  readonly to: Instant
}

/** Drafts that ended with 'This solved it' and were not sent, by when that was; the latest first. */
export async function listDeflections(tx: Tx, { limit, cursor }: PageRequest): Promise<Result<Page<Deflection>>> {
  const after = readCursor(cursor, 'deflections', ['instant', 'uuid'])
  if (!after.ok) return after
  const [at = null, id = null] = after.value ?? []
  const rows = await tx.run(sql<DeflectionRow>`
    select s.id, s.article_id, s.ticket_id, s.title, s.typed, s.taken_at, p.id as partner_id, p.name as partner_name,
      n.id as contact_id, n.name as contact_name
    from suggestions s join partners p on p.id = s.partner_id join person_names n on n.id = s.contact_id
    where s.taken_at is not null and s.sent_as is null
      and (${at}::timestamptz is null or (s.taken_at, s.id) < (${at}::timestamptz, ${id}::uuid))
    order by s.taken_at desc, s.id desc limit ${limit + 1}`)
  return ok(
    pageOf(rows, limit, deflectionOf, (last) =>
      cursorOf('deflections', [last.taken_at.toString({ smallestUnit: 'millisecond' }), last.id]),
    ),
  )
}

const deflectionOf = (row: DeflectionRow): Deflection => ({
  id: row.id,
  suggested:
    row.article_id === null
      ? { kind: 'ticket', id: row.ticket_id as TicketId }
      : { kind: 'article', id: row.article_id },
  title: row.title,
  typed: row.typed,
  at: row.taken_at,
  partner: { id: row.partner_id, name: row.partner_name },
  contact: { id: row.contact_id, name: row.contact_name },
})
