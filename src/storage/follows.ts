/** Who of the staff follows which ticket (0055). Partners see none of it. */
import type { Instant, PersonId, TicketId } from '../domain/kernel.ts'
import type { PersonName } from './people.ts'
import type { Statement, Tx } from './tx.ts'

export interface Follower extends PersonName {
  readonly since: Instant
}

const of: Statement = {
  name: 'followers_of',
  text: `select n.id, n.name, n.side, n.email, f.since_at as since from follows f join person_names n on n.id = f.person_id and n.active
    where f.ticket_id = $1 order by lower(n.name), n.id`,
}
const add: Statement = {
  name: 'follow',
  text: 'insert into follows (ticket_id, person_id, since_at) values ($1, $2, $3) on conflict do nothing',
}
const remove: Statement = { name: 'unfollow', text: 'delete from follows where ticket_id = $1 and person_id = $2' }
const carry: Statement = { name: 'follow_survivor', text: 'select follow_survivor($1, $2)' }

/** By name. */
export const followersOf = (tx: Tx, ticket: TicketId): Promise<readonly Follower[]> => tx.call<Follower>(of, [ticket])

/** Twice is once, since the first time. */
export async function follow(tx: Tx, ticket: TicketId, person: PersonId, at: Instant): Promise<void> {
  await tx.call(add, [ticket, person, at])
}

export async function unfollow(tx: Tx, ticket: TicketId, person: PersonId): Promise<void> {
  await tx.call(remove, [ticket, person])
}

/** C13: what was followed, or is to be remembered, goes on as the ticket that it has been merged into. */
export async function followSurvivor(tx: Tx, merged: TicketId, at: Instant): Promise<void> {
  await tx.call(carry, [merged, at])
}
