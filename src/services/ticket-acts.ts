/** What people do to a ticket: lock it, decide, write what was decided, show it. One function for each endpoint. */
import type { Instant, MessageId, PersonId, Result, TicketId } from '../domain/kernel.ts'
import { categoryRules, type Kind, type Policy, type Severity } from '../domain/policy.ts'
import type { TicketCommand } from '../domain/ticket/command.ts'
import { decide } from '../domain/ticket/decide.ts'
import type { SeverityCause } from '../domain/ticket/facts.ts'
import type { Channel, Decision, Ticket } from '../domain/ticket/ticket.ts'
import { commit, type NewMessage, type Write } from '../storage/commit.ts'
import type { Tx } from '../storage/database.ts'
import type { Message } from '../storage/messages.ts'
import { namesOf, personById } from '../storage/people.ts'
import { lockTicket, lockTickets } from '../storage/tickets.ts'
import { byOf, isStaff, type Actor, type App } from './app.ts'
import { once, type Once, type Outcome } from './once.ts'
import { messageView, type MessageView } from './message-view.ts'
import { readView } from './reading.ts'
import { no, notAllowed, notFound, wrongFields, type Answer } from './refusals.ts'
import type { TicketView } from './ticket-view.ts'

type Acted<View = TicketView> = Promise<Answer<Outcome<View>>>

/** A command, and the message that goes with it. */
interface Act {
  readonly command: TicketCommand
  readonly message?: NewMessage
  readonly severityBecause?: string
}

const staffOnly = 'Only the vendor does this. Write what you need on the ticket, and an agent will.'

export interface NewReply {
  readonly body: string
  readonly visibility: 'public' | 'internal'
  readonly determination?: boolean | undefined
  readonly forCustomer?: boolean | undefined
}

/** POST /tickets/{id}/messages: a public answer, a partner's reply, or an internal note (C4, C5, C13). */
export function reply(
  app: App,
  actor: Actor,
  id: TicketId,
  given: NewReply,
  channel: Channel,
  asked: Once | null,
): Acted<{ message: MessageView; ticket: TicketView }> {
  const partnerOnly = (field: string, message: string) => ({ field, message })
  const mistakes = isStaff(actor)
    ? []
    : [
        ...(given.visibility === 'internal'
          ? [partnerOnly('visibility', "Only the vendor writes internal notes: give 'public'.")]
          : []),
        ...(given.determination === true
          ? [partnerOnly('determination', 'Only the vendor states a determination: leave it out.')]
          : []),
        ...(given.forCustomer === true
          ? [partnerOnly('forCustomer', 'Only the vendor marks a message so: leave it out.')]
          : []),
      ]
  if (given.visibility === 'internal' && given.determination === true)
    mistakes.push({
      field: 'determination',
      message: 'An internal note states nothing to the partner: make it public, or leave this out.',
    })
  return once(app, actor, asked, 201, async (tx) => {
    if (mistakes.length > 0) return wrongFields(mistakes)
    const at = app.now()
    const message = messageOf(app, actor, given, channel, at)
    const command: TicketCommand =
      given.visibility === 'internal'
        ? { kind: 'note', message: message.id }
        : { kind: 'reply', message: message.id, determination: given.determination ?? false }
    const done = await carryOut(app, tx, actor, id, at, () => ({ ok: true, value: { command, message } }))
    if (!done.ok) return done
    const { ticket, written } = done.value
    return { ok: true, value: { message: messageView(await asMessage(tx, id, written ?? message)), ticket } }
  })
}

/** What was just written, as it will be read. */
async function asMessage(tx: Tx, ticket: TicketId, { author, ...message }: NewMessage): Promise<Message> {
  const name = author === null ? undefined : (await namesOf(tx, [author])).get(author)
  return { ...message, ticket, author: name ?? null }
}

const messageOf = (app: App, actor: Actor, given: NewReply, channel: Channel, at: Instant): NewMessage => ({
  id: app.newId<'message'>(),
  body: given.body,
  visibility: given.visibility,
  forCustomer: given.forCustomer ?? false,
  determination: given.determination ?? false,
  author: actor.kind === 'system' ? null : actor.person,
  side: actor.kind === 'system' ? 'system' : actor.kind === 'staff' ? 'agent' : 'partner',
  channel,
  at,
})

