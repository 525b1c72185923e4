/** Saved views: named sets of filters, shared or one's own (0054). Whose one may read and change the database sees to as well. */
import type { Id, Instant, PersonId } from '../domain/kernel.ts'
import type { TicketViewName } from './ticket-filter.ts'
import type { Statement, Tx } from './tx.ts'

export type SavedViewId = Id<'saved-view'>

export interface SavedView {
  readonly id: SavedViewId
  readonly name: string
  readonly list: TicketViewName
  /** By the names and values of `GET /tickets`. */
  readonly question: Readonly<Record<string, string>>
  /** Null: shared. */
  readonly owner: PersonId | null
  /** Of a shared one: whose desk sees it; null: everybody. */
  readonly desk: string | null
  /** Among one's own, or among the shared ones; from 1 on. */
  readonly position: number
  readonly createdBy: PersonId | null
  readonly createdAt: Instant
  readonly updatedBy: PersonId | null
  readonly updatedAt: Instant
}

const columns = `id, name, list, question, owner_id as owner, desk, position, created_by as "createdBy", created_at as "createdAt",
  updated_by as "updatedBy", updated_at as "updatedAt"`

const all: Statement = {
  name: 'saved_views',
  text: `select ${columns} from saved_views where owner_id is null or owner_id = $1 order by owner_id nulls first, position, id`,
}
const byId: Statement = { name: 'saved_view_by_id', text: `select ${columns} from saved_views where id = $1` }
// Whoever adds, moves or names one waits for whoever does so among the same ones.
const turn: Statement = {
  name: 'saved_views_turn',
  text: `select pg_advisory_xact_lock(hashtext('saved_views'), hashtext(coalesce($1::text, '')))`,
}
const add: Statement = {
  name: 'saved_view_add',
  text: `insert into saved_views (id, name, list, question, owner_id, desk, position, created_by, created_at, updated_by, updated_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
}
const change: Statement = {
  name: 'saved_view_change',
  text: `update saved_views set name = $2, list = $3, question = $4, owner_id = $5, desk = $6, position = $7, updated_by = $8, updated_at = $9
    where id = $1`,
}
const place: Statement = {
  name: 'saved_views_place',
  text: `update saved_views v set position = p.position from unnest($1::uuid[]) with ordinality as p (id, position)
    where v.id = p.id and v.position <> p.position`,
}
const remove: Statement = { name: 'saved_view_remove', text: 'delete from saved_views where id = $1' }

/** The shared ones, and then those of `person`, each in their order. */
export const savedViewsFor = (tx: Tx, person: PersonId): Promise<readonly SavedView[]> =>
  tx.call<SavedView>(all, [person])

export async function savedViewById(tx: Tx, id: SavedViewId): Promise<SavedView | null> {
  const [view] = await tx.call<SavedView>(byId, [id])
  return view ?? null
}

/** Until the transaction ends nobody else adds, moves or names one of the owner's, or of the shared ones (null). */
export async function takeViewsTurn(tx: Tx, owner: PersonId | null): Promise<void> {
  await tx.call(turn, [owner])
}

export async function insertSavedView(tx: Tx, view: SavedView): Promise<void> {
  const { id, name, list, question, owner, desk, position, createdBy, createdAt, updatedBy, updatedAt } = view
  await tx.call(add, [
    id,
    name,
    list,
    JSON.stringify(question),
    owner,
    desk,
    position,
    createdBy,
    createdAt,
    updatedBy,
    updatedAt,
  ])
}

export async function updateSavedView(tx: Tx, view: SavedView): Promise<void> {
  const { id, name, list, question, owner, desk, position, updatedBy, updatedAt } = view
  await tx.call(change, [id, name, list, JSON.stringify(question), owner, desk, position, updatedBy, updatedAt])
}

/** Puts them in this order, from 1 on. */
export async function placeSavedViews(tx: Tx, ids: readonly SavedViewId[]): Promise<void> {
  await tx.call(place, [ids])
}

export async function removeSavedView(tx: Tx, id: SavedViewId): Promise<void> {
  await tx.call(remove, [id])
}
