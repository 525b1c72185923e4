/** Who wants an idea: votes of contacts, one each, and the tickets that ask for it (B6). */
import type { Instant, PartnerId, PersonId, TicketId } from '../domain/kernel.ts'
import type { Status } from '../domain/ticket/ticket.ts'
import type { IdeaId } from './ideas.ts'
import type { Statement, Tx } from './tx.ts'

const statements = {
  vote: {
    name: 'idea_voted',
    text: `insert into idea_votes (idea_id, person_id, partner_id, at) values ($1, $2, $3, $4) on conflict do nothing`,
  },
  unvote: { name: 'idea_unvoted', text: 'delete from idea_votes where idea_id = $1 and person_id = $2' },
  unite: {
    name: 'idea_votes_united',
    text: `insert into idea_votes (idea_id, person_id, partner_id, at)
      select $2, person_id, partner_id, at from idea_votes where idea_id = $1 on conflict do nothing`,
  },
  leave: { name: 'idea_votes_left', text: 'delete from idea_votes where idea_id = $1' },
  move: { name: 'idea_tickets_moved', text: 'update idea_tickets set idea_id = $2 where idea_id = $1' },
  voters: {
    name: 'idea_voters',
    text: `select p.id, p.name, count(*)::int as contacts from idea_votes v join partners p on p.id = v.partner_id
      where v.idea_id = $1 group by p.id, p.name order by contacts desc, p.name`,
  },
  tickets: {
    name: 'idea_tickets_of',
    text: `select t.id, t.number, t.subject, t.status, p.name as "partnerName"
      from idea_tickets a join tickets t on t.id = a.ticket_id left join partners p on p.id = t.partner_id
      where a.idea_id = $1 order by a.attached_at, t.id limit 200`,
  },
  attach: {
    name: 'idea_ticket_attached',
    text: `insert into idea_tickets (ticket_id, idea_id, partner_id, attached_by, attached_at) values ($1, $2, $3, $4, $5)
      on conflict (ticket_id) do update set idea_id = excluded.idea_id, attached_by = excluded.attached_by,
        attached_at = excluded.attached_at`,
  },
  detach: { name: 'idea_ticket_detached', text: 'delete from idea_tickets where ticket_id = $1' },
  interested: {
    name: 'idea_interested',
    text: `select p.id, p.name, p.email, p.partner_id as partner, r.country, r.state from (
        select person_id from idea_votes where idea_id = $1
        union select t.contact_id from idea_tickets a join tickets t on t.id = a.ticket_id where a.idea_id = $1) who
      join people p on p.id = who.person_id and p.active and p.side = 'partner' join partners r on r.id = p.partner_id
      where not exists (select from idea_letters_declined d where d.person_id = p.id) order by p.id`,
  },
  declines: { name: 'idea_letters_declines', text: 'select from idea_letters_declined where person_id = $1' },
  decline: {
    name: 'idea_letters_decline',
    text: 'insert into idea_letters_declined (person_id, partner_id) values ($1, $2) on conflict do nothing',
  },
  accept: { name: 'idea_letters_accept', text: 'delete from idea_letters_declined where person_id = $1' },
} as const satisfies Record<string, Statement>

export interface Voter {
  readonly person: PersonId
  readonly partner: PartnerId
}

/** Twice is once. */
export async function addVote(tx: Tx, idea: IdeaId, { person, partner }: Voter, at: Instant): Promise<void> {
  await tx.call(statements.vote, [idea, person, partner, at])
}

export async function removeVote(tx: Tx, idea: IdeaId, person: PersonId): Promise<void> {
  await tx.call(statements.unvote, [idea, person])
}

/** Votes and tickets of one idea become another's; who voted for both has one vote. */
export async function uniteIdeas(tx: Tx, from: IdeaId, to: IdeaId): Promise<void> {
  await tx.call(statements.unite, [from, to])
  await tx.call(statements.leave, [from])
  await tx.call(statements.move, [from, to])
}

/** By partner: for staff; a partner finds its own. */
export const votersOf = (
  tx: Tx,
  idea: IdeaId,
): Promise<readonly { readonly id: PartnerId; readonly name: string; readonly contacts: number }[]> =>
  tx.call(statements.voters, [idea])

export interface IdeaTicket {
  readonly id: TicketId
  readonly number: string
  readonly subject: string
  readonly status: Status
  readonly partnerName: string | null
}

/** Those that the actor may see, the first two hundred. */
export const ticketsOfIdea = (tx: Tx, idea: IdeaId): Promise<readonly IdeaTicket[]> =>
  tx.call(statements.tickets, [idea])

/** It leaves the idea that it was attached to. */
export async function attachTicket(
  tx: Tx,
  ticket: { readonly id: TicketId; readonly partner: PartnerId | null },
  idea: IdeaId,
  by: PersonId,
  at: Instant,
): Promise<void> {
  await tx.call(statements.attach, [ticket.id, idea, ticket.partner, by, at])
}

export async function detachTicket(tx: Tx, ticket: TicketId): Promise<void> {
  await tx.call(statements.detach, [ticket])
}

export interface Interested {
  readonly id: PersonId
  readonly name: string
  readonly email: string
  readonly partner: PartnerId
  readonly country: string
  readonly state: string | null
}

/** Contacts who voted for it or whose ticket asks for it, and who take letters about ideas. */
export const interestedIn = (tx: Tx, idea: IdeaId): Promise<readonly Interested[]> =>
  tx.call(statements.interested, [idea])

export const takesIdeaLetters = async (tx: Tx, person: PersonId): Promise<boolean> =>
  (await tx.call(statements.declines, [person])).length === 0

export async function setIdeaLetters(tx: Tx, { person, partner }: Voter, wanted: boolean): Promise<void> {
  await tx.call(wanted ? statements.accept : statements.decline, wanted ? [person] : [person, partner])
}
