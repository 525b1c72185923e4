/**
 * Saved views: a named set of filters over one list, one's own or shared (decision 35). Leads, managers and administrators share them, with a
 * desk or with everybody; a personal one nobody else reads, and it goes when its owner leaves.
 */
import { didYouMean } from '../domain/did-you-mean.ts'
import type { PersonId } from '../domain/kernel.ts'
import type { Tx } from '../storage/database.ts'
import { namesOf, type PersonName } from '../storage/people.ts'
import {
  insertSavedView,
  placeSavedViews,
  removeSavedView,
  savedViewById,
  savedViewsFor,
  takeViewsTurn,
  updateSavedView,
  type SavedView,
  type SavedViewId,
} from '../storage/saved-views.ts'
import type { TicketViewName } from '../storage/ticket-filter.ts'
import { countSome } from '../storage/ticket-rows.ts'
import type { Actor, App } from './app.ts'
import { utc } from './instants.ts'
import { once, type Once } from './once.ts'
import { no, notAllowed, notFound, wrongFields, type Answer, type Refusals } from './refusals.ts'
import { staffOnly, type Acted } from './tickets/carry-out.ts'
import { narrowedBy, questionMistakes, type TicketQuestion } from './tickets/narrowing.ts'

/** So many of one's own, and as many that are shared. */
export const mostSavedViews = 30

type Staff = Extract<Actor, { kind: 'staff' }>

const none = notFound('saved view')
const leadsShare = notAllowed(
  'Leads, managers and administrators share views and keep shared ones: keep one of your own.',
)

const leads: ReadonlySet<string> = new Set(['lead', 'manager', 'admin'])
const isLead = ({ role }: Staff): boolean => leads.has(role)

/** What is shared with another desk is not shown to who works at others. */
const isShownTo = ({ desks, role, person }: Staff, { owner, desk }: SavedView): boolean =>
  owner === person ||
  (owner === null && (desk === null || leads.has(role) || desks.length === 0 || desks.some((each) => each === desk)))

const savedViewView = (actor: Staff, view: SavedView, names: ReadonlyMap<PersonId, PersonName>) => ({
  id: view.id as string,
  name: view.name,
  list: view.list,
  question: view.question as TicketQuestion,
  personal: view.owner !== null,
  desk: view.desk,
  position: view.position,
  mayChange: view.owner !== null || isLead(actor),
  updatedBy: view.updatedBy === null ? null : (names.get(view.updatedBy)?.name ?? null),
  updatedAt: utc(view.updatedAt),
})
export type SavedViewView = ReturnType<typeof savedViewView>

async function viewsOf(tx: Tx, actor: Staff, views: readonly SavedView[]): Promise<readonly SavedViewView[]> {
  const names = await namesOf(tx, [...new Set(views.flatMap(({ updatedBy }) => updatedBy ?? []))])
  return views.map((view) => savedViewView(actor, view, names))
}

async function shown(tx: Tx, actor: Staff, id: SavedViewId): Promise<Answer<SavedViewView>> {
  const view = await savedViewById(tx, id)
  const [first] = view === null ? [] : await viewsOf(tx, actor, [view])
  return first === undefined ? none : { ok: true, value: first }
}

const seenBy = async (tx: Tx, actor: Staff): Promise<readonly SavedView[]> =>
  (await savedViewsFor(tx, actor.person)).filter((view) => isShownTo(actor, view))

/** For paths: whether the actor sees it. */
export const isSavedView = (app: App, actor: Actor, id: string): Promise<boolean> =>
  app.db.transaction(actor, async (tx) => {
    const view = actor.kind === 'staff' ? await savedViewById(tx, id as SavedViewId) : null
    return view !== null && actor.kind === 'staff' && isShownTo(actor, view)
  })

/** GET /saved-views: the shared ones that the caller sees, then its own. */
export const listSavedViews = (app: App, actor: Actor): Promise<Answer<{ readonly items: readonly SavedViewView[] }>> =>
  app.db.transaction(actor, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    return { ok: true, value: { items: await viewsOf(tx, actor, await seenBy(tx, actor)) } }
  })

export interface SavedViewCount {
  readonly view: string
  /** Null where the policy knows nothing any more of what it is narrowed by. */
  readonly count: number | null
  /** Not where there may be more: counting stopped. */
  readonly isAll: boolean
}

/** GET /saved-views/counts: how many tickets each of them has, counted so far as is read at a glance. */
export const countSavedViews = (
  app: App,
  actor: Actor,
): Promise<Answer<{ readonly items: readonly SavedViewCount[] }>> =>
  app.db.transaction(actor, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    const items: SavedViewCount[] = []
    for (const { id: view, list, question } of await seenBy(tx, actor)) {
      const filter = narrowedBy(app, actor, question)
      // oxlint-disable-next-line no-await-in-loop -- one connection counts them one after the other
      const counted = filter.ok ? await countSome(tx, { ...filter.value, view: list }) : { count: null, isAll: true }
      items.push({ view, ...counted })
    }
    return { ok: true, value: { items } }
  })

export interface NewSavedView {
  readonly name: string
  readonly list: TicketViewName
  readonly question: TicketQuestion
  /** Nobody else sees it. */
  readonly personal: boolean
  readonly desk?: string | null | undefined
}

