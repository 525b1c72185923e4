/** Partners: the companies that are served. A partner's own people see their own company and no other (G3). */
import { ok, type Instant, type PartnerId, type PersonId, type Result } from '../domain/kernel.ts'
import type { TierId } from '../domain/policy.ts'
import { cursorOf, pageOf, readCursor, type Page, type PageRequest } from './page.ts'
import { from } from './tables.ts'
import type { Tx } from './tx.ts'

export interface Partner {
  readonly id: PartnerId
  readonly name: string
  readonly tier: TierId
  readonly country: string
  readonly state: string | null
  /** How another system names it: 'P-17' of a log. */
  readonly externalRef: string | null
  readonly accountManager: PersonId | null
  readonly createdAt: Instant
}

const partners = from
  .selectFrom('partners')
  .select([
    'id',
    'name',
    'tier',
    'country',
    'state',
    'external_ref as externalRef',
    'account_manager_id as accountManager',
    'created_at as createdAt',
  ])

export async function partnerById(tx: Tx, id: PartnerId): Promise<Partner | null> {
  return (await tx.run(partners.where('id', '=', id)))[0] ?? null
}

/** By how other systems name them; those that there are. */
export async function partnersByRef(tx: Tx, refs: readonly string[]): Promise<readonly Partner[]> {
  return refs.length === 0 ? [] : tx.run(partners.where('external_ref', 'in', refs))
}

/** By name. */
export async function listPartners(tx: Tx, { limit, cursor }: PageRequest): Promise<Result<Page<Partner>>> {
  const after = readCursor(cursor, 'partners', ['text', 'uuid'])
  if (!after.ok) return after
  let query = partners
    .orderBy('name')
    .orderBy('id')
    .limit(limit + 1)
  if (after.value !== null) {
    const [name, id] = after.value as [string, PartnerId]
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple('name', 'id'), '>', tuple(name, id)))
  }
  const rows = await tx.run(query)
  return ok(
    pageOf(
      rows,
      limit,
      (row): Partner => row,
      (last) => cursorOf('partners', [last.name, last.id]),
    ),
  )
}

export async function insertPartners(tx: Tx, added: readonly Partner[]): Promise<void> {
  if (added.length > 0) await tx.run(from.insertInto('partners').values(added.map(rowOf)))
}

/** Puts the partner's facts in the place of what they were; false where there is none of that id. */
export async function updatePartner(tx: Tx, partner: Partner): Promise<boolean> {
  const { id, created_at: _stays, ...facts } = rowOf(partner)
  return (await tx.run(from.updateTable('partners').set(facts).where('id', '=', id).returning('id'))).length > 0
}

const rowOf = (partner: Partner) => ({
  id: partner.id,
  name: partner.name,
  tier: partner.tier,
  country: partner.country,
  state: partner.state,
  external_ref: partner.externalRef,
  account_manager_id: partner.accountManager,
  created_at: partner.createdAt,
})
