/** Links by which somebody without an account answers: their hash, what they are bound to, and whether they were used. */
import type { Instant, PartnerId, TicketId } from '../domain/kernel.ts'
import type { RunId } from '../domain/workflow/run.ts'
import type { Statement, Tx } from './tx.ts'

export interface PublicLink {
  readonly run: RunId
  readonly ticket: TicketId
  readonly partner: PartnerId | null
  readonly visit: number
  /** Of what was asked, in hexadecimal. */
  readonly digest: string
  readonly address: string
  readonly createdAt: Instant
  readonly expiresAt: Instant
  readonly answeredAt: Instant | null
  /** The step that was taken by it. */
  readonly answer: string | null
}

const add: Statement = {
  name: 'public_links_add',
  text: `insert into public_links (hash, run_id, ticket_id, partner_id, visit, digest, address, created_at, expires_at)
    values ($1, $2, $3, $4, $5, decode($6, 'hex'), lower($7), $8, $9)`,
}
const find: Statement = {
  name: 'public_links_find',
  text: `select run_id as run, ticket_id as ticket, partner_id as partner, visit, encode(digest, 'hex') as digest, address,
      created_at as "createdAt", expires_at as "expiresAt", answered_at as "answeredAt", answer
    from public_links where hash = $1`,
}
/* Every link of the visit is used with it: a reminder's is not good for a second answer. */
const answer: Statement = {
  name: 'public_links_answer',
  text: 'update public_links set answered_at = $3, answer = $4 where run_id = $1 and visit = $2 and answered_at is null',
}

export async function insertLink(tx: Tx, hash: Buffer, link: Omit<PublicLink, 'answeredAt' | 'answer'>): Promise<void> {
  const { run, ticket, partner, visit, digest, address, createdAt, expiresAt } = link
  await tx.call(add, [hash, run, ticket, partner, visit, digest, address, createdAt, expiresAt])
}

export async function linkByHash(tx: Tx, hash: Buffer): Promise<PublicLink | null> {
  const [link] = await tx.call<PublicLink>(find, [hash])
  return link ?? null
}

const asked: Statement = {
  name: 'public_links_asked',
  text: `select distinct on (l.run_id, l.visit) l.run_id as run, l.ticket_id as ticket, l.partner_id as partner, l.visit,
      encode(l.digest, 'hex') as digest, l.address, l.created_at as "createdAt", l.expires_at as "expiresAt",
      l.answered_at as "answeredAt", l.answer
    from workflow_runs r join public_links l on l.run_id = r.id where r.ticket_id = $1 and l.address = lower($2)
    order by l.run_id, l.visit, l.created_at desc`,
}

/** What an address was asked on a ticket: the last link of each question, in no order. */
export const linksOf = (tx: Tx, ticket: TicketId, address: string): Promise<readonly PublicLink[]> =>
  tx.call<PublicLink>(asked, [ticket, address])

export async function markAnswered(tx: Tx, run: RunId, visit: number, at: Instant, step: string): Promise<void> {
  await tx.call(answer, [run, visit, at, step])
}
