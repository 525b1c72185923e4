/** Whether a ledger is as it was written: its chain of hashes, from a ticket's first event to its head (G2). */
import type { TicketId } from '../domain/kernel.ts'
import type { TicketEvent } from '../domain/ticket/ticket.ts'
import { chainHash, chainStart } from './chain.ts'

export interface LedgerLine {
  readonly seq: number
  /** Null for a line that no event of ours could have become. */
  readonly event: TicketEvent | null
  readonly hash: string
}

export interface LedgerFault {
  /** The first event that is not as it was written; null where events are missing at the end. */
  readonly seq: number | null
  readonly message: string
}

/** The first fault of a ticket's ledger, in its order; `head` is the hash that the ticket knows of. */
export function faultIn(ticket: TicketId, lines: readonly LedgerLine[], head: string): LedgerFault | null {
  let before = chainStart
  let seq = 0
  for (const { seq: found, event, hash } of lines) {
    seq += 1
    if (found !== seq) return { seq, message: `Event ${seq} is missing.` }
    if (event === null || chainHash(before, ticket, event) !== hash)
      return { seq, message: `Event ${seq} is not what was written, or does not follow the one before it.` }
    before = hash
  }
  return before === head
    ? null
    : { seq: null, message: `The ledger ends at event ${seq}, and the ticket knows of later ones.` }
}
