/** What is done on the product board (B6): ideas are added, voted for, given a status, merged, and tickets are attached. */
import { ideaStatusMeaning, ideaStatusWords, isSettled, type IdeaStatus } from '../../domain/idea.ts'
import type { PersonId, TicketId } from '../../domain/kernel.ts'
import type { Tx } from '../../storage/database.ts'
import {
  insertIdea,
  lockIdeas,
  readIdea,
  recordIdeaChange,
  repointIdeas,
  updateIdea,
  type Idea,
  type IdeaId,
  type IdeaRow,
} from '../../storage/ideas.ts'
import { addVote, attachTicket, detachTicket, interestedIn, removeVote, uniteIdeas } from '../../storage/idea-votes.ts'
import { marksOf } from '../../storage/ticket-marks.ts'
import { readTicket, type TicketRow } from '../../storage/ticket-rows.ts'
import type { Actor, App } from '../app.ts'
import { staffOnly, type Acted } from '../tickets/carry-out.ts'
import { mistakesInWords, type IdeaWords } from './words.ts'
import { ideaIn, type IdeaView } from './ideas.ts'
import { once, type Once } from '../once.ts'
import { postLetter } from '../outbox/post.ts'
import { readView } from '../tickets/reading.ts'
import { no, notAllowed, notFound, wrongFields, type Answer } from '../refusals.ts'
import type { TicketView } from '../tickets/view.ts'

type Staff = Extract<Actor, { kind: 'staff' }>

const shown = async (app: App, tx: Tx, id: IdeaId): Promise<Answer<IdeaView>> => {
  const row = await readIdea(tx, id)
  return row === null ? notFound('idea') : { ok: true, value: await ideaIn(app, tx, row) }
}

/** A new idea on the board, noted. */
export function addIdea(app: App, actor: Actor, given: IdeaWords, asked: Once | null): Acted<IdeaView> {
  return once(app, actor, asked, 201, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    const added = await put(app, tx, actor, given, null)
    return added.ok ? shown(app, tx, added.value) : added
  })
}

async function put(
  app: App,
  tx: Tx,
  { person }: Staff,
  given: IdeaWords,
  origin: TicketRow | null,
): Promise<Answer<IdeaId>> {
  const mistakes = mistakesInWords(app, given, origin)
  if (mistakes.length > 0) return wrongFields(mistakes)
  const at = app.now()
  const idea: Idea = {
    id: app.newId<'idea'>(),
    title: given.title,
    description: given.description,
    product: given.product ?? null,
    status: 'noted',
    reason: ideaStatusMeaning.noted,
    statusAt: at,
    mergedInto: null,
    createdBy: person,
    createdAt: at,
  }
  await insertIdea(tx, idea)
  await recordIdeaChange(tx, { idea: idea.id, at, by: person, what: 'added' })
  return { ok: true, value: idea.id }
}

const mergedAlready = no({ code: 'invalid-state', message: 'It was merged into another idea: go on with that one.' })

/** Other words for the same idea. */
export function changeIdea(app: App, actor: Actor, id: IdeaId, given: Partial<IdeaWords>): Promise<Answer<IdeaView>> {
  return app.db.transaction(actor, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    const [idea] = await lockIdeas(tx, [id])
    if (idea == null) return notFound('idea')
    if (idea.mergedInto !== null) return mergedAlready
    const { title = idea.title, description = idea.description, product = idea.product } = given
    const mistakes = mistakesInWords(app, { title, description, product }, null)
    if (mistakes.length > 0) return wrongFields(mistakes)
    await updateIdea(tx, { ...idea, title, description, product })
    const words = { was: idea.title, became: title }
    await recordIdeaChange(tx, { idea: id, at: app.now(), by: actor.person, what: 'words', ...words })
    return shown(app, tx, id)
  })
}

/** One vote a contact; it is taken back by `wanted: false`. On an idea that was merged it counts for the one that has it. */
export function vote(app: App, actor: Actor, id: IdeaId, wanted: boolean, asked: Once | null): Acted<IdeaView> {
  return once(app, actor, asked, 200, async (tx) => {
    if (actor.kind !== 'partner') return notAllowed('Contacts of partners vote: staff sees what they want.')
    const found = await readIdea(tx, id)
    if (found === null) return notFound('idea')
    const idea = found.mergedInto === null ? found : await readIdea(tx, found.mergedInto)
    if (idea === null) return notFound('idea')
    if (wanted && isSettled(idea.status))
      return no({
        code: 'invalid-state',
        message: `It is decided (${ideaStatusWords[idea.status].toLowerCase()}): there is nothing to vote for any more.`,
      })
    if (wanted) await addVote(tx, idea.id, actor, app.now())
    else await removeVote(tx, idea.id, actor.person)
    return shown(app, tx, idea.id)
  })
}

