/** A letter of a decision as `commit_writes` takes it; what is absent is null. */
import type { Instant, PartnerId, PersonId, TicketId } from '../domain/kernel.ts'
import type { Letter } from '../domain/ticket/ticket.ts'
import type { Tx } from './tx.ts'
import type { WrittenRow } from './written-rows.ts'

/** Whose name and address is known already. */
export interface Known {
  readonly id: PersonId
  readonly name: string
  readonly email: string
}

/**
 * The state is the transaction's (G4). A letter to somebody who is `known` is addressed already: most are
 * receipts, and each would be looked at and written again before it goes out.
 */
export function letterRow(
  ticket: TicketId,
  partner: PartnerId | null,
  letter: Letter,
  state: Tx['letters'],
  at: Instant | null,
  known: Known | undefined,
): WrittenRow<'letters'> {
  const { to } = letter
  const receiver = (to.kind === 'contact' || to.kind === 'staff') && to.person === known?.id ? known : undefined
  return {
    ticket_id: ticket,
    partner_id: partner,
    template: letter.template,
    recipient: to,
    address: to.kind === 'named' ? to.email : receiver?.email.toLowerCase(),
    name: receiver?.name,
    addressed_at: receiver === undefined ? null : at,
    message_id: letter.message,
    data: letter.data,
    // Nothing is sent while there is no way out: it is kept, and shown (G4).
    state,
    created_at: at,
  }
}
