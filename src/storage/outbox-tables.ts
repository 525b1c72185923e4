/** What kysely knows of the tables of outgoing mail: columns as they come out, by migrations/0014_outbox.sql. */
import type { Generated } from 'kysely'
import type { Instant, MessageId, PartnerId, TicketId } from '../domain/kernel.ts'
import type { LetterTemplate } from '../domain/letter.ts'
import type { LetterRecipient } from '../domain/ticket/ticket.ts'
import type { LetterAttempt, LetterContent, LetterOrigin, LetterRef, LetterState } from './letters.ts'

export interface OutboxTables {
  letters: {
    id: Generated<number>
    ticket_id: TicketId | null
    partner_id: PartnerId | null
    template: LetterTemplate
    recipient: LetterRecipient
    address: string | null
    message_id: MessageId | null
    data: Record<string, string | number | boolean | null>
    state: LetterState
    created_at: Instant
    once_for: string | null
    origin: LetterOrigin | null
    calendar: string | null
    addressed_at: Instant | null
    name: string | null
    ref: Generated<LetterRef>
    message_ref: string | null
    content: LetterContent | null
    tries: Generated<number>
    due_at: Instant | null
    leased_until: Instant | null
    settled_at: Instant | null
    answer: string | null
    attempts: Generated<LetterAttempt[]>
    domain: Generated<string | null>
  }
  reply_tokens: {
    hash: Buffer
    ticket_id: TicketId
    partner_id: PartnerId | null
    address: string
    created_at: Instant
  }
  declined_letters: { address: string; template: string; declined_at: Instant }
}
