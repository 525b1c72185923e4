/** Ideas of the product board, with their counts and what became of them (B6). Votes and tickets of others are only counts. */
import { sql, type RawBuilder } from 'kysely'
import type { IdeaOrder, IdeaStatus } from '../domain/idea.ts'
import { ok, type Id, type Instant, type PersonId, type Result } from '../domain/kernel.ts'
import { toText } from './connection.ts'
import { cursorOf, pageOf, readCursor, type Page, type PageRequest } from './page.ts'
import type { Statement, Tx } from './tx.ts'

export type IdeaId = Id<'idea'>

export interface Idea {
  readonly id: IdeaId
  readonly title: string
  readonly description: string
  /** Id of the policy's product. */
  readonly product: string | null
  readonly status: IdeaStatus
  /** Told with the status. */
  readonly reason: string
  readonly statusAt: Instant
  readonly mergedInto: IdeaId | null
  readonly createdBy: PersonId
  readonly createdAt: Instant
}

export interface IdeaRow extends Idea {
  readonly number: number
  readonly votes: number
  /** Partners of those who voted. */
  readonly partners: number
  readonly tickets: number
  /** Whether the reader has. */
  readonly voted: boolean
}

const columns = `i.id, i.number, i.title, i.description, i.product, i.status, i.reason, i.status_at as "statusAt",
  i.merged_into as "mergedInto", i.created_by as "createdBy", i.created_at as "createdAt", i.votes, i.partners, i.tickets,
  exists (select from idea_votes v where v.idea_id = i.id and v.person_id = (select actor_person())) as voted`

export interface IdeaFilter {
  readonly sort: IdeaOrder
  /** All of these words stand in title or description. */
  readonly q?: string | undefined
  readonly product?: string | undefined
  readonly status?: IdeaStatus | undefined
  /** Those that the reader voted for, or that the reader's tickets ask for. */
  readonly mine?: boolean | undefined
}

const orders = {
  votes: {
    shapes: ['number', 'uuid'],
    by: sql`i.votes desc, i.id desc`,
    after: ([votes, id]: readonly unknown[]) => sql`(i.votes, i.id) < (${votes}::integer, ${id}::uuid)`,
    keys: (row: IdeaRow) => [row.votes, row.id],
  },
  newest: {
    shapes: ['instant', 'uuid'],
    by: sql`i.created_at desc, i.id desc`,
    after: ([at, id]: readonly unknown[]) => sql`(i.created_at, i.id) < (${at}::timestamptz, ${id}::uuid)`,
    keys: (row: IdeaRow) => [toText(row.createdAt), row.id],
  },
} as const

/** Those that were not merged into another. */
export async function listIdeas(
  tx: Tx,
  { sort, q, product, status, mine, limit, cursor }: IdeaFilter & PageRequest,
): Promise<Result<Page<IdeaRow>>> {
  const order = orders[sort]
  const name = `ideas-${sort}`
  const after = readCursor(cursor, name, order.shapes)
  if (!after.ok) return after
  const wanted: RawBuilder<unknown>[] = [sql`i.merged_into is null`]
  for (const word of (q ?? '').toLowerCase().split(/\s+/).filter(Boolean))
    wanted.push(sql`strpos(lower(i.title || ' ' || i.description), ${word}) > 0`)
  if (product !== undefined) wanted.push(sql`i.product = ${product}`)
  if (status !== undefined) wanted.push(sql`i.status = ${status}`)
  if (mine === true)
    wanted.push(
      sql`(exists (select from idea_votes v where v.idea_id = i.id and v.person_id = (select actor_person()))
        or ((select actor_partner()) is not null and exists (select from idea_tickets a where a.idea_id = i.id)))`,
    )
  if (after.value !== null) wanted.push(order.after(after.value))
  const rows = await tx.run(
    sql<IdeaRow>`select ${sql.raw(columns)} from ideas i where ${sql.join(wanted, sql` and `)}
      order by ${order.by} limit ${limit + 1}`,
  )
  return ok(
    pageOf(
      rows,
      limit,
      (row): IdeaRow => row,
      (last) => cursorOf(name, order.keys(last)),
    ),
  )
}

const one: Statement = { name: 'idea', text: `select ${columns} from ideas i where i.id = $1` }
const lock: Statement = {
  name: 'idea_locked',
  text: 'select id from ideas where id = any ($1::uuid[]) order by id for no key update',
}
const add: Statement = {
  name: 'idea_added',
  text: `insert into ideas (id, title, description, product, status, reason, status_at, merged_into, created_by, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
}
const change: Statement = {
  name: 'idea_changed',
  text: `update ideas set title = $2, description = $3, product = $4, status = $5, reason = $6, status_at = $7, merged_into = $8
    where id = $1`,
}
const repoint: Statement = {
  name: 'ideas_repointed',
  text: 'update ideas set merged_into = $2 where merged_into = $1',
}

/** Null where there is none. */
export async function readIdea(tx: Tx, id: IdeaId): Promise<IdeaRow | null> {
  return (await tx.call<IdeaRow>(one, [id]))[0] ?? null
}

/** In one order for everybody; null in the place of one that is not there. */
export async function lockIdeas(tx: Tx, ids: readonly IdeaId[]): Promise<readonly (IdeaRow | null)[]> {
  await tx.call(lock, [ids])
  return Promise.all(ids.map((id) => readIdea(tx, id)))
}

const valuesOf = (idea: Idea): readonly unknown[] => [
  idea.id,
  idea.title,
  idea.description,
  idea.product,
  idea.status,
  idea.reason,
  idea.statusAt,
  idea.mergedInto,
]

export async function insertIdea(tx: Tx, idea: Idea): Promise<void> {
  await tx.call(add, [...valuesOf(idea), idea.createdBy, idea.createdAt])
}

export async function updateIdea(tx: Tx, idea: Idea): Promise<void> {
  await tx.call(change, valuesOf(idea))
}

/** Whatever led to the one leads to the other. */
export async function repointIdeas(tx: Tx, from: IdeaId, to: IdeaId): Promise<void> {
  await tx.call(repoint, [from, to])
}

export interface IdeaChange {
  readonly idea: IdeaId
  readonly at: Instant
  readonly by: PersonId
  readonly what: 'added' | 'status' | 'words' | 'merged' | 'attached' | 'detached'
  readonly was?: string | null
  readonly became?: string | null
  readonly reason?: string | null
}

export interface IdeaChangeRow extends Omit<Required<IdeaChange>, 'idea' | 'by'> {
  /** Who of the vendor. */
  readonly by: string | null
}

const record: Statement = {
  name: 'idea_history_added',
  text: `insert into idea_history (idea_id, at, by_person, what, was, became, reason) values ($1, $2, $3, $4, $5, $6, $7)`,
}
const history: Statement = {
  name: 'idea_history_of',
  text: `select h.at, n.name as by, h.what, h.was, h.became, h.reason
    from idea_history h left join person_names n on n.id = h.by_person where h.idea_id = $1 order by h.id`,
}

export async function recordIdeaChange(tx: Tx, entry: IdeaChange): Promise<void> {
  const { idea, at, by, what, was = null, became = null, reason = null } = entry
  await tx.call(record, [idea, at, by, what, was, became, reason])
}

/** Oldest first; which tickets were attached is for staff. */
export const historyOfIdea = (tx: Tx, id: IdeaId): Promise<readonly IdeaChangeRow[]> => tx.call(history, [id])
