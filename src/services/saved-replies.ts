/** The library of saved replies (B6): kept by everybody on the staff, used on tickets, each use counted. */
import { didYouMean } from '../domain/did-you-mean.ts'
import { wordsOf } from '../domain/guide/terms.ts'
import type { PersonId, TicketId } from '../domain/kernel.ts'
import { fillPlaceholders, mistakesInPlaceholders, placeholderValues } from '../domain/placeholders.ts'
import type { Policy } from '../domain/policy.ts'
import type { Tx } from '../storage/database.ts'
import type { PageRequest } from '../storage/page.ts'
import { namesOf, type PersonName } from '../storage/people.ts'
import {
  countUse,
  insertSavedReply,
  listSavedReplies,
  lockSavedReply,
  removeSavedReply,
  savedReplyTitled,
  takeTitleTurn,
  updateSavedReply,
  type SavedReply,
  type SavedReplyId,
} from '../storage/saved-replies.ts'
import type { Actor, App } from './app.ts'
import { staffOnly } from './tickets/carry-out.ts'
import { utc, utcOrNull } from './instants.ts'
import { once, type Once, type Outcome } from './once.ts'
import { readView } from './tickets/reading.ts'
import { no, notFound, wrongFields, type Answer, type Refusals } from './refusals.ts'

export type SavedReplyView = ReturnType<typeof savedReplyView>

const noReply = notFound('saved reply')

const savedReplyView = (reply: SavedReply, names: ReadonlyMap<PersonId, PersonName>) => ({
  id: reply.id as string,
  title: reply.title,
  body: reply.body,
  desk: reply.desk,
  category: reply.category,
  personal: reply.owner !== null,
  updatedBy: reply.updatedBy === null ? null : (names.get(reply.updatedBy)?.name ?? null),
  updatedAt: utc(reply.updatedAt),
  uses: reply.uses,
  lastUsedAt: utcOrNull(reply.lastUsedAt),
})

async function viewsOf(tx: Tx, replies: readonly SavedReply[]): Promise<SavedReplyView[]> {
  const people = [...new Set(replies.map(({ updatedBy }) => updatedBy))].filter((each) => each !== null)
  const names = await namesOf(tx, people)
  return replies.map((reply) => savedReplyView(reply, names))
}

const viewOf = async (tx: Tx, reply: SavedReply): Promise<Answer<SavedReplyView>> => {
  const [view] = await viewsOf(tx, [reply])
  return { ok: true, value: view as SavedReplyView }
}

export interface SavedReplyQuestion extends PageRequest {
  readonly q?: string | undefined
  readonly desk?: string | undefined
  readonly category?: string | undefined
  readonly scope?: 'personal' | 'shared' | undefined
  /** Those that fit this ticket, the nearest and most used first. */
  readonly ticket?: string | undefined
}

/** By title; with words or for a ticket one page of the best. Other people's own are not there. */
export function seekSavedReplies(app: App, actor: Actor, asked: SavedReplyQuestion) {
  return app.db.transaction(actor, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    const ticket = asked.ticket === undefined ? null : await readView(app, tx, asked.ticket as TicketId)
    if (ticket?.ok === false) return notFound('ticket')
    const terms = wordsOf(asked.q ?? '').slice(0, 24)
    const { desk, category, scope, limit, cursor } = asked
    const found = await listSavedReplies(tx, terms, {
      desk,
      category,
      owner: scope === 'personal' ? actor.person : scope,
      fits: ticket?.value,
      limit,
      cursor,
    })
    if (!found.ok) return no(found.problem)
    return {
      ok: true as const,
      value: { items: await viewsOf(tx, found.value.items), nextCursor: found.value.nextCursor },
    }
  })
}

export interface NewSavedReply {
  readonly title: string
  readonly body: string
  readonly desk?: string | null | undefined
  readonly category?: string | null | undefined
  /** Nobody else sees it. */
  readonly personal?: boolean | undefined
}

/** Refused with every wrong field: an unknown placeholder, an unknown desk or category, a title that is taken. */
export function addSavedReply(
  app: App,
  actor: Actor,
  given: NewSavedReply,
  asked: Once | null,
): Promise<Answer<Outcome<SavedReplyView>>> {
  return once(app, actor, asked, 201, async (tx): Promise<Answer<SavedReplyView>> => {
    if (actor.kind !== 'staff') return staffOnly
    const at = app.now()
    const reply: SavedReply = {
      id: app.newId<'saved-reply'>(),
      title: given.title,
      body: given.body,
      desk: given.desk ?? null,
      category: given.category ?? null,
      owner: given.personal === true ? actor.person : null,
      createdBy: actor.person,
      createdAt: at,
      updatedBy: actor.person,
      updatedAt: at,
      uses: 0,
      lastUsedAt: null,
    }
    await takeTitleTurn(tx)
    const mistakes = await mistakesIn(tx, app.policies.current(), reply)
    if (mistakes.length > 0) return wrongFields(mistakes)
    await insertSavedReply(tx, reply)
    return viewOf(tx, reply)
  })
}

