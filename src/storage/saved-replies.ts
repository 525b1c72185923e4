/** The library of saved replies and code samples (B6): shared ones, and each person's own, which nobody else sees. */
import { sql, type RawBuilder } from 'kysely'
import { ok, type Id, type Instant, type PersonId, type Result, type TicketId } from '../domain/kernel.ts'
import { cursorOf, pageOf, readCursor, type Page, type PageRequest } from './page.ts'
import type { Statement, Tx } from './tx.ts'

export type SavedReplyId = Id<'saved-reply'>

export interface SavedReply {
  readonly id: SavedReplyId
  readonly title: string
  readonly body: string
  /** Null: for every desk. */
  readonly desk: string | null
  /** Null: for every category. */
  readonly category: string | null
  /** Null: shared with everybody on the staff. */
  readonly owner: PersonId | null
  readonly createdBy: PersonId | null
  readonly createdAt: Instant
  readonly updatedBy: PersonId | null
  readonly updatedAt: Instant
  readonly uses: number
  readonly lastUsedAt: Instant | null
}

interface Row {
  readonly id: SavedReplyId
  readonly title: string
  readonly body: string
  readonly desk: string | null
  readonly category: string | null
  readonly owner_id: PersonId | null
  readonly created_by: PersonId | null
  readonly created_at: Instant
  readonly updated_by: PersonId | null
  readonly updated_at: Instant
  readonly uses: number
  readonly last_used_at: Instant | null
}

const replyOf = (row: Row): SavedReply => ({
  id: row.id,
  title: row.title,
  body: row.body,
  desk: row.desk,
  category: row.category,
  owner: row.owner_id,
  createdBy: row.created_by,
  createdAt: row.created_at,
  updatedBy: row.updated_by,
  updatedAt: row.updated_at,
  uses: row.uses,
  lastUsedAt: row.last_used_at,
})

