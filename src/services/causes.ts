/** Saying that tickets have one cause: one of them stands for it, the others are attached to it (decision 36). No partner learns of it. */
import { causesAfterMerge, whyNotCausedBy } from '../domain/cause.ts'
import type { Instant, TicketId } from '../domain/kernel.ts'
import {
  attach,
  attachedTo,
  causeOf,
  detach,
  inherit,
  linkedOf,
  moveAttached,
  namedOf,
  sumCaused,
  takeTurn,
  type CausedSum,
} from '../storage/causes.ts'
import type { Tx } from '../storage/database.ts'
import type { Page, PageRequest } from '../storage/page.ts'
import { readTicket, readTickets } from '../storage/ticket-rows.ts'
import { lockTicket, lockTickets } from '../storage/tickets.ts'
import type { Actor, App } from './app.ts'
import { utc } from './instants.ts'
import { once, type Once } from './once.ts'
import { no, notFound, wrongFields, type Answer } from './refusals.ts'
import { staffOnly, type Acted } from './tickets/carry-out.ts'
import { viewsOf } from './tickets/reading.ts'
import type { TicketView } from './tickets/view.ts'

type Staff = Extract<Actor, { kind: 'staff' }>

export interface LinksView {
  /** What it is attached to. */
  readonly cause: { readonly ticket: TicketView; readonly since: string; readonly by: string | null } | null
  /** What is attached to it. */
  readonly caused: CausedSum
}

async function linksView(app: App, tx: Tx, id: TicketId): Promise<LinksView> {
  const cause = await causeOf(tx, id)
  const [ticket] = cause === null ? [] : await viewsOf(app, tx, await readTickets(tx, [cause.id]))
  return {
    cause: cause === null || ticket === undefined ? null : { ticket, since: utc(cause.since), by: cause.by },
    caused: await sumCaused(tx, id),
  }
}

/** GET /tickets/{id}/links. */
export const getLinks = (app: App, actor: Actor, id: TicketId): Promise<Answer<LinksView>> =>
  app.db.transaction(actor, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    return (await readTicket(tx, id)) === null ? notFound('ticket') : { ok: true, value: await linksView(app, tx, id) }
  })

/** GET /tickets/{id}/caused: what is attached to it, in the order in which it was. */
export const listCaused = (
  app: App,
  actor: Actor,
  id: TicketId,
  page: PageRequest,
): Promise<Answer<Page<TicketView>>> =>
  app.db.transaction(actor, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    if ((await readTicket(tx, id)) === null) return notFound('ticket')
    const found = await attachedTo(tx, id, page)
    if (!found.ok) return no(found.problem)
    const { items, nextCursor } = found.value
    return { ok: true, value: { items: await viewsOf(app, tx, await readTickets(tx, items)), nextCursor } }
  })

/** POST /tickets/{id}/cause: it is attached to `cause`, and to no other any more. Twice is once. */
export const attachToCause = (
  app: App,
  actor: Actor,
  id: TicketId,
  given: { readonly cause: string },
  asked: Once | null,
): Acted<LinksView> =>
  once(app, actor, asked, 200, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    const done = await attachIn(tx, actor, id, given.cause as TicketId, app.now())
    return done.ok ? { ok: true, value: await linksView(app, tx, id) } : done
  })

async function attachIn(tx: Tx, actor: Staff, id: TicketId, causeId: TicketId, at: Instant): Promise<Answer<null>> {
  const locked = await lockTickets(tx, [...new Set([id, causeId])])
  const ticket = locked.find((each) => each.id === id)
  const cause = locked.find((each) => each.id === causeId)
  if (ticket === undefined) return notFound('ticket')
  if (cause === undefined) return wrongFields([{ field: 'cause', message: 'There is no such ticket.' }])
  await takeTurn(tx)
  const links = await linkedOf(tx, [id, causeId])
  const names = await namedOf(tx, [id, causeId])
  const problem = whyNotCausedBy(
    ticket,
    cause,
    { ticket: links.get(id)!, cause: links.get(causeId)! },
    { ticket: names.get(id)!, cause: names.get(causeId)! },
  )
  if (problem !== null) return no(problem)
  await attach(tx, { ticket: id, cause: causeId, at, by: actor.person })
  return { ok: true, value: null }
}

/** DELETE /tickets/{id}/cause: it is attached to nothing. What was not is answered the same. */
export const detachFromCause = (app: App, actor: Actor, id: TicketId): Promise<Answer<LinksView>> =>
  app.db.transaction(actor, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    if ((await lockTicket(tx, id)) === null) return notFound('ticket')
    await takeTurn(tx)
    await detach(tx, id)
    return { ok: true, value: await linksView(app, tx, id) }
  })

/** C13: in the transaction of a merge, with both tickets locked. */
export async function carryCauses(tx: Tx, merged: TicketId, survivor: TicketId): Promise<void> {
  await takeTurn(tx)
  const links = await linkedOf(tx, [merged, survivor])
  const [theirs, ours] = [links.get(merged)!, links.get(survivor)!]
  const { lead, survivorCause } = causesAfterMerge(theirs, ours)
  if (survivorCause === null) await detach(tx, survivor)
  else if (survivorCause !== ours.cause) await inherit(tx, merged, survivor)
  await detach(tx, merged)
  await moveAttached(tx, merged, lead)
}
