/** What people do to a ticket, one function for each endpoint; `carry-out.ts` does it. */
import type { PartnerId, PersonId, TicketId } from '../../domain/kernel.ts'
import type { Kind, Policy, Severity } from '../../domain/policy.ts'
import type { SeverityCause } from '../../domain/ticket/facts.ts'
import type { Channel } from '../../domain/ticket/ticket.ts'
import { commit, type NewMessage } from '../../storage/commit.ts'
import type { Tx } from '../../storage/database.ts'
import { followSurvivor } from '../../storage/follows.ts'
import type { Message } from '../../storage/messages.ts'
import { lockPerson, namesOf } from '../../storage/people.ts'
import { lockTickets } from '../../storage/tickets.ts'
import { isStaff, type Actor, type App } from '../app.ts'
import { carryCauses } from '../causes.ts'
import { attachAndShow, attachmentMistakes } from '../attachments/uses.ts'
import { actOnce, carryOut, decideFor, staffOnly, writeOf, type Act, type Acted } from './carry-out.ts'
import { mention, mentionMistakes } from './mentions.ts'
import { messageView, type MessageView } from './message-view.ts'
import { once, type Once } from '../once.ts'
import { readView } from './reading.ts'
import { carryTags } from './tagging.ts'
import { replyMistakes } from './reply-mistakes.ts'
import { no, notFound, wrongFields, type Answer } from '../refusals.ts'
import { transferMistakes } from './transfer-mistakes.ts'
import type { TicketView } from './view.ts'
import { readWorkforce, takerOf, whyNot } from '../escalation/workforce.ts'
import { blockedBy } from '../workflow/blocked.ts'

export interface NewReply {
  readonly body: string
  readonly visibility: 'public' | 'internal'
  readonly determination?: boolean | undefined
  readonly forCustomer?: boolean | undefined
  /** Uploads that belong to it (B4). */
  readonly attachments?: readonly string[] | undefined
  /** Colleagues for whom a note is written, by id. */
  readonly mentions?: readonly string[] | undefined
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
  return once(app, actor, asked, 201, async (tx) => {
    const { attachments = [], mentions = [] } = given
    const mistakes = [
      ...replyMistakes(actor, given),
      ...(await attachmentMistakes(app, tx, actor, attachments)),
      ...(await mentionMistakes(tx, actor, given.visibility, mentions)),
    ]
    if (mistakes.length > 0) return wrongFields(mistakes)
    const message = newMessage(app, actor, given, channel)
    const people = mentions.map((each) => each.toLowerCase() as PersonId)
    const { visibility, determination = false } = given
    const command: Act['command'] =
      visibility === 'internal'
        ? { kind: 'note', message: message.id, ...(mentions.length === 0 ? {} : { mentions: people }) }
        : { kind: 'reply', message: message.id, determination }
    const done = await carryOut(app, tx, actor, id, message.at, () => act({ command, message }))
    if (!done.ok) return done
    const { ticket, written } = done.value
    const said = await asMessage(tx, id, written ?? message)
    const files = await attachAndShow(app, tx, { ...said, partner: partnerOf(ticket) }, attachments)
    const mentioned = await mention(tx, message.id, id, people)
    return { ok: true, value: { message: messageView(said, files, null, null, mentioned), ticket } }
  })
}

const partnerOf = ({ partner }: TicketView): PartnerId | null => (partner?.id ?? null) as PartnerId | null

const act = (value: Act): Answer<Act> => ({ ok: true, value })

/** What was just written, as it will be read. */
export async function asMessage(tx: Tx, ticket: TicketId, { author, ...message }: NewMessage): Promise<Message> {
  const name = author === null ? undefined : (await namesOf(tx, [author])).get(author)
  return { ...message, ticket, author: name ?? null }
}

export const newMessage = (app: App, actor: Actor, given: NewReply, channel: Channel): NewMessage => ({
  id: app.newId<'message'>(),
  body: given.body,
  visibility: given.visibility,
  forCustomer: given.forCustomer ?? false,
  determination: given.determination ?? false,
  author: actor.kind === 'system' ? null : actor.person,
  side: actor.kind === 'system' ? 'system' : actor.kind === 'staff' ? 'agent' : 'partner',
  channel,
  at: app.now(),
})

/** With `body`, the answer that solved it; the partner's own needs none. */
export const solve = (
  app: App,
  actor: Actor,
  id: TicketId,
  { body }: { readonly body?: string | undefined },
  channel: Channel,
  asked: Once | null,
): Acted =>
  actOnce(app, actor, id, asked, 'anyone', () => {
    if (body === undefined) return act({ command: { kind: 'solve', message: null } })
    const message = newMessage(app, actor, { body, visibility: 'public', determination: isStaff(actor) }, channel)
    return act({ command: { kind: 'solve', message: message.id }, message })
  })

export const reopen = (
  app: App,
  actor: Actor,
  id: TicketId,
  { reason }: { readonly reason: string },
  asked: Once | null,
): Acted => actOnce(app, actor, id, asked, 'anyone', () => act({ command: { kind: 'reopen', reason } }))

