/** People as administrators keep them, those who left too; and what hangs on somebody of the staff. */
import { sql } from 'kysely'
import { ok, type Instant, type PartnerId, type PersonId, type Result, type TicketId } from '../domain/kernel.ts'
import { cursorOf, pageOf, readCursor, type Page, type PageRequest } from './page.ts'
import { people, type Person } from './people.ts'
import type { Statement, Tx } from './tx.ts'

export interface KeptFilter {
  readonly side?: Person['side'] | undefined
  readonly show: 'active' | 'left' | 'all'
  /** Letters of the name or the address, in any case. */
  readonly q?: string | undefined
}

/** By name. */
export async function pageOfKept(
  tx: Tx,
  { side, show, q, limit, cursor }: KeptFilter & PageRequest,
): Promise<Result<Page<Person>>> {
  const after = readCursor(cursor, 'people-kept', ['text', 'uuid'])
  if (!after.ok) return after
  let query = people
    .orderBy('name')
    .orderBy('id')
    .limit(limit + 1)
  if (side !== undefined) query = query.where('side', '=', side)
  if (show !== 'all') query = query.where('active', '=', show === 'active')
  if (q !== undefined && q.trim() !== '')
    query = query.where(sql<boolean>`strpos(lower(name || ' ' || email), ${q.trim().toLowerCase()}) > 0`)
  if (after.value !== null) {
    const [name, id] = after.value as [string, PersonId]
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple('name', 'id'), '>', tuple(name, id)))
  }
  const rows = await tx.run(query)
  return ok(
    pageOf(
      rows,
      limit,
      (row): Person => row,
      (last) => cursorOf('people-kept', [last.name, last.id]),
    ),
  )
}

/** Those who may administer. */
export const administrators = (tx: Tx): Promise<readonly Person[]> =>
  tx.run(people.where('role', '=', 'admin').where('active', '=', true).orderBy('id'))

const statements = {
  openTickets: {
    name: 'staff_open_tickets',
    text: `select assignee_id as person, count(*)::int as n from tickets where open and assignee_id = any ($1::uuid[]) group by 1`,
  },
  ticketsOf: {
    name: 'staff_tickets_of',
    text: 'select id from tickets where open and assignee_id = $1 order by id limit $2',
  },
  left: {
    name: 'staff_left_with_tickets',
    text: `select id from people p where side = 'staff' and not active
      and exists (select from tickets t where t.open and t.assignee_id = p.id) order by id`,
  },
  partners: {
    name: 'staff_partners_of',
    text: `select id, name, account_manager_id = $1 as "isManaged" from partners
      where account_manager_id = $1 or point_of_contact_id = $1 order by name, id`,
  },
  handOver: {
    name: 'staff_hand_over_partners',
    text: `with theirs as (select id, name, account_manager_id is not distinct from $1 as managed,
        point_of_contact_id is not distinct from $1 as spoken from partners
        where account_manager_id = $1 or point_of_contact_id = $1 for update),
      given as (update partners p set account_manager_id = case when t.managed then $2 else p.account_manager_id end,
        point_of_contact_id = case when t.spoken then $2 else p.point_of_contact_id end
        from theirs t where p.id = t.id)
      select id, name, managed as "wasManager", spoken as "wasPointOfContact" from theirs order by name, id`,
  },
  ahead: {
    name: 'staff_ahead',
    text: `select
        (select count(*)::int from calls where host_id = $1 and starts_at > $2 and cancelled_at is null) as calls,
        (select count(*)::int from chats where agent_id = $1 and ended_at is null) as chats`,
  },
} as const satisfies Record<string, Statement>

/** How many open tickets each of them has. */
export async function openTicketsOf(tx: Tx, persons: readonly PersonId[]): Promise<ReadonlyMap<PersonId, number>> {
  const rows = await tx.call<{ person: PersonId; n: number }>(statements.openTickets, [persons])
  return new Map(rows.map(({ person, n }) => [person, n]))
}

/** Up to `limit` of the open tickets that are somebody's. */
export const assignedTo = async (tx: Tx, person: PersonId, limit: number): Promise<readonly TicketId[]> =>
  (await tx.call<{ id: TicketId }>(statements.ticketsOf, [person, limit])).map(({ id }) => id)

/** Those who have left, and have open tickets. */
export const leftWithTickets = async (tx: Tx): Promise<readonly PersonId[]> =>
  (await tx.call<{ id: PersonId }>(statements.left)).map(({ id }) => id)

export interface Duties {
  /** Whose account manager, or else point of contact, the person is. */
  readonly partners: readonly { readonly id: PartnerId; readonly name: string; readonly isManaged: boolean }[]
  /** Calls that the person is to have after `at`. */
  readonly calls: number
  readonly chats: number
}

export async function dutiesOf(tx: Tx, person: PersonId, at: Instant): Promise<Duties> {
  const partners = await tx.call<Duties['partners'][number]>(statements.partners, [person])
  const [ahead] = (await tx.call<{ calls: number; chats: number }>(statements.ahead, [person, at])) as [
    { calls: number; chats: number },
  ]
  return { partners, ...ahead }
}

/** A partner that was somebody's, and as what: it may have been as both. */
export interface HandedPartner {
  readonly id: PartnerId
  readonly name: string
  readonly wasManager: boolean
  readonly wasPointOfContact: boolean
}

/** Whatever partners `from` was account manager or point of contact of, `to` is from now on. By name. */
export const handOverPartners = (tx: Tx, from: PersonId, to: PersonId): Promise<readonly HandedPartner[]> =>
  tx.call(statements.handOver, [from, to])