/** C8. */
export const changeSeverity = (
  app: App,
  actor: Actor,
  id: TicketId,
  given: { readonly severity: Severity; readonly cause: SeverityCause; readonly reason: string },
  asked: Once | null,
): Acted =>
  byStaff(app, actor, id, asked, () => ({
    command: { kind: 'set-severity', ...given },
    severityBecause: given.reason,
  }))

/** B7. */
export const reclassify = (
  app: App,
  actor: Actor,
  id: TicketId,
  given: { readonly kind: Kind; readonly reason: string },
  asked: Once | null,
): Acted =>
  byStaff(app, actor, id, asked, () => ({ command: { kind: 'reclassify', to: given.kind, reason: given.reason } }))

/** With `body`, the answer that solved it; the partner's own needs none. */
export function solve(
  app: App,
  actor: Actor,
  id: TicketId,
  given: { readonly body?: string | undefined },
  channel: Channel,
  asked: Once | null,
): Acted {
  return once(app, actor, asked, 200, (tx) => {
    const at = app.now()
    const { body } = given
    if (body === undefined)
      return ticketOf(
        carryOut(app, tx, actor, id, at, () => ({ ok: true, value: { command: { kind: 'solve', message: null } } })),
      )
    const message = messageOf(app, actor, { body, visibility: 'public', determination: isStaff(actor) }, channel, at)
    return ticketOf(
      carryOut(app, tx, actor, id, at, () => ({
        ok: true,
        value: { command: { kind: 'solve', message: message.id }, message },
      })),
    )
  })
}

export const reopen = (
  app: App,
  actor: Actor,
  id: TicketId,
  given: { readonly reason: string },
  asked: Once | null,
): Acted =>
  once(app, actor, asked, 200, (tx) =>
    ticketOf(
      carryOut(app, tx, actor, id, app.now(), () => ({ ok: true, value: { command: { kind: 'reopen', ...given } } })),
    ),
  )

export interface TransferTo {
  readonly desk: string
  readonly category?: string | undefined
  readonly subType?: string | undefined
  readonly severity?: number | undefined
  readonly reason: string
}

/** A1. */
export function transfer(app: App, actor: Actor, id: TicketId, given: TransferTo, asked: Once | null): Acted {
  return once(app, actor, asked, 200, async (tx) => {
    if (!isStaff(actor)) return notAllowed(staffOnly)
    const act = (policy: Policy): Answer<Act> => {
      const desk = policy.desks.find((row) => row.id === given.desk)
      if (desk === undefined)
        return wrongFields([
          { field: 'desk', message: `Give one of the desks: ${policy.desks.map((row) => row.id).join(', ')}.` },
        ])
      const inDesk = policy.categories.filter((row) => row.desk === desk.id)
      const category = given.category === undefined ? inDesk[0] : categoryRules(policy, given.category)
      if (category === undefined || category.desk !== desk.id)
        return wrongFields([
          {
            field: 'category',
            message: `Give one of that desk's categories: ${inDesk.map((row) => row.id).join(', ')}.`,
          },
        ])
      const subType = given.subType ?? null
      if (subType !== null && !category.subTypes.some((row) => row.id === subType))
        return wrongFields([
          {
            field: 'subType',
            message: `'${category.name}' has the sub-types: ${category.subTypes.map((row) => row.id).join(', ') || 'none'}.`,
          },
        ])
      const { reason, severity = null } = given
      return {
        ok: true,
        value: { command: { kind: 'transfer', desk: desk.id, category: category.id, subType, severity, reason } },
      }
    }
    return ticketOf(carryOut(app, tx, actor, id, app.now(), act))
  })
}

export function assign(
  app: App,
  actor: Actor,
  id: TicketId,
  given: { readonly person: string | null },
  asked: Once | null,
): Acted {
  return once(app, actor, asked, 200, async (tx) => {
    if (!isStaff(actor)) return notAllowed(staffOnly)
    const to = given.person as PersonId | null
    if (to !== null && (await personById(tx, to))?.side !== 'staff')
      return wrongFields([
        { field: 'person', message: 'Nobody of the staff has this id: see GET /api/v1/people?side=staff.' },
      ])
    return ticketOf(
      carryOut(app, tx, actor, id, app.now(), () => ({ ok: true, value: { command: { kind: 'assign', to } } })),
    )
  })
}