/** C8. */
export const changeSeverity = (
  app: App,
  actor: Actor,
  id: TicketId,
  given: { readonly severity: Severity; readonly cause: SeverityCause; readonly reason: string },
  asked: Once | null,
): Acted =>
  actOnce(app, actor, id, asked, 'staff', () =>
    act({ command: { kind: 'set-severity', ...given }, severityBecause: given.reason }),
  )

/** B7. */
export const reclassify = (
  app: App,
  actor: Actor,
  id: TicketId,
  { kind, reason }: { readonly kind: Kind; readonly reason: string },
  asked: Once | null,
): Acted => actOnce(app, actor, id, asked, 'staff', () => act({ command: { kind: 'reclassify', to: kind, reason } }))

export interface TransferTo {
  readonly desk: string
  readonly category?: string | undefined
  readonly subType?: string | undefined
  readonly severity?: number | undefined
  readonly reason: string
}

/** A1. Without a category it goes to the first of the new desk; where that has a DRI for the region, to that person (F6). */
export function transfer(app: App, actor: Actor, id: TicketId, given: TransferTo, asked: Once | null): Acted {
  return once(app, actor, asked, 200, async (tx) => {
    if (!isStaff(actor)) return staffOnly
    const at = app.now()
    const moved = await carryOut(app, tx, actor, id, at, (policy) => transferAct(policy, given))
    if (!moved.ok) return moved
    const workforce = await readWorkforce(tx, app)
    const taken = await carryOut(app, tx, { kind: 'system' }, id, at, (policy, ticket) =>
      act({ command: { kind: 'assign', to: takerOf(policy, ticket, workforce, at)?.id ?? null } }),
    )
    return taken.ok ? { ok: true, value: taken.value.ticket } : taken
  })
}

/** Where it would go under that policy, or what is wrong with where it is sent. */
export function transferAct(policy: Policy, given: TransferTo): Answer<Act> {
  const mistakes = transferMistakes(policy, given)
  if (mistakes.length > 0) return wrongFields(mistakes)
  const category = policy.categories.find(({ id, desk }) => desk === given.desk && id === (given.category ?? id))
  if (category === undefined) throw new Error(`The desk '${given.desk}' has no category.`)
  const { subType = null, severity = null, reason } = given
  return act({ command: { kind: 'transfer', desk: category.desk, category: category.id, subType, severity, reason } })
}

export function assign(
  app: App,
  actor: Actor,
  id: TicketId,
  given: { readonly person: string | null },
  asked: Once | null,
): Acted {
  return once(app, actor, asked, 200, async (tx) => {
    if (!isStaff(actor)) return staffOnly
    const to = given.person as PersonId | null
    // Whoever is leaving at this moment has left, or stays until it is done.
    const taker = to === null ? null : await lockPerson(tx, to, 'share')
    const isThere = taker?.side === 'staff' && taker.active
    if (to !== null && !isThere) return wrongFields([{ field: 'person', message: whyNot(taker) }])
    const done = await carryOut(app, tx, actor, id, app.now(), () => act({ command: { kind: 'assign', to } }))
    return done.ok ? { ok: true, value: done.value.ticket } : done
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
  actOnce(app, actor, id, asked, 'staff', () => {
    const { team, reference = null, expectedOn = null } = given
    return act({ command: { kind: 'wait-on-product', team, reference, expectedOn } })
  })

export const productAnswered = (app: App, actor: Actor, id: TicketId, asked: Once | null): Acted =>
  actOnce(app, actor, id, asked, 'staff', () => act({ command: { kind: 'product-answered' } }))

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
    if (!isStaff(actor)) return staffOnly
    if (into === id) return wrongFields([{ field: 'into', message: 'A ticket cannot be merged into itself.' }])
    const tickets = await lockTickets(tx, [id, into])
    const other = tickets.find((ticket) => ticket.id === id)
    const survivor = tickets.find((ticket) => ticket.id === into)
    if (other === undefined) return notFound('ticket')
    if (survivor === undefined) return wrongFields([{ field: 'into', message: 'There is no such ticket.' }])
    const blocked = await blockedBy(app, tx, id, 'merging')
    if (blocked !== null) return blocked
    const at = app.now()
    const { unansweredSince, clocks } = other
    const ended = await decideFor(app, other, actor, at, { kind: 'merge-into', survivor })
    if (!ended.ok) return no(ended.problem)
    const taken = await decideFor(app, survivor, actor, at, {
      kind: 'merge-from',
      other: { id, unansweredSince, clocks },
    })
    if (!taken.ok) return no(taken.problem)
    await commit(tx, [writeOf(other, ended.value), writeOf(survivor, taken.value)])
    await followSurvivor(tx, id, at)
    const tagged = await carryTags(app, tx, actor, { from: id, into, at })
    if (!tagged.ok) return tagged
    await carryCauses(tx, id, into)
    return readView(app, tx, into)
  })
}
