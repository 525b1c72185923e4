/** A letter of a decision as `commit_writes` takes it; what is absent is null. */
import type { PartnerId, TicketId } from '../domain/kernel.ts'
import type { Letter } from '../domain/ticket/ticket.ts'
import type { Tx } from './tx.ts'

/** `at` is UTC; the state is the transaction's (G4). */
export function letterRow(
  ticket: TicketId,
  partner: PartnerId | null,
  letter: Letter,
  state: Tx['letters'],
  at: string | undefined,
): Readonly<Record<string, unknown>> {
  return {
    ticket_id: ticket,
    partner_id: partner ?? undefined,
    template: letter.template,
    recipient: letter.to,
    address: letter.to.kind === 'named' ? letter.to.email : undefined,
    message_id: letter.message ?? undefined,
    data: letter.data,
    // Nothing is sent while there is no way out: it is kept, and shown (G4).
    state,
    created_at: at,
  }
}
