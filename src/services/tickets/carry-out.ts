/** The one way in which people change a ticket: lock it, decide, write what was decided, show it. */
import type { Instant, Result, TicketId } from '../../domain/kernel.ts'
import type { Policy } from '../../domain/policy.ts'
import type { TicketCommand } from '../../domain/ticket/command.ts'
import { decide } from '../../domain/ticket/decide.ts'
import type { Decision, Ticket } from '../../domain/ticket/ticket.ts'
import { commit, type NewMessage, type Write } from '../../storage/commit.ts'
import type { Tx } from '../../storage/database.ts'
import { lockTicket } from '../../storage/tickets.ts'
import { byOf, isStaff, type Actor, type App } from '../app.ts'
import { once, type Once, type Outcome } from '../once.ts'
import { readView } from './reading.ts'
import { no, notAllowed, notFound, type Answer } from '../refusals.ts'
import type { TicketView } from './view.ts'
import { blockedBy } from '../workflow/blocked.ts'

export type Acted<View = TicketView> = Promise<Answer<Outcome<View>>>

/** A command, and the message that goes with it. */
export interface Act {
  readonly command: TicketCommand
  readonly message?: NewMessage
  readonly severityBecause?: string
  /** A4: said in a live chat, where it is read as it comes: no letter of it is written. */
  readonly isSpoken?: true
}

export const staffOnly = notAllowed('Only the vendor does this. Write what you need on the ticket, and an agent will.')

/** What comes out: the ticket as it then is, and the message as it was written. */
export interface CarriedOut {
  readonly ticket: TicketView
  readonly written: NewMessage | null
}

/** `actOf` sees the policy that the ticket was opened under and the ticket as it was last written, and may refuse. */
export async function carryOut(
  app: App,
  tx: Tx,
  actor: Actor,
  id: TicketId,
  at: Instant,
  actOf: (policy: Policy, ticket: Ticket) => Answer<Act> | Promise<Answer<Act>>,
): Promise<Answer<CarriedOut>> {
  const ticket = await lockTicket(tx, id)
  if (ticket === null) return notFound('ticket')
  const act = await actOf(await app.policies.version(ticket.policyVersion), ticket)
  if (!act.ok) return act
  const { command, message, severityBecause, isSpoken } = act.value
  const blocked = command.kind === 'solve' ? await blockedBy(app, tx, id, 'solving') : null
  if (blocked !== null) return blocked
  const decision = await decideFor(app, ticket, actor, at, command)
  if (!decision.ok) return no(decision.problem)
  const written = message === undefined ? null : asDecided(message, decision.value)
  await commit(tx, [
    {
      ...writeOf(ticket, isSpoken === true ? unwritten(decision.value) : decision.value),
      messages: written === null ? [] : [written],
      ...(severityBecause === undefined ? {} : { severityBecause }),
    },
  ])
  const view = await readView(app, tx, id)
  return view.ok ? { ok: true, value: { ticket: view.value, written } } : view
}

const unwritten = (decision: Decision): Decision => ({
  ...decision,
  letters: decision.letters.filter(({ template }) => template !== 'reply'),
})

/** A whole request that changes one ticket, done once; `who` may do it at all. */
export function actOnce(
  app: App,
  actor: Actor,
  id: TicketId,
  asked: Once | null,
  who: 'staff' | 'anyone',
  actOf: (policy: Policy, at: Instant) => Answer<Act>,
): Acted {
  return once(app, actor, asked, 200, async (tx) => {
    if (who === 'staff' && !isStaff(actor)) return staffOnly
    const at = app.now()
    const done = await carryOut(app, tx, actor, id, at, (policy) => actOf(policy, at))
    return done.ok ? { ok: true, value: done.value.ticket } : done
  })
}

export async function decideFor(
  app: App,
  ticket: Ticket,
  actor: Actor,
  at: Instant,
  command: TicketCommand,
): Promise<Result<Decision>> {
  return decide(ticket, command, await app.policies.version(ticket.policyVersion), byOf(actor), at)
}

export const writeOf = (ticket: Ticket, decision: Decision): Write => ({
  decision,
  expectedRevision: ticket.revision,
  messages: [],
})

/** Whether an answer stated the determination is the core's to say: a later one does, marked or not (C5). */
function asDecided(message: NewMessage, { events }: Decision): NewMessage {
  const stated = events.some(
    ({ fact }) => fact.kind === 'agent-replied' && fact.message === message.id && fact.determination,
  )
  return stated ? { ...message, determination: true } : message
}
