/** Offerings given to one partner for one fiscal year, approved by its account manager (A4). */
import type { Id, Instant, PartnerId, PersonId } from '../domain/kernel.ts'
import { from } from './tables.ts'
import type { Tx } from './tx.ts'

export type GrantId = Id<'grant'>

export interface KeptGrant {
  readonly id: GrantId
  readonly partner: PartnerId
  /** Id of the offering. */
  readonly offering: string
  /** As the fiscal year is called. */
  readonly fiscalYear: string
  /** First and last day, both in it. */
  readonly startsOn: string
  readonly endsOn: string
  readonly approvedBy: PersonId
  readonly reason: string
  readonly grantedAt: Instant
  readonly revoked: { readonly at: Instant; readonly by: PersonId; readonly because: string } | null
}

const columns = [
  'id',
  'partner_id as partner',
  'offering',
  'fiscal_year as fiscalYear',
  'starts_on as startsOn',
  'ends_on as endsOn',
  'approved_by as approvedBy',
  'reason',
  'granted_at as grantedAt',
  'revoked_at',
  'revoked_by',
  'revoked_because',
] as const

const grants = from.selectFrom('grants').select(columns)

type Row = Omit<KeptGrant, 'revoked'> & {
  readonly revoked_at: Instant | null
  readonly revoked_by: PersonId | null
  readonly revoked_because: string | null
}

const grantOf = ({ revoked_at: at, revoked_by: by, revoked_because: because, ...grant }: Row): KeptGrant => ({
  ...grant,
  revoked: at === null || by === null || because === null ? null : { at, by, because },
})

/** The latest first, those that were revoked too. */
export async function grantsOf(tx: Tx, partner: PartnerId): Promise<readonly KeptGrant[]> {
  const rows = await tx.run(
    grants.where('partner_id', '=', partner).orderBy('granted_at', 'desc').orderBy('id', 'desc'),
  )
  return rows.map(grantOf)
}

export async function grantById(tx: Tx, id: GrantId): Promise<KeptGrant | null> {
  const [row] = await tx.run(grants.where('id', '=', id))
  return row === undefined ? null : grantOf(row)
}

/** Locked for the rest of the transaction. */
export async function lockGrant(tx: Tx, id: GrantId): Promise<KeptGrant | null> {
  const [row] = await tx.run(grants.where('id', '=', id).forUpdate())
  return row === undefined ? null : grantOf(row)
}

/** False where the partner has that offering for that fiscal year already. */
export async function insertGrant(tx: Tx, grant: KeptGrant): Promise<boolean> {
  const rows = await tx.run(
    from
      .insertInto('grants')
      .values({
        id: grant.id,
        partner_id: grant.partner,
        offering: grant.offering,
        fiscal_year: grant.fiscalYear,
        starts_on: grant.startsOn,
        ends_on: grant.endsOn,
        approved_by: grant.approvedBy,
        reason: grant.reason,
        granted_at: grant.grantedAt,
        revoked_at: null,
        revoked_by: null,
        revoked_because: null,
      })
      .onConflict((conflict) =>
        conflict.columns(['partner_id', 'offering', 'fiscal_year']).where('revoked_at', 'is', null).doNothing(),
      )
      .returning('id'),
  )
  return rows.length > 0
}

export async function revokeGrant(tx: Tx, id: GrantId, revoked: NonNullable<KeptGrant['revoked']>): Promise<void> {
  const { at, by, because } = revoked
  await tx.run(
    from
      .updateTable('grants')
      .set({ revoked_at: at, revoked_by: by, revoked_because: because })
      .where('id', '=', id)
      .where('revoked_at', 'is', null),
  )
}
