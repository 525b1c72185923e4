/** Which tickets are attached to which, as having one cause (0056). Of the staff alone: partners see none of it. */
import type { Linked } from '../domain/cause.ts'
import { ok, type Instant, type PersonId, type Result, type TicketId } from '../domain/kernel.ts'
import { cursorOf, pageOf, readCursor, type Page, type PageRequest } from './page.ts'
import type { Statement, Tx } from './tx.ts'

const statements = {
  turn: { name: 'causes_turn', text: `select pg_advisory_xact_lock(hashtext('ticket_causes'))` },
  linked: {
    name: 'causes_linked',
    text: `
      select t.id, c.cause_id as cause, exists (select from ticket_causes l where l.cause_id = t.id) as leads
      from unnest($1::uuid[]) as t (id) left join ticket_causes c on c.ticket_id = t.id`,
  },
  named: {
    name: 'causes_named',
    text: `
      select t.id, t.number, coalesce(m.number, l.number) as "leadNumber"
      from tickets t left join tickets m on m.id = t.merged_into
      left join ticket_causes c on c.ticket_id = t.id left join tickets l on l.id = c.cause_id
      where t.id = any ($1::uuid[])`,
  },
  attach: {
    name: 'causes_attach',
    text: `
      insert into ticket_causes as c (ticket_id, cause_id, since_at, by_person) values ($1, $2, $3, $4)
      on conflict (ticket_id) do update set cause_id = excluded.cause_id, since_at = excluded.since_at, by_person = excluded.by_person
      where c.cause_id <> excluded.cause_id`,
  },
  detach: { name: 'causes_detach', text: 'delete from ticket_causes where ticket_id = $1' },
  inherit: { name: 'causes_inherit', text: 'update ticket_causes set ticket_id = $2 where ticket_id = $1' },
  move: { name: 'causes_move', text: 'update ticket_causes set cause_id = $2 where cause_id = $1 and ticket_id <> $2' },
  of: {
    name: 'causes_of',
    text: `select c.cause_id as id, c.since_at as since, n.name as by
      from ticket_causes c left join person_names n on n.id = c.by_person where c.ticket_id = $1`,
  },
  sum: {
    name: 'causes_sum',
    text: `
      select count(*)::int as count, count(*) filter (where t.status not in ('solved', 'closed', 'merged'))::int as open,
        count(distinct t.partner_id)::int as partners
      from ticket_causes c join tickets t on t.id = c.ticket_id where c.cause_id = $1`,
  },
  attached: {
    name: 'causes_attached',
    text: `
      select ticket_id as id, since_at as since from ticket_causes
      where cause_id = $1 and ($2::timestamptz is null or (since_at, ticket_id) > ($2, $3::uuid))
      order by since_at, ticket_id limit $4`,
  },
} as const satisfies Record<string, Statement>

/** Links are changed by one at a time, until the transaction ends: nobody else makes the half of a chain meanwhile. Lock tickets before. */
export async function takeTurn(tx: Tx): Promise<void> {
  await tx.call(statements.turn)
}

export async function linkedOf(tx: Tx, ids: readonly TicketId[]): Promise<ReadonlyMap<TicketId, Linked>> {
  const rows = await tx.call<Linked>(statements.linked, [[...new Set(ids)]])
  return new Map(rows.map((row) => [row.id, row]))
}

interface NamedRow {
  readonly id: TicketId
  readonly number: string
  /** Of what it was merged into, else of what it is attached to. */
  readonly leadNumber: string | null
}

export async function namedOf(tx: Tx, ids: readonly TicketId[]): Promise<ReadonlyMap<TicketId, NamedRow>> {
  const rows = await tx.call<NamedRow>(statements.named, [ids])
  return new Map(rows.map((row) => [row.id, row]))
}

export interface NewCause {
  readonly ticket: TicketId
  readonly cause: TicketId
  readonly at: Instant
  readonly by: PersonId
}

/** In the place of the cause that it had; the one that it has stays as it is. */
export async function attach(tx: Tx, { ticket, cause, at, by }: NewCause): Promise<void> {
  await tx.call(statements.attach, [ticket, cause, at, by])
}

export async function detach(tx: Tx, ticket: TicketId): Promise<void> {
  await tx.call(statements.detach, [ticket])
}

/** What the one is attached to, since when and by whom, the other is instead; it must be attached to nothing. */
export async function inherit(tx: Tx, from: TicketId, to: TicketId): Promise<void> {
  await tx.call(statements.inherit, [from, to])
}

/** What is attached to the one is attached to the other from now on. */
export async function moveAttached(tx: Tx, from: TicketId, to: TicketId): Promise<void> {
  await tx.call(statements.move, [from, to])
}

export interface CauseOf {
  readonly id: TicketId
  readonly since: Instant
  readonly by: string | null
}

/** What a ticket is attached to; null where it is to nothing. */
export async function causeOf(tx: Tx, ticket: TicketId): Promise<CauseOf | null> {
  const [row] = await tx.call<CauseOf>(statements.of, [ticket])
  return row ?? null
}

export interface CausedSum {
  readonly count: number
  readonly open: number
  readonly partners: number
}

/** How many tickets of how many partners are attached to one. */
export async function sumCaused(tx: Tx, cause: TicketId): Promise<CausedSum> {
  const [row] = await tx.call<CausedSum>(statements.sum, [cause])
  return row ?? { count: 0, open: 0, partners: 0 }
}

/** What is attached to one, in the order in which it was. */
export async function attachedTo(
  tx: Tx,
  cause: TicketId,
  { limit, cursor }: PageRequest,
): Promise<Result<Page<TicketId>>> {
  const after = readCursor(cursor, 'caused', ['instant', 'uuid'])
  if (!after.ok) return after
  const [since = null, id = null] = after.value ?? []
  const rows = await tx.call<{ id: TicketId; since: Instant }>(statements.attached, [cause, since, id, limit + 1])
  return ok(
    pageOf(
      rows,
      limit,
      (row) => row.id,
      (last) => cursorOf('caused', [last.since.toString({ fractionalSecondDigits: 3 }), last.id]),
    ),
  )
}
