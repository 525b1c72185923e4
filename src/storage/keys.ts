/** Keys of the API: a person's or a service's. Only the hash is kept; the key itself is shown once, to whoever made it. */
import { ok, type Instant, type PartnerId, type PersonId, type Result } from '../domain/kernel.ts'
import { toText } from './connection.ts'
import type { Database } from './database.ts'
import { cursorOf, pageOf, readCursor, type Page, type PageRequest } from './page.ts'
import type { Partner } from './partners.ts'
import type { Person } from './people.ts'
import { from } from './tables.ts'
import type { Statement, Tx } from './tx.ts'

export interface ApiKey {
  readonly id: string
  readonly person: PersonId
  readonly scope: string
  readonly label: string
  readonly createdAt: Instant
  /** 'YYYY-MM-DD' */
  readonly lastUsedOn: string | null
  readonly revokedAt: Instant | null
}

/** Whoever came in, with a key or a session. */
export interface Holder {
  readonly person: Person
  /** Null for staff. */
  readonly partner: Partner | null
}

export interface KeyHolder extends Holder {
  readonly key: string
  readonly scope: string
}

const personOfKey: Statement = {
  name: 'person_of_key',
  text: 'select key_id, scope, person, partner from person_of_key($1::bytea, $2::date)',
}

interface KeyHolderColumns extends HolderColumns {
  readonly key_id: string
  readonly scope: string
}

/** A holder as the functions of the database give one: rows as JSON. */
export interface HolderColumns {
  readonly person: Omit<Person, 'partner' | 'createdAt'> & { partner_id: PartnerId | null; created_at: string }
  readonly partner: null | (Omit<Partner, 'externalRef' | 'accountManager' | 'createdAt'> & PartnerRest)
}
interface PartnerRest {
  external_ref: string | null
  account_manager_id: PersonId | null
  created_at: string
}

/**
 * Who has the key with that SHA-256 hash, in one round trip; null where it is none, was revoked, or its person has left.
 * `today` ('YYYY-MM-DD', UTC) is noted as the day of its last use.
 */
export async function personByKeyHash(db: Database, hash: Buffer, today: string): Promise<KeyHolder | null> {
  const [row] = await db.once<KeyHolderColumns>(personOfKey, [hash, today])
  return row === undefined ? null : { key: row.key_id, scope: row.scope, ...holderOf(row) }
}

export const holderOf = ({ person, partner }: HolderColumns): Holder => ({
  person: {
    id: person.id,
    side: person.side,
    partner: person.partner_id,
    name: person.name,
    email: person.email,
    role: person.role,
    desks: person.desks,
    zone: person.zone,
    active: person.active,
    createdAt: Temporal.Instant.from(person.created_at),
  },
  partner: partner && {
    id: partner.id,
    name: partner.name,
    tier: partner.tier,
    country: partner.country,
    state: partner.state,
    externalRef: partner.external_ref,
    accountManager: partner.account_manager_id,
    createdAt: Temporal.Instant.from(partner.created_at),
  },
})

export interface NewKey {
  readonly id: string
  readonly hash: Buffer
  readonly person: PersonId
  readonly scope: string
  readonly label: string
  readonly at: Instant
}

export async function insertKey(tx: Tx, { id, hash, person, scope, label, at }: NewKey): Promise<void> {
  await tx.run(
    from.insertInto('api_keys').values({
      id,
      hash,
      person_id: person,
      scope,
      label,
      created_at: at,
      last_used_on: null,
      revoked_at: null,
    }),
  )
}

/** False where there was no such key that still worked. */
export async function revokeKey(tx: Tx, id: string, at: Instant): Promise<boolean> {
  const query = from
    .updateTable('api_keys')
    .set({ revoked_at: at })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
  return (await tx.run(query.returning('id'))).length > 0
}

/** Every key there is or was, with its holder's address, the oldest first. */
export function allKeys(tx: Tx): Promise<readonly (ApiKey & { readonly email: string })[]> {
  return tx.run(
    from
      .selectFrom('api_keys as k')
      .innerJoin('people as p', 'p.id', 'k.person_id')
      .select([
        'k.id',
        'k.person_id as person',
        'p.email',
        'k.scope',
        'k.label',
        'k.created_at as createdAt',
        'k.last_used_on as lastUsedOn',
        'k.revoked_at as revokedAt',
      ])
      .orderBy('k.created_at')
      .orderBy('k.id'),
  )
}

/** A key with whoever holds it. */
export interface HeldKey extends ApiKey {
  readonly holder: Pick<Person, 'id' | 'name' | 'email' | 'side'>
}

export interface KeyFilter {
  readonly person?: PersonId | undefined
  /** Those that still open something, or all there ever were. */
  readonly show: 'working' | 'all'
}

const held = from
  .selectFrom('api_keys as k')
  .innerJoin('people as p', 'p.id', 'k.person_id')
  .select([
    'k.id',
    'k.person_id as person',
    'k.scope',
    'k.label',
    'k.created_at as createdAt',
    'k.last_used_on as lastUsedOn',
    'k.revoked_at as revokedAt',
    'p.name',
    'p.email',
    'p.side',
  ])

interface HeldRow extends ApiKey, Pick<Person, 'name' | 'email' | 'side'> {}

const heldOf = ({ name, email, side, ...key }: HeldRow): HeldKey => ({
  ...key,
  holder: { id: key.person, name, email, side },
})

/** The latest first, as far as the actor may know of them. */
export async function pageOfKeys(
  tx: Tx,
  { person, show, limit, cursor }: KeyFilter & PageRequest,
): Promise<Result<Page<HeldKey>>> {
  const after = readCursor(cursor, 'keys', ['instant', 'uuid'])
  if (!after.ok) return after
  let query = held
    .orderBy('k.created_at', 'desc')
    .orderBy('k.id', 'desc')
    .limit(limit + 1)
  if (person !== undefined) query = query.where('k.person_id', '=', person)
  if (show === 'working') query = query.where('k.revoked_at', 'is', null)
  if (after.value !== null) {
    const [at, id] = after.value as [string, string]
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('k.created_at', 'k.id'), '<', tuple(Temporal.Instant.from(at), id)),
    )
  }
  const rows = await tx.run(query)
  return ok(pageOf(rows, limit, heldOf, (last) => cursorOf('keys', [toText(last.createdAt), last.id])))
}

/** As far as the actor may know of it. */
export async function keyById(tx: Tx, id: string): Promise<HeldKey | null> {
  const [row] = await tx.run(held.where('k.id', '=', id))
  return row === undefined ? null : heldOf(row)
}

const working: Statement = {
  name: 'keys_working',
  text: 'select count(*)::int as n from api_keys where person_id = $1 and revoked_at is null',
}

export const countWorkingKeys = async (tx: Tx, person: PersonId): Promise<number> =>
  (await tx.call<{ n: number }>(working, [person]))[0]?.n ?? 0