/** POST /saved-views: behind the others of its kind. Refused with every wrong field. */
export const addSavedView = (app: App, actor: Actor, given: NewSavedView, asked: Once | null): Acted<SavedViewView> =>
  once(app, actor, asked, 201, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    const { name, list, personal, desk = null } = given
    if (!personal && !isLead(actor)) return leadsShare
    const owner = personal ? actor.person : null
    const others = await takeTurn(tx, actor, owner)
    const at = app.now()
    const view: SavedView = {
      id: app.newId<'saved-view'>(),
      name,
      list,
      question: setIn(given.question),
      owner,
      desk,
      position: others.length + 1,
      createdBy: actor.person,
      createdAt: at,
      updatedBy: actor.person,
      updatedAt: at,
    }
    const wrong = mistakesIn(app, view, others)
    if (wrong.length > 0) return wrongFields(wrong)
    if (others.length >= mostSavedViews) return tooMany(owner)
    await insertSavedView(tx, view)
    return shown(tx, actor, view.id)
  })

export interface SavedViewChange {
  readonly name?: string | undefined
  readonly list?: TicketViewName | undefined
  readonly question?: TicketQuestion | undefined
  readonly personal?: boolean | undefined
  readonly desk?: string | null | undefined
  /** Its place among those of its kind, from 1 on. */
  readonly position?: number | undefined
}

/** PATCH /saved-views/{id}: what is left out stays. One that is shared, or is no more, goes behind the others of its new kind. */
export const changeSavedView = (
  app: App,
  actor: Actor,
  id: SavedViewId,
  change: SavedViewChange,
): Promise<Answer<SavedViewView>> =>
  app.db.transaction(actor, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    const seen = await savedViewById(tx, id)
    if (seen === null || !isShownTo(actor, seen)) return none
    const owner = change.personal === undefined ? seen.owner : change.personal ? actor.person : null
    if ((seen.owner === null || owner === null) && !isLead(actor)) return leadsShare
    // In one order, so that two who move one from here to there and back wait for each other, and never both.
    if (seen.owner !== owner) await takeViewsTurn(tx, null)
    const others = (await takeTurn(tx, actor, owner)).filter((each) => each.id !== id)
    const before = await savedViewById(tx, id)
    if (before === null || before.owner !== seen.owner) return none
    const next: SavedView = {
      ...before,
      name: change.name ?? before.name,
      list: change.list ?? before.list,
      question: change.question === undefined ? before.question : setIn(change.question),
      owner,
      desk: owner !== null && change.desk === undefined ? null : change.desk === undefined ? before.desk : change.desk,
      position: before.owner === owner ? before.position : others.length + 1,
      updatedBy: actor.person,
      updatedAt: app.now(),
    }
    const wrong = mistakesIn(app, next, others)
    if (wrong.length > 0) return wrongFields(wrong)
    if (before.owner !== owner && others.length >= mostSavedViews) return tooMany(owner)
    await updateSavedView(tx, next)
    const place = Math.min(change.position ?? next.position, others.length + 1) - 1
    await placeSavedViews(tx, others.map((each) => each.id).toSpliced(place, 0, id))
    return shown(tx, actor, id)
  })

/** DELETE /saved-views/{id}. */
export const dropSavedView = (app: App, actor: Actor, id: SavedViewId): Promise<Answer<null>> =>
  app.db.transaction(actor, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    const view = await savedViewById(tx, id)
    if (view === null || !isShownTo(actor, view)) return none
    if (view.owner === null && !isLead(actor)) return leadsShare
    const others = (await takeTurn(tx, actor, view.owner)).filter((each) => each.id !== id)
    await removeSavedView(tx, id)
    await placeSavedViews(
      tx,
      others.map((each) => each.id),
    )
    return { ok: true, value: null }
  })

/** Those of one's own, or the shared ones, which nobody else adds to or moves meanwhile. */
async function takeTurn(tx: Tx, { person }: Staff, owner: PersonId | null): Promise<readonly SavedView[]> {
  await takeViewsTurn(tx, owner)
  return (await savedViewsFor(tx, person)).filter((view) => view.owner === owner)
}

/** What is given of it. */
const setIn = (question: TicketQuestion): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(question).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))

function mistakesIn(app: App, { name, question, desk, owner }: SavedView, others: readonly SavedView[]) {
  const policy = app.policies.current()
  const mistakes: { field: string; message: string }[] = questionMistakes(policy, question).map(
    ({ field, message }) => ({ field: `question.${field}`, message }),
  )
  if (Object.keys(question).length === 0)
    mistakes.push({ field: 'question', message: 'Give at least one filter: without one it is the list itself.' })
  if (others.some((each) => each.name.toLowerCase() === name.toLowerCase()))
    mistakes.push({ field: 'name', message: 'There is a view of this name already: take another, or change that one.' })
  if (desk !== null && owner !== null)
    mistakes.push({ field: 'desk', message: 'A personal view is of no desk: leave it out, or share the view.' })
  const desks = policy.desks.map(({ id }) => id as string)
  if (desk !== null && owner === null && !desks.includes(desk)) {
    const meant = didYouMean(desk, desks)
    const message = `There is no desk '${desk}'${meant === null ? '.' : `: did you mean '${meant}'?`}`
    mistakes.push({ field: 'desk', message })
  }
  return mistakes satisfies Refusals['errors']
}

const tooMany = (owner: PersonId | null) =>
  no({
    code: 'conflict',
    message: `${owner === null ? 'The desk shares' : 'You have'} ${mostSavedViews} views: take one away first.`,
  })
