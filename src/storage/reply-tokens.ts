/** Reply tokens: who holds one answers its ticket as its address. Only a hash is kept; whoever sends makes them again. */
import { createHash } from 'node:crypto'
import type { Instant, PartnerId, PersonId, TicketId } from '../domain/kernel.ts'
import type { Statement, Tx } from './tx.ts'

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

const keep: Statement = {
  name: 'reply_tokens_keep',
  text: `insert into reply_tokens (hash, ticket_id, partner_id, address, created_at) values ($1, $2, $3, lower($4), $5)
    on conflict do nothing`,
}

export interface NewReplyToken {
  readonly token: string
  readonly ticket: TicketId
  readonly partner: PartnerId | null
  readonly address: string
  readonly at: Instant
}

/** One for a ticket and an address; a second time it is nothing. */
export async function keepReplyToken(tx: Tx, { token, ticket, partner, address, at }: NewReplyToken): Promise<void> {
  await tx.call(keep, [hashOf(token), ticket, partner, address, at])
}

const find: Statement = {
  name: 'reply_tokens_find',
  text: `select r.ticket_id as ticket, r.address, p.id as person
    from reply_tokens r left join people p on p.email = r.address and p.active where r.hash = $1`,
}

export interface TokenHolder {
  readonly ticket: TicketId
  /** In lower case. */
  readonly address: string
  /** Whose address that is now; null where nobody's. */
  readonly person: PersonId | null
}

/**
 * Whose token it is; null where it is none. In any case of letters: some mail systems change it. The ticket may have been
 * merged into another since.
 */
export async function ticketOfToken(tx: Tx, token: string): Promise<TokenHolder | null> {
  const [row] = await tx.call<TokenHolder>(find, [hashOf(token.trim().toLowerCase())])
  return row ?? null
}