/** With the reason, which partners read. Who voted for it, or asked for it, is written to. */
export function setIdeaStatus(
  app: App,
  actor: Actor,
  id: IdeaId,
  { status, reason }: { readonly status: IdeaStatus; readonly reason: string },
  asked: Once | null,
): Acted<IdeaView> {
  return once(app, actor, asked, 200, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    const [idea] = await lockIdeas(tx, [id])
    if (idea == null) return notFound('idea')
    if (idea.mergedInto !== null) return mergedAlready
    if (idea.status === status)
      return no({
        code: 'conflict',
        message: `It is ${ideaStatusWords[status].toLowerCase()} already.`,
        field: 'status',
      })
    const at = app.now()
    await updateIdea(tx, { ...idea, status, reason, statusAt: at })
    await recordIdeaChange(tx, {
      idea: id,
      at,
      by: actor.person,
      what: 'status',
      was: idea.status,
      became: status,
      reason,
    })
    await tell(app, tx, idea, status, reason)
    return shown(app, tx, id)
  })
}

async function tell(app: App, tx: Tx, idea: IdeaRow, status: IdeaStatus, reason: string): Promise<void> {
  const [desk] = app.policies.current().desks
  if (desk === undefined) return
  for (const { id, name, email, partner, country, state } of await interestedIn(tx, idea.id))
    await postLetter(app, tx, {
      template: 'idea-status',
      to: { name, email, person: id },
      desk: desk.id,
      country,
      state,
      ticket: null,
      partner,
      data: {
        idea: idea.title,
        status: ideaStatusWords[status],
        meaning: ideaStatusMeaning[status],
        reason,
      },
    })
}

/** The idea is the same as another, which gets its votes, a contact's twice as one, and its tickets; links lead there. */
export function mergeIdeas(
  app: App,
  actor: Actor,
  id: IdeaId,
  { into }: { readonly into: string },
  asked: Once | null,
): Acted<IdeaView> {
  return once(app, actor, asked, 200, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    const survivorId = into as IdeaId
    if (survivorId === id) return wrongFields([{ field: 'into', message: 'An idea is not merged into itself.' }])
    const [idea, survivor] = await lockIdeas(tx, [id, survivorId])
    if (idea == null) return notFound('idea')
    if (survivor == null) return wrongFields([{ field: 'into', message: 'There is no such idea.' }])
    if (idea.mergedInto !== null) return mergedAlready
    if (survivor.mergedInto !== null)
      return wrongFields([
        { field: 'into', message: 'That one was merged itself: give the idea that it became part of.' },
      ])
    await uniteIdeas(tx, id, survivorId)
    await repointIdeas(tx, id, survivorId)
    await updateIdea(tx, { ...idea, mergedInto: survivorId })
    const entry = { at: app.now(), by: actor.person, what: 'merged' } as const
    await recordIdeaChange(tx, { ...entry, idea: id, became: survivor.title })
    await recordIdeaChange(tx, { ...entry, idea: survivorId, was: idea.title })
    return shown(app, tx, survivorId)
  })
}

/** The ticket asks for an idea that is there, or for a new one; it leaves the one that it was attached to. */
export function attachIdea(
  app: App,
  actor: Actor,
  id: TicketId,
  given: { readonly idea: string } | IdeaWords,
  asked: Once | null,
): Acted<TicketView> {
  return once(app, actor, asked, 200, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    const row = await readTicket(tx, id)
    if (row === null) return notFound('ticket')
    const chosen = 'idea' in given ? await target(tx, given.idea as IdeaId) : await put(app, tx, actor, given, row)
    if (!chosen.ok) return chosen
    const was = (await marksOf(tx, [id]))(id).idea
    if (was?.id === chosen.value)
      return no({ code: 'conflict', message: 'It asks for this idea already.', field: 'idea' })
    const entry = { at: app.now(), by: actor.person as PersonId }
    await attachTicket(tx, { id, partner: row.ticket.partner }, chosen.value, entry.by, entry.at)
    if (was !== null) await recordIdeaChange(tx, { ...entry, idea: was.id, what: 'detached', was: row.number })
    await recordIdeaChange(tx, { ...entry, idea: chosen.value, what: 'attached', became: row.number })
    return readView(app, tx, id)
  })
}

async function target(tx: Tx, id: IdeaId): Promise<Answer<IdeaId>> {
  const idea = await readIdea(tx, id)
  if (idea === null) return wrongFields([{ field: 'idea', message: 'There is no such idea: see GET /api/v1/ideas.' }])
  return { ok: true, value: idea.mergedInto ?? id }
}

export function detachIdea(app: App, actor: Actor, id: TicketId): Promise<Answer<TicketView>> {
  return app.db.transaction(actor, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    const row = await readTicket(tx, id)
    if (row === null) return notFound('ticket')
    const { idea } = (await marksOf(tx, [id]))(id)
    if (idea === null) return no({ code: 'invalid-state', message: 'It asks for no idea.' })
    await detachTicket(tx, id)
    await recordIdeaChange(tx, { idea: idea.id, at: app.now(), by: actor.person, what: 'detached', was: row.number })
    return readView(app, tx, id)
  })
}