const byId: Statement = {
  name: 'saved_reply_by_id',
  text: 'select * from saved_replies where id = $1 and removed_at is null',
}
const locked: Statement = {
  name: 'saved_reply_locked',
  text: 'select * from saved_replies where id = $1 and removed_at is null for update',
}
const turn: Statement = { name: 'saved_replies_turn', text: `select pg_advisory_xact_lock(hashtext('saved_replies'))` }
const titled: Statement = {
  name: 'saved_reply_titled',
  text: `select id from saved_replies
    where lower(title) = lower($1) and owner_id is not distinct from $2 and removed_at is null`,
}
const add: Statement = {
  name: 'saved_reply_add',
  text: `insert into saved_replies (id, title, body, desk, category, owner_id, created_by, created_at, updated_by, updated_at, uses, last_used_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
}
const change: Statement = {
  name: 'saved_reply_change',
  text: `update saved_replies set title = $2, body = $3, desk = $4, category = $5, owner_id = $6, updated_by = $7, updated_at = $8
    where id = $1`,
}
const remove: Statement = {
  name: 'saved_reply_remove',
  text: 'update saved_replies set removed_at = $2, updated_by = $3, updated_at = $2 where id = $1 and removed_at is null',
}
const use: Statement = {
  name: 'saved_reply_use',
  text: 'insert into saved_reply_uses (reply_id, ticket_id, person_id, at) values ($1, $2, $3, $4)',
}
const count: Statement = {
  name: 'saved_reply_count',
  text: 'update saved_replies set uses = uses + 1, last_used_at = $2 where id = $1 returning uses',
}
// In one order, so that two who count the same ones wait for each other, and never both.
const useOnSeveral: Statement = {
  name: 'saved_replies_use_on_several',
  text: `
    with held as (select id from saved_replies where id = any($1::uuid[]) and removed_at is null order by id for update),
      counted as (
        update saved_replies set uses = uses + cardinality($2::uuid[]), last_used_at = $4
        where id in (select id from held) returning id
      )
    insert into saved_reply_uses (reply_id, ticket_id, person_id, at)
    select counted.id, ticket, $3, $4 from counted cross join unnest($2::uuid[]) as ticket`,
}

const one = async (tx: Tx, statement: Statement, id: string): Promise<SavedReply | null> => {
  const [row] = await tx.call<Row>(statement, [id])
  return row === undefined ? null : replyOf(row)
}

export const savedReplyById = (tx: Tx, id: string): Promise<SavedReply | null> => one(tx, byId, id)
export const lockSavedReply = (tx: Tx, id: string): Promise<SavedReply | null> => one(tx, locked, id)

/** Keeps everybody else from adding or renaming one until this transaction ends. */
export async function takeTitleTurn(tx: Tx): Promise<void> {
  await tx.call(turn)
}

/** Which of the owner's, or of the shared ones, has that title; null where none has. */
export async function savedReplyTitled(tx: Tx, title: string, owner: PersonId | null): Promise<SavedReplyId | null> {
  const [row] = await tx.call<{ id: SavedReplyId }>(titled, [title, owner])
  return row?.id ?? null
}

export async function insertSavedReply(tx: Tx, reply: SavedReply): Promise<void> {
  const { id, title, body, desk, category, owner, createdBy, createdAt, updatedBy, updatedAt, uses, lastUsedAt } = reply
  await tx.call(add, [
    id,
    title,
    body,
    desk,
    category,
    owner,
    createdBy,
    createdAt,
    updatedBy,
    updatedAt,
    uses,
    lastUsedAt,
  ])
}

export async function updateSavedReply(tx: Tx, reply: SavedReply): Promise<void> {
  const { id, title, body, desk, category, owner, updatedBy, updatedAt } = reply
  await tx.call(change, [id, title, body, desk, category, owner, updatedBy, updatedAt])
}

/** It is in no list any more; what it was used for stays counted. */
export async function removeSavedReply(tx: Tx, id: SavedReplyId, by: PersonId, at: Instant): Promise<void> {
  await tx.call(remove, [id, at, by])
}

/** One use more; says how many there are. */
export async function countUse(
  tx: Tx,
  id: SavedReplyId,
  { ticket, person, at }: { readonly ticket: TicketId; readonly person: PersonId; readonly at: Instant },
): Promise<number> {
  await tx.call(use, [id, ticket, person, at])
  const [row] = await tx.call<{ uses: number }>(count, [id, at])
  return row?.uses ?? 0
}

/** One use of each on each of the tickets. What is not in the library any more, or is somebody else's own, is not counted. */
export async function countUses(
  tx: Tx,
  ids: readonly string[],
  { tickets, person, at }: { readonly tickets: readonly TicketId[]; readonly person: PersonId; readonly at: Instant },
): Promise<void> {
  await tx.call(useOnSeveral, [ids, tickets, person, at])
}

export interface SavedReplyFilter {
  readonly desk?: string | undefined
  readonly category?: string | undefined
  /** Of one person, or those that all share. */
  readonly owner?: PersonId | 'shared' | undefined
  /** Only what fits a ticket of this desk, and what fits its category before the others. */
  readonly fits?: { readonly desk: string; readonly category: string } | undefined
}

/**
 * With words, or for a ticket: one page of the best. Else by title. `terms` are words of letters and digits alone; the last
 * may be unfinished.
 */
export async function listSavedReplies(
  tx: Tx,
  terms: readonly string[],
  filter: SavedReplyFilter & PageRequest,
): Promise<Result<Page<SavedReply>>> {
  const { desk, category, owner, fits, limit } = filter
  const after = readCursor(filter.cursor, 'saved-replies', ['text', 'uuid'])
  if (!after.ok) return after
  const all = terms.length === 0 ? null : [...terms.slice(0, -1), `${terms.at(-1)}:*`].join(' & ')
  const query = sql`(to_tsquery('english', ${all}::text) || to_tsquery('simple', ${all}::text))`
  const wanted: RawBuilder<unknown>[] = [
    sql`removed_at is null`,
    ...(all === null ? [] : [sql`words @@ ${query}`]),
    ...(desk === undefined ? [] : [sql`desk = ${desk}`]),
    ...(category === undefined ? [] : [sql`category = ${category}`]),
    ...(owner === undefined ? [] : [owner === 'shared' ? sql`owner_id is null` : sql`owner_id = ${owner}::uuid`]),
    ...(fits === undefined ? [] : [sql`(desk is null or desk = ${fits.desk})`]),
  ]
  const isRanked = all !== null || fits !== undefined
  if (!isRanked && after.value !== null)
    wanted.push(sql`(lower(title), id) > (${after.value[0]}, ${after.value[1]}::uuid)`)
  const near = sql`case when category = ${fits?.category ?? null}::text then 2 when category is null then 1 else 0 end`
  const rank = all === null ? sql`` : sql`round(ts_rank(words, ${query})::numeric, 1) desc,`
  const order = isRanked ? sql`${rank} ${near} desc, uses desc, lower(title), id` : sql`lower(title), id`
  const rows = await tx.run(
    sql<Row & { readonly lowered: string }>`
      select id, title, body, desk, category, owner_id, created_by, created_at, updated_by, updated_at, uses, last_used_at,
        lower(title) as lowered
      from saved_replies where ${sql.join(wanted, sql` and `)} order by ${order} limit ${limit + 1}`,
  )
  if (isRanked) return ok({ items: rows.slice(0, limit).map(replyOf), nextCursor: null })
  return ok(pageOf(rows, limit, replyOf, (last) => cursorOf('saved-replies', [last.lowered, last.id])))
}
