/** Partners: the companies that are served. A partner's own people see their own company and no other (G3). */
import { sql } from 'kysely'
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

/** Those that there are, in no order. */
export async function partnersByIds(tx: Tx, ids: readonly PartnerId[]): Promise<readonly Partner[]> {
  return ids.length === 0 ? [] : tx.run(partners.where('id', 'in', ids))
}

/** By how other systems name them; those that there are. */
export async function partnersByRef(tx: Tx, refs: readonly string[]): Promise<readonly Partner[]> {
  return refs.length === 0 ? [] : tx.run(partners.where('external_ref', 'in', refs))
}

/** What came with the registry, beside a partner's plain facts. */
export interface Standing {
  /** D3: its person at the vendor. */
  readonly pointOfContact: PersonId | null
  /** A2: null where it always had its tier. */
  readonly tierSince: Instant | null
}

/** A partner as lists and its page show it. Every count stops at 1,000: beyond, nobody reads the figure. */
export interface PartnerRow extends Partner, Standing {
  readonly openTickets: number
  readonly contacts: number
  /** Of these contacts, those with a training record (D4). */
  readonly trained: number
  readonly customers: number
}

const upTo = 1_000
const counted = (some: ReturnType<typeof sql>) =>
  sql<number>`(select count(*) from (${some} limit ${sql.lit(upTo)}) as those)`

const partnerRows = from.selectFrom('partners as p').select([
  'p.id',
  'p.name',
  'p.tier',
  'p.country',
  'p.state',
  'p.external_ref as externalRef',
  'p.account_manager_id as accountManager',
  'p.created_at as createdAt',
  'p.point_of_contact_id as pointOfContact',
  'p.tier_since as tierSince',
  counted(sql`select from tickets t where t.partner_id = p.id and t.open`).as('openTickets'),
  counted(sql`select from people c where c.partner_id = p.id and c.active`).as('contacts'),
  counted(sql`select from people c where c.partner_id = p.id and c.active
      and exists (select from training_records r where r.person_id = c.id)`).as('trained'),
  counted(sql`select from customers u where u.partner_id = p.id and u.untagged_at is null`).as('customers'),
])

export async function readPartner(tx: Tx, id: PartnerId): Promise<PartnerRow | null> {
  return (await tx.run(partnerRows.where('p.id', '=', id)))[0] ?? null
}

export interface PartnerFilter {
  readonly tier?: TierId | undefined
  readonly country?: string | undefined
  readonly accountManager?: PersonId | undefined
  /** Part of the name, of how other systems name it, or of a domain; in any case. */
  readonly q?: string | undefined
}

/** By name. */
export async function listPartners(
  tx: Tx,
  { limit, cursor, tier, country, accountManager, q }: PartnerFilter & PageRequest,
): Promise<Result<Page<PartnerRow>>> {
  const after = readCursor(cursor, 'partners', ['text', 'uuid'])
  if (!after.ok) return after
  let query = partnerRows
    .orderBy('p.name')
    .orderBy('p.id')
    .limit(limit + 1)
  if (tier !== undefined) query = query.where('p.tier', '=', tier)
  if (country !== undefined) query = query.where('p.country', '=', country)
  if (accountManager !== undefined) query = query.where('p.account_manager_id', '=', accountManager)
  const words = q?.trim().toLowerCase() ?? ''
  if (words !== '')
    query = query.where(
      sql<boolean>`(strpos(lower(p.name), ${words}) > 0 or strpos(lower(p.external_ref), ${words}) > 0
        or exists (select from partner_domains d where d.partner_id = p.id and strpos(d.domain, ${words}) > 0))`,
    )
  if (after.value !== null) {
    const [name, id] = after.value as [string, PartnerId]
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple('p.name', 'p.id'), '>', tuple(name, id)))
  }
  const rows = await tx.run(query)
  return ok(
    pageOf(
      rows,
      limit,
      (row): PartnerRow => row,
      (last) => cursorOf('partners', [last.name, last.id]),
    ),
  )
}

/** The partner, locked until the transaction ends: whoever changes it meanwhile waits. */
export async function lockPartner(tx: Tx, id: PartnerId): Promise<(Partner & Standing) | null> {
  const query = partners.select(['point_of_contact_id as pointOfContact', 'tier_since as tierSince'])
  return (await tx.run(query.where('id', '=', id).forUpdate()))[0] ?? null
}

/** D3. */
export async function setPointOfContact(tx: Tx, id: PartnerId, person: PersonId | null): Promise<void> {
  await tx.run(from.updateTable('partners').set({ point_of_contact_id: person }).where('id', '=', id))
}

/** A2: since when the partner has its tier; its open tickets are still to hear of it. */
export async function beginTier(tx: Tx, ids: readonly PartnerId[], at: Instant): Promise<void> {
  if (ids.length === 0) return
  await tx.run(from.updateTable('partners').set({ tier_since: at, tier_settling: true }).where('id', 'in', ids))
}

/** Partners with open tickets that may not have heard of the tier yet (A2). */
export async function partnersSettling(
  tx: Tx,
): Promise<readonly { readonly id: PartnerId; readonly since: Instant }[]> {
  const rows = await tx.run(
    from.selectFrom('partners').select(['id', 'tier_since as since']).where('tier_settling', '=', true).orderBy('id'),
  )
  return rows.flatMap(({ id, since }) => (since === null ? [] : [{ id, since }]))
}

/** Every open ticket has heard of the tier that began then. A later one is another matter. */
export async function endSettling(tx: Tx, id: PartnerId, since: Instant): Promise<void> {
  await tx.run(
    from.updateTable('partners').set({ tier_settling: false }).where('id', '=', id).where('tier_since', '=', since),
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
