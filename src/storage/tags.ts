/**
 * Tags of tickets (0054). A tag that was merged stays as a row that leads to the other one, and so do the tickets under it: what the
 * ledgers name is what stands here, and merging costs the same however many tickets there are.
 */
import type { Instant, PersonId, TicketId } from '../domain/kernel.ts'
import type { TagId, TagRef } from '../domain/tag.ts'
import type { Statement, Tx } from './tx.ts'

const named: Statement = {
  name: 'tags_named',
  text: 'select id, name from tags where name = any ($1::text[]) and merged_into is null',
}
const turn: Statement = { name: 'tags_turn', text: `select pg_advisory_xact_lock(hashtext('tags'))` }
const size: Statement = {
  name: 'tags_size',
  text: 'select count(*)::integer as size from tags where merged_into is null',
}
const add: Statement = {
  name: 'tags_add',
  text: `insert into tags (id, name, created_by, created_at)
    select n.id, n.name, $3, $4 from unnest($1::uuid[], $2::text[]) as n (id, name)`,
}
const byId: Statement = { name: 'tag_by_id', text: 'select id, name from tags where id = $1 and merged_into is null' }
const rename: Statement = { name: 'tag_rename', text: 'update tags set name = $2 where id = $1' }
const merge: Statement = {
  name: 'tag_merge',
  text: 'update tags set merged_into = $2 where id = $1 or merged_into = $1',
}
// Each tag is counted by itself, no further than anybody reads.
const uses: Statement = {
  name: 'tag_uses',
  text: `
    select t.id, t.name, c.uses::integer as uses
    from tags t
    cross join lateral (
      select count(*) as uses from (
        select distinct x.ticket_id from (
          select ticket_id from ticket_tags
          where tag_id = any (array(select id from tags m where m.id = t.id or m.merged_into = t.id)) limit $1) as x) as y) as c
    where t.merged_into is null
    order by t.name`,
}
const ofTicket: Statement = {
  name: 'tags_of_ticket',
  text: `select x.tag_id as id, r.name, r.id as "standsFor" from ticket_tags x
    join tags g on g.id = x.tag_id join tags r on r.id = coalesce(g.merged_into, g.id)
    where x.ticket_id = $1 order by r.name, x.tag_id`,
}
const meant: Statement = {
  name: 'tags_meant',
  text: `select m.id from tags t join tags m on m.id = t.id or m.merged_into = t.id
    where t.name = any ($1::text[]) and t.merged_into is null`,
}
const tagged: Statement = {
  name: 'tickets_tagged',
  text: 'select ticket_id as id from ticket_tags where tag_id = any ($1::uuid[]) limit $2',
}
const put: Statement = {
  name: 'tags_put',
  text: 'insert into ticket_tags (ticket_id, tag_id) select $1, unnest($2::uuid[]) on conflict do nothing',
}
const take: Statement = {
  name: 'tags_take',
  text: 'delete from ticket_tags where ticket_id = $1 and tag_id = any ($2::uuid[])',
}
const unlike: Statement = {
  name: 'tags_unlike_ledger',
  text: `
    with said as (
      select distinct on (e.ticket_id, t.id) e.ticket_id, t.id, t.is_on
      from events e
      cross join lateral (
        select a->>'id' as id, true as is_on
        from jsonb_array_elements(case jsonb_typeof(e.data->'added') when 'array' then e.data->'added' else '[]' end) as a
        union all
        select r->>'id', false
        from jsonb_array_elements(case jsonb_typeof(e.data->'removed') when 'array' then e.data->'removed' else '[]' end) as r) as t
      where e.kind = 'tagged'
      order by e.ticket_id, t.id, e.seq desc)
    select coalesce(n.number, coalesce(s.ticket_id, k.ticket_id)::text) as ticket, coalesce(g.name, s.id) as tag, k.tag_id is not null as "isKept"
    from (select * from said where is_on) s
    full join ticket_tags k on k.ticket_id = s.ticket_id and k.tag_id::text = s.id
    left join tags g on g.id::text = coalesce(k.tag_id::text, s.id)
    left join tickets n on n.id = coalesce(s.ticket_id, k.ticket_id)
    where s.id is null or k.tag_id is null
    order by 1, 2`,
}