/** C6. */
export const waitOnProduct = (
  app: App,
  actor: Actor,
  id: TicketId,
  given: { readonly team: string; readonly reference?: string | undefined; readonly expectedOn?: string | undefined },
  asked: Once | null,
): Acted =>
  byStaff(app, actor, id, asked, () => ({
    command: {
      kind: 'wait-on-product',
      team: given.team,
      reference: given.reference ?? null,
      expectedOn: given.expectedOn ?? null,
    },
  }))

export const productAnswered = (app: App, actor: Actor, id: TicketId, asked: Once | null): Acted =>
  byStaff(app, actor, id, asked, () => ({ command: { kind: 'product-answered' } }))

/** C13: this ticket ends in the other, which keeps the earliest unanswered message. Answers with the one that survives. */
export function merge(
  app: App,
  actor: Actor,
  id: TicketId,
  given: { readonly into: string },
  asked: Once | null,
): Acted {
  const into = given.into as TicketId
  return once(app, actor, asked, 200, async (tx) => {
    if (!isStaff(actor)) return notAllowed(staffOnly)
    if (into === id) return wrongFields([{ field: 'into', message: 'A ticket cannot be merged into itself.' }])
    const tickets = await lockTickets(tx, [id, into])
    const other = tickets.find((ticket) => ticket.id === id)
    const survivor = tickets.find((ticket) => ticket.id === into)
    if (other === undefined) return notFound('ticket')
    if (survivor === undefined) return wrongFields([{ field: 'into', message: 'There is no such ticket.' }])
    const at = app.now()
    const { unansweredSince, clocks } = other
    const ended = await decided(app, other, actor, at, { kind: 'merge-into', survivor })
    if (!ended.ok) return no(ended.problem)
    const taken = await decided(app, survivor, actor, at, {
      kind: 'merge-from',
      other: { id, unansweredSince, clocks },
    })
    if (!taken.ok) return no(taken.problem)
    await commit(tx, [writeOf(other, ended.value), writeOf(survivor, taken.value)])
    return readView(app, tx, into)
  })
}

function byStaff(app: App, actor: Actor, id: TicketId, asked: Once | null, act: () => Act): Acted {
  return once(app, actor, asked, 200, async (tx) => {
    if (!isStaff(actor)) return notAllowed(staffOnly)
    return ticketOf(carryOut(app, tx, actor, id, app.now(), () => ({ ok: true, value: act() })))
  })
}

interface Carried {
  readonly ticket: TicketView
  readonly written: NewMessage | null
}

/** Only the ticket as it then is. */
const ticketOf = async (carried: Promise<Answer<Carried>>): Promise<Answer<TicketView>> => {
  const done = await carried
  return done.ok ? { ok: true, value: done.value.ticket } : done
}

/** Lock, decide, write, show. */
async function carryOut(
  app: App,
  tx: Tx,
  actor: Actor,
  id: TicketId,
  at: Instant,
  actOf: (policy: Policy) => Answer<Act>,
): Promise<Answer<Carried>> {
  const ticket = await lockTicket(tx, id)
  if (ticket === null) return notFound('ticket')
  const act = actOf(await app.policies.version(ticket.policyVersion))
  if (!act.ok) return act
  const { command, message, severityBecause } = act.value
  const decision = await decided(app, ticket, actor, at, command)
  if (!decision.ok) return no(decision.problem)
  const written = message === undefined ? null : asDecided(message, decision.value)
  await commit(tx, [
    {
      ...writeOf(ticket, decision.value),
      messages: written === null ? [] : [written],
      ...(severityBecause === undefined ? {} : { severityBecause }),
    },
  ])
  const view = await readView(app, tx, id)
  return view.ok ? { ok: true, value: { ticket: view.value, written } } : view
}

async function decided(
  app: App,
  ticket: Ticket,
  actor: Actor,
  at: Instant,
  command: TicketCommand,
): Promise<Result<Decision>> {
  return decide(ticket, command, await app.policies.version(ticket.policyVersion), byOf(actor), at)
}

/** Whether an answer stated the determination is the core's to say: a later one does, marked or not (C5). */
const asDecided = (message: NewMessage, { events }: Decision): NewMessage => {
  const stated = events.some(
    ({ fact }) => fact.kind === 'agent-replied' && fact.message === message.id && fact.determination,
  )
  return stated ? { ...message, determination: true } : message
}

const writeOf = (ticket: Ticket, decision: Decision): Write => ({
  decision,
  expectedRevision: ticket.revision,
  messages: [],
})
