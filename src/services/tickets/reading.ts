/** Tickets, messages and history as the actor may see them: the database itself shows nobody else's (G3). */
import type { Result, TicketId } from '../../domain/kernel.ts'
import { countUnread } from '../../storage/alerts.ts'
import { attachmentsOf } from '../../storage/attachments.ts'
import { countLive } from '../../storage/chats.ts'
import type { Tx } from '../../storage/database.ts'
import { countAttention } from '../../storage/escalations.ts'
import { eventsOf } from '../../storage/events.ts'
import { countHeld } from '../../storage/held.ts'
import { copiesOf } from '../../storage/message-copies.ts'
import { mentionsOf } from '../../storage/message-mentions.ts'
import { messagesOf } from '../../storage/messages.ts'
import { contactsThere, type PersonName } from '../../storage/people.ts'
import { callsOf } from '../../storage/phone.ts'
import type { Page, PageRequest } from '../../storage/page.ts'
import { redactionsOf } from '../../storage/redactions.ts'
import type { TicketFilter } from '../../storage/ticket-filter.ts'
import { countTickets as count, listTickets as list, readTicket, type TicketRow } from '../../storage/ticket-rows.ts'
import { marksOf } from '../../storage/ticket-marks.ts'
import { trainingOf } from '../../storage/training.ts'
import type { Actor, App } from '../app.ts'
import { viewsOf as filesOf } from '../attachments/uses.ts'
import { dutyFor } from '../escalation/duty.ts'
import { eventView, messageView, type EventView, type MessageView } from './message-view.ts'
import { no, notFound, type Answer } from '../refusals.ts'
import { ticketView, type TicketView } from './view.ts'

/** The ticket as it is in this transaction. */
export async function readView(app: App, tx: Tx, id: TicketId): Promise<Answer<TicketView>> {
  const row = await readTicket(tx, id)
  if (row === null) return notFound('ticket')
  const [view] = await viewsOf(app, tx, [row])
  return { ok: true, value: view as TicketView }
}

/** In their order, each under the policy it was opened with. */
export async function viewsOf(app: App, tx: Tx, rows: readonly TicketRow[]): Promise<TicketView[]> {
  const shown = await Promise.all(
    rows.map(async (row) => ({
      row,
      ticket: row.ticket,
      policy: await app.policies.version(row.ticket.policyVersion),
    })),
  )
  const duty = await dutyFor(app, tx, shown, app.now())
  const trained = await trainedIn(tx, rows)
  const receiver = await receivers(tx, rows)
  const marks = await marksOf(
    tx,
    rows.map(({ ticket }) => ticket.id),
  )
  return shown.map(({ row, policy }) =>
    ticketView(policy, { ...row, receiver: receiver(row), trainedIn: trained(row), marks: marks(row.ticket.id) }, duty),
  )
}

/** F8: who gets what is written to the partner of each. Most contacts are there: then nothing is read. */
async function receivers(tx: Tx, rows: readonly TicketRow[]): Promise<(row: TicketRow) => PersonName | null> {
  const left = rows.flatMap(({ ticket, contact }) => (contact?.active === false ? (ticket.partner ?? []) : []))
  const there = await contactsThere(tx, [...new Set(left)])
  return ({ ticket: { partner }, contact }) =>
    contact?.active === false ? (partner === null ? null : (there.get(partner) ?? null)) : contact
}

/** D4: what the contact of each was trained in. */
async function trainedIn(tx: Tx, rows: readonly TicketRow[]): Promise<(row: TicketRow) => readonly string[]> {
  const records = await trainingOf(tx, [...new Set(rows.flatMap(({ ticket }) => ticket.contact ?? []))])
  const byPerson = Map.groupBy(records, ({ person }) => person)
  return ({ ticket: { contact } }) =>
    contact === null ? [] : (byPerson.get(contact) ?? []).map(({ product }) => product)
}

export const getTicket = (app: App, actor: Actor, id: TicketId): Promise<Answer<TicketView>> =>
  app.db.transaction(actor, (tx) => readView(app, tx, id))

/** A page in the order of its view: the queue's is the order of urgency (C3, B8). */
export async function listTickets(
  app: App,
  actor: Actor,
  query: TicketFilter & PageRequest,
): Promise<Answer<Page<TicketView>>> {
  return app.db.transaction(actor, async (tx) => {
    const found = await list(tx, query)
    if (!found.ok) return no(found.problem)
    const { items, nextCursor } = found.value
    return { ok: true, value: { items: await viewsOf(app, tx, items), nextCursor } }
  })
}

/** How many are open: in all, one's own, and by desk. Counted up to a thousand: beyond, nobody reads the figure. */
export function countTickets(app: App, actor: Actor) {
  return app.db.transaction(actor, async (tx) => {
    const desks = app.policies.current().desks.map((desk) => desk.id)
    const queue = await count(tx, { view: 'queue' })
    const mine = actor.kind === 'staff' ? await count(tx, { view: 'mine' }) : 0
    const byDesk: Record<string, number> = {}
    for (const desk of desks) byDesk[desk] = await count(tx, { view: 'queue', desk })
    const keyAccounts = await count(tx, { view: 'queue', keyAccount: true })
    const escalated = await countAttention(tx, 'escalated')
    const disputed = await countAttention(tx, 'disputed')
    const held = actor.kind === 'staff' ? await countHeld(tx) : 0
    const chats = actor.kind === 'staff' ? (await countLive(tx)).waiting : 0
    const alerts = actor.kind === 'staff' ? await countUnread(tx, actor.person) : 0
    return { alerts, queue, mine, byDesk, keyAccounts, escalated, disputed, held, chats }
  })
}

export const ticketMessages = (
  app: App,
  actor: Actor,
  id: TicketId,
  page: PageRequest,
): Promise<Answer<Page<MessageView>>> =>
  ofTicket(app, actor, id, async (tx) => {
    const found = await messagesOf(tx, id, page)
    if (!found.ok) return found
    const ids = found.value.items.map((message) => message.id)
    const files = await attachmentsOf(tx, ids)
    const mails = await copiesOf(tx, ids)
    const calls = await callsOf(tx, ids)
    const mentions = await mentionsOf(tx, ids)
    const redactions = await redactionsOf(tx, ids)
    return pageOf(found.value, (message) =>
      messageView(
        message,
        filesOf(app, files, message.id),
        mails.get(message.id),
        calls.get(message.id),
        mentions.get(message.id),
        redactions.get(message.id),
      ),
    )
  })

export const ticketEvents = (
  app: App,
  actor: Actor,
  id: TicketId,
  page: PageRequest,
): Promise<Answer<Page<EventView>>> =>
  ofTicket(app, actor, id, async (tx, row) => {
    const policy = await app.policies.version(row.ticket.policyVersion)
    const found = await eventsOf(tx, id, page)
    return found.ok ? pageOf(found.value, (event) => eventView(policy, event)) : found
  })

const pageOf = <Item, View>(page: Page<Item>, view: (item: Item) => View): Result<Page<View>> => ({
  ok: true,
  value: { items: page.items.map(view), nextCursor: page.nextCursor },
})

/** Things of a ticket that the actor may see; of any other there are none, and it says no more than that. */
async function ofTicket<Value>(
  app: App,
  actor: Actor,
  id: TicketId,
  read: (tx: Tx, row: TicketRow) => Promise<Result<Value>>,
): Promise<Answer<Value>> {
  return app.db.transaction(actor, async (tx) => {
    const row = await readTicket(tx, id)
    if (row === null) return notFound('ticket')
    const found = await read(tx, row)
    return found.ok ? found : no(found.problem)
  })
}