/** Until the transaction ends nobody else makes, renames or merges a tag. */
export async function takeTagsTurn(tx: Tx): Promise<void> {
  await tx.call(turn)
}

/** Those there are of these names. */
export const tagsNamed = (tx: Tx, names: readonly string[]): Promise<readonly TagRef[]> =>
  tx.call<TagRef>(named, [names])

/** How many there are. */
export async function countTags(tx: Tx): Promise<number> {
  const [row] = await tx.call<{ size: number }>(size)
  return row?.size ?? 0
}

export async function insertTags(
  tx: Tx,
  tags: readonly TagRef[],
  { by, at }: { readonly by: PersonId; readonly at: Instant },
): Promise<void> {
  await tx.call(add, [tags.map(({ id }) => id), tags.map(({ name }) => name), by, at])
}

/** Null also of one that was merged. */
export async function tagById(tx: Tx, id: TagId): Promise<TagRef | null> {
  const [tag] = await tx.call<TagRef>(byId, [id])
  return tag ?? null
}

export async function renameTag(tx: Tx, { id, name }: TagRef): Promise<void> {
  await tx.call(rename, [id, name])
}

/** From now on it is the other one, and so is whatever was merged into it. */
export async function mergeTag(tx: Tx, id: TagId, into: TagId): Promise<void> {
  await tx.call(merge, [id, into])
}

export interface TagUses extends TagRef {
  /** How many tickets have it, counted up to `upTo`. */
  readonly uses: number
}

/** By name. */
export const tagUses = (tx: Tx, upTo: number): Promise<readonly TagUses[]> => tx.call<TagUses>(uses, [upTo])

export interface TicketTag extends TagRef {
  /** Itself, or what it was merged into. */
  readonly standsFor: TagId
}

/** As the ticket's ledger has them, under the names of now. */
export const tagsOfTicket = (tx: Tx, ticket: TicketId): Promise<readonly TicketTag[]> =>
  tx.call<TicketTag>(ofTicket, [ticket])

/** Beside the event that says so. */
export async function keepTags(
  tx: Tx,
  ticket: TicketId,
  { added, removed }: { readonly added: readonly TagRef[]; readonly removed: readonly TagRef[] },
): Promise<void> {
  const ids = (tags: readonly TagRef[]) => tags.map(({ id }) => id)
  if (added.length > 0) await tx.call(put, [ticket, ids(added)])
  if (removed.length > 0) await tx.call(take, [ticket, ids(removed)])
}

export interface Tagged {
  /** The tags, with those that were merged into them. */
  readonly tags: readonly TagId[]
  /** Every ticket that has one; null where they are more than `most`. */
  readonly few: readonly TicketId[] | null
}

/** Tickets that have any of the tags of these names. */
export async function taggedWith(tx: Tx, names: readonly string[], most: number): Promise<Tagged> {
  const tags = (await tx.call<{ id: TagId }>(meant, [names])).map(({ id }) => id)
  const tickets = await tx.call<{ id: TicketId }>(tagged, [tags, most + 1])
  return { tags, few: tickets.length > most ? null : [...new Set(tickets.map(({ id }) => id))] }
}

export interface TagUnlikeLedger {
  /** Its number; its id where there is none. */
  readonly ticket: string
  readonly tag: string
  /** It stands on the ticket; otherwise only its ledger says so. */
  readonly isKept: boolean
}

/** Where tickets and their ledgers disagree about tags. */
export const tagsUnlikeLedger = (tx: Tx): Promise<readonly TagUnlikeLedger[]> => tx.call<TagUnlikeLedger>(unlike)
