/** Following a ticket of somebody else's: what happens to it is told 'for you', as it is to whoever has it (decision 36). */
import type { TicketId } from '../domain/kernel.ts'
import type { Tx } from '../storage/database.ts'
import { follow as keep, followersOf, unfollow as end } from '../storage/follows.ts'
import { lockPerson } from '../storage/people.ts'
import { readTicket } from '../storage/ticket-rows.ts'
import { lockTicket } from '../storage/tickets.ts'
import type { Actor, App } from './app.ts'
import { utc } from './instants.ts'
import { once, type Once } from './once.ts'
import { no, notFound, type Answer } from './refusals.ts'
import { staffOnly, type Acted } from './tickets/carry-out.ts'

export interface FollowersView {
  /** By name. */
  readonly items: readonly {
    readonly id: string
    readonly name: string
    readonly email: string | null
    readonly side: 'staff' | 'partner'
    readonly since: string
  }[]
}

async function viewOf(tx: Tx, ticket: TicketId): Promise<FollowersView> {
  const items = await followersOf(tx, ticket)
  return { items: items.map(({ since, ...person }) => ({ ...person, since: utc(since) })) }
}

/** GET /tickets/{id}/followers. */
export const listFollowers = (app: App, actor: Actor, id: TicketId): Promise<Answer<FollowersView>> =>
  app.db.transaction(actor, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    if ((await readTicket(tx, id)) === null) return notFound('ticket')
    return { ok: true, value: await viewOf(tx, id) }
  })

/** POST /tickets/{id}/followers: the caller follows it from now on. Twice is once. */
export const follow = (app: App, actor: Actor, id: TicketId, asked: Once | null): Acted<FollowersView> =>
  once(app, actor, asked, 200, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    // Whoever is leaving at this moment has left, or stays until it is done; and so with a merge.
    const person = await lockPerson(tx, actor.person, 'share')
    const ticket = person?.active === true ? await lockTicket(tx, id) : null
    if (ticket === null) return notFound('ticket')
    if (ticket.mergedInto !== null)
      return no({ code: 'invalid-state', message: 'It was merged: follow the ticket that goes on.' })
    if (ticket.assignee === actor.person)
      return no({ code: 'invalid-state', message: 'It is yours: you are told of it as it is.' })
    await keep(tx, id, actor.person, app.now())
    return { ok: true, value: await viewOf(tx, id) }
  })

/** DELETE /tickets/{id}/followers: the caller follows it no more. Whoever did not follow it is answered the same. */
export const unfollow = (app: App, actor: Actor, id: TicketId): Promise<Answer<FollowersView>> =>
  app.db.transaction(actor, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    if ((await readTicket(tx, id)) === null) return notFound('ticket')
    await end(tx, id, actor.person)
    return { ok: true, value: await viewOf(tx, id) }
  })
