/** What kysely knows of the tables of held requests: columns as they come out. */
import type { Generated } from 'kysely'
import type { Finding } from '../domain/intake/request.ts'
import type { Id, Instant, PersonId, TicketId } from '../domain/kernel.ts'
import type { Channel } from '../domain/ticket/ticket.ts'

export interface HeldTables {
  held_requests: {
    id: Id<'held'>
    channel: Channel
    desk: string
    from_name: string
    from_email: string
    subject: string
    body: string
    form: unknown
    reasons: Finding[]
    received_at: Instant
    held_at: Instant
    mail_id: string | null
    reply_to: TicketId | null
    told_at: Generated<Instant | null>
    state: 'held' | 'released' | 'refused'
    decided_at: Generated<Instant | null>
    decided_by: Generated<PersonId | null>
    decided_because: Generated<string | null>
    ticket_id: Generated<TicketId | null>
  }
  held_acts: {
    id: Generated<number>
    held_id: Id<'held'>
    at: Instant
    by_person: PersonId | null
    what: 'held' | 'told' | 'released' | 'refused' | 'reopened'
    because: string | null
  }
}
