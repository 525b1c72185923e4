/** People: staff, and the contacts of partners. An address belongs to one person. */
import { sql } from 'kysely'
import { ok, type Instant, type PartnerId, type PersonId, type Result } from '../domain/kernel.ts'
import type { DeskId } from '../domain/policy.ts'
import type { StaffRole } from './actor.ts'
import { cursorOf, pageOf, readCursor, type Page, type PageRequest } from './page.ts'
import { from } from './tables.ts'
import type { Tx } from './tx.ts'

export interface Person {
  readonly id: PersonId
  readonly side: 'staff' | 'partner'
  /** Null for staff, and only for staff. */
  readonly partner: PartnerId | null
  readonly name: string
  /** In lower case, whoever wrote it how. */
  readonly email: string
  readonly role: StaffRole | 'contact'
  readonly desks: readonly DeskId[]
  /** IANA. */
  readonly zone: string
  readonly active: boolean
  readonly createdAt: Instant
}

/** What is shown of a person to others; a partner sees no address of staff. */
export interface PersonName {
  readonly id: PersonId
  readonly name: string
  readonly side: 'staff' | 'partner'
  readonly email: string | null
}

export interface KnownPerson extends PersonName {
  /** False for whoever has left. */
  readonly active: boolean
}

export const people = from
  .selectFrom('people')
  .select([
    'id',
    'side',
    'partner_id as partner',
    'name',
    'email',
    'role',
    'desks',
    'zone',
    'active',
    'created_at as createdAt',
  ])

export async function personById(tx: Tx, id: PersonId): Promise<Person | null> {
  return (await tx.run(people.where('id', '=', id)))[0] ?? null
}

/**
 * As `personById`, and nobody changes the person until the transaction ends. 'share' is for what is given to somebody who must
 * be there: several may do that at once.
 */
export async function lockPerson(tx: Tx, id: PersonId, how: 'share' | 'change'): Promise<Person | null> {
  const query = people.where('id', '=', id)
  return (await tx.run(how === 'share' ? query.forShare() : query.forUpdate()))[0] ?? null
}

/** By address, in any case; those that left are found too. */
export async function personByEmail(tx: Tx, email: string): Promise<Person | null> {
  return (await tx.run(people.where('email', '=', email.toLowerCase())))[0] ?? null
}

export interface PeopleFilter {
  readonly side?: Person['side'] | undefined
  readonly partner?: PartnerId | undefined
  /** Letters of the name or the address, in any case. */
  readonly q?: string | undefined
  /** Those who have left, in the place of those who are there. */
  readonly left?: boolean | undefined
}

/** Those who are there, or have left, by name; a partner's own people see each other. */
export async function listPeople(
  tx: Tx,
  { side, partner, q, left = false, limit, cursor }: PeopleFilter & PageRequest,
): Promise<Result<Page<Person>>> {
  const after = readCursor(cursor, 'people', ['text', 'uuid'])
  if (!after.ok) return after
  let query = people
    .where('active', '=', !left)
    .orderBy('name')
    .orderBy('id')
    .limit(limit + 1)
  if (side !== undefined) query = query.where('side', '=', side)
  if (partner !== undefined) query = query.where('partner_id', '=', partner)
  if (q !== undefined && q.trim() !== '')
    query = query.where(sql<boolean>`strpos(lower(name || ' ' || coalesce(email, '')), ${q.trim().toLowerCase()}) > 0`)
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
      (last) => cursorOf('people', [last.name, last.id]),
    ),
  )
}

export function listStaff(tx: Tx): Promise<readonly Person[]> {
  return tx.run(people.where('side', '=', 'staff').orderBy('name').orderBy('id'))
}

export function contactsOf(tx: Tx, partner: PartnerId): Promise<readonly Person[]> {
  return tx.run(people.where('partner_id', '=', partner).orderBy('name').orderBy('id'))
}

/**
 * The first contact, by name, of each of these partners who is there: who gets what was another's who has left (F8). None of a
 * partner where everybody has left.
 */
export async function contactsThere(
  tx: Tx,
  partners: readonly PartnerId[],
): Promise<ReadonlyMap<PartnerId, PersonName & { readonly email: string }>> {
  if (partners.length === 0) return new Map()
  const rows = await tx.run(
    sql<PersonName & { readonly email: string; readonly partner: PartnerId }>`
      select distinct on (partner_id) id, name, side, email, partner_id as partner from people
      where partner_id = any (${partners}::uuid[]) and active order by partner_id, name, id`,
  )
  return new Map(rows.map(({ partner, ...person }) => [partner, person]))
}

/** Names by id, of those that the actor may know of. */
export async function namesOf(tx: Tx, ids: readonly PersonId[]): Promise<ReadonlyMap<PersonId, PersonName>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.run(names.where('id', 'in', ids))
  return new Map(rows.map((row) => [row.id, row]))
}
const names = from.selectFrom('person_names').select(['id', 'name', 'side', 'email'])

/** As `namesOf`, with whether they are still there. */
export async function knownOf(tx: Tx, ids: readonly PersonId[]): Promise<ReadonlyMap<PersonId, KnownPerson>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.run(names.select('active').where('id', 'in', ids))
  return new Map(rows.map((row) => [row.id, row]))
}

export async function insertPeople(tx: Tx, added: readonly Person[]): Promise<void> {
  if (added.length > 0) await tx.run(from.insertInto('people').values(added.map(rowOf)))
}

/** Puts the person's facts in the place of what they were; false where there is none of that id. */
export async function updatePerson(tx: Tx, person: Person): Promise<boolean> {
  const { id, created_at: _stays, ...facts } = rowOf(person)
  return (await tx.run(from.updateTable('people').set(facts).where('id', '=', id).returning('id'))).length > 0
}

const rowOf = (person: Person) => ({
  id: person.id,
  side: person.side,
  partner_id: person.partner,
  name: person.name,
  email: person.email.toLowerCase(),
  role: person.role,
  desks: [...person.desks],
  zone: person.zone,
  active: person.active,
  created_at: person.createdAt,
})