async function mistakesIn(tx: Tx, policy: Policy, reply: SavedReply): Promise<Refusals['errors']> {
  const mistakes: { field: string; message: string }[] = mistakesInPlaceholders(reply.body).map((message) => ({
    field: 'body',
    message,
  }))
  const { desk, category } = reply
  const desks = policy.desks.map(({ id }) => id as string)
  if (desk !== null && !desks.includes(desk)) mistakes.push({ field: 'desk', message: unknown('desk', desk, desks) })
  const categories = policy.categories.filter((each) => each.desk === desk).map(({ id }) => id as string)
  if (category !== null && desk === null)
    mistakes.push({ field: 'category', message: 'Give the desk that the category is of.' })
  else if (category !== null && desks.includes(desk ?? '') && !categories.includes(category))
    mistakes.push({ field: 'category', message: unknown('category of this desk', category, categories) })
  const other = await savedReplyTitled(tx, reply.title, reply.owner)
  if (other !== null && other !== reply.id)
    mistakes.push({
      field: 'title',
      message: 'There is one with this title already: take another, or change that one.',
    })
  return mistakes
}

function unknown(what: string, given: string, known: readonly string[]): string {
  const meant = didYouMean(given, known)
  return `There is no ${what} '${given}'${meant === null ? '.' : `: did you mean '${meant}'?`}`
}

export type SavedReplyChange = { readonly [Field in keyof NewSavedReply]?: NewSavedReply[Field] | undefined }

/** What is left out stays. A shared one that is made personal becomes the own of whoever does it. */
export function changeSavedReply(
  app: App,
  actor: Actor,
  id: SavedReplyId,
  change: SavedReplyChange,
): Promise<Answer<SavedReplyView>> {
  return app.db.transaction(actor, async (tx): Promise<Answer<SavedReplyView>> => {
    if (actor.kind !== 'staff') return staffOnly
    await takeTitleTurn(tx)
    const before = await lockSavedReply(tx, id)
    if (before === null) return noReply
    const { title, body, desk, category, personal } = change
    const next: SavedReply = {
      ...before,
      title: title ?? before.title,
      body: body ?? before.body,
      desk: desk === undefined ? before.desk : desk,
      category: category === undefined ? before.category : category,
      owner: personal === undefined ? before.owner : personal ? actor.person : null,
      updatedBy: actor.person,
      updatedAt: app.now(),
    }
    const mistakes = await mistakesIn(tx, app.policies.current(), next)
    if (mistakes.length > 0) return wrongFields(mistakes)
    await updateSavedReply(tx, next)
    return viewOf(tx, next)
  })
}

export function dropSavedReply(app: App, actor: Actor, id: SavedReplyId): Promise<Answer<null>> {
  return app.db.transaction(actor, async (tx): Promise<Answer<null>> => {
    if (actor.kind !== 'staff') return staffOnly
    if ((await lockSavedReply(tx, id)) === null) return noReply
    await removeSavedReply(tx, id, actor.person, app.now())
    return { ok: true, value: null }
  })
}

/** The reply with the ticket's words in it, and where its open blanks are; counted as used. */
export function useSavedReply(
  app: App,
  actor: Actor,
  id: SavedReplyId,
  { ticket: wanted }: { readonly ticket: string },
  asked: Once | null,
) {
  return once(app, actor, asked, 201, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    const reply = await lockSavedReply(tx, id)
    if (reply === null) return noReply
    const ticket = await readView(app, tx, wanted as TicketId)
    if (!ticket.ok) return wrongFields([{ field: 'ticket', message: 'There is no such ticket.' }])
    const agent = (await namesOf(tx, [actor.person])).get(actor.person)?.name ?? ''
    const { text, blanks } = fillPlaceholders(
      reply.body,
      placeholderValues(app.policies.current(), ticket.value, agent),
    )
    const uses = await countUse(tx, id, { ticket: wanted as TicketId, person: actor.person, at: app.now() })
    return { ok: true as const, value: { text, blanks: blanks.map((blank) => ({ ...blank })), uses } }
  })
}
