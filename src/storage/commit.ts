/** The one writer of tickets: what was decided becomes true, all of it or nothing, in one round trip (G1). */
import type { Finding } from '../domain/intake/request.ts'
import type { Instant, MessageId, PersonId, TicketId } from '../domain/kernel.ts'
import type { Channel, Decision } from '../domain/ticket/ticket.ts'
import type { Known } from './letter-row.ts'
import type { Statement, Tx } from './tx.ts'
import { payloadOf, tables, type Payload } from './payload.ts'

export interface Write {
  readonly decision: Decision
  /** What the ticket's revision was when it was read; 0 for a new one. */
  readonly expectedRevision: number
  readonly messages: readonly NewMessage[]
  /** Of a new ticket, and only of one. */
  readonly opened?: Opened
  /** Where the severity changes: why it is what it is now (C7). */
  readonly severityBecause?: string
  /** Nobody is written to: a log of the past. */
  readonly silent?: boolean
}

export interface Opened {
  /** Of the desk: 'PS' makes PS-1042. */
  readonly numberPrefix: string
  /** The form as it was given. */
  readonly intake: unknown
  readonly findings: readonly Finding[]
  readonly severityBecause: string
  /** The contact, where it was looked up just now: a letter to it need not look again. */
  readonly contact?: Known
}

export interface NewMessage {
  readonly id: MessageId
  readonly body: string
  readonly visibility: 'public' | 'internal'
  readonly forCustomer: boolean
  readonly determination: boolean
  readonly author: PersonId | null
  readonly side: 'agent' | 'partner' | 'system'
  readonly channel: Channel
  readonly at: Instant
}

export interface Committed {
  readonly ticket: TicketId
  readonly number: string
  readonly revision: number
}

const writeAll: Statement = { name: 'commit_writes', text: 'select * from commit_writes($1, $2, $3, $4, $5, $6)' }

/**
 * Writes decisions about tickets that are new or were locked in this transaction; several about one ticket must follow
 * each other. A ticket that somebody else changed meanwhile fails the transaction, which then runs again.
 * Answers in the order of the tickets' first writes. `letters` may hold back what would otherwise be sent.
 */
export async function commit(
  tx: Tx,
  writes: readonly Write[],
  letters: Tx['letters'] = tx.letters,
): Promise<readonly Committed[]> {
  if (writes.length === 0) return []
  const payload = payloadOf(writes, tx.heads, letters, tx.rowTypes)
  const rows = await tx.call<WrittenRow>(
    writeAll,
    tables.map((table) => payload.rows[table]),
  )
  for (const [ticket, head] of payload.heads) tx.heads.set(ticket, head)
  tx.announces ||= payload.hasEvents
  return committedOf(payload.tickets, rows)
}

export interface WrittenRow {
  readonly ticket_id: TicketId
  readonly number: string
}

/** Each ticket with the number that the database has given it. */
export function committedOf(tickets: Payload['tickets'], rows: readonly WrittenRow[]): readonly Committed[] {
  const numbers = new Map(rows.map((row) => [row.ticket_id, row.number]))
  return tickets.map(({ id, revision }) => {
    const number = numbers.get(id)
    if (number === undefined) throw new Error(`Ticket ${id} was not written.`)
    return { ticket: id, number, revision }
  })
}
