/** Which customers are key accounts, and the evidence for it (D1, D2). */
import { sql } from 'kysely'
import type { CustomerId, Instant, PartnerId } from '../domain/kernel.ts'
import type { KeyAccountFinding } from '../domain/key-account.ts'
import { from } from './tables.ts'
import type { Tx } from './tx.ts'

/** A customer as it is weighed: where its partner is, and what was known so far. */
export interface Weighed {
  readonly id: CustomerId
  readonly name: string
  readonly partner: PartnerId
  readonly country: string
  readonly state: string | null
  readonly licences: number
  readonly keyAccount: boolean
}

const weighed = from
  .selectFrom('customers as u')
  .innerJoin('partners as p', 'p.id', 'u.partner_id')
  .select([
    'u.id',
    'u.name',
    'u.partner_id as partner',
    'p.country',
    'p.state',
    'u.licences',
    'u.key_account as keyAccount',
  ])

/** Those of the ids that there are, locked until the transaction ends, in one order for everybody. */
export function lockCustomers(tx: Tx, ids: readonly CustomerId[]): Promise<readonly Weighed[]> {
  if (ids.length === 0) return Promise.resolve([])
  return tx.run(weighed.where('u.id', 'in', ids).orderBy('u.id').forUpdate('u'))
}

/** Up to `limit` customers after one, by id: for going through all of them. */
export async function customerIdsAfter(
  tx: Tx,
  after: CustomerId | null,
  limit: number,
): Promise<readonly CustomerId[]> {
  let query = from.selectFrom('customers').select('id').orderBy('id').limit(limit)
  if (after !== null) query = query.where('id', '>', after)
  return (await tx.run(query)).map(({ id }) => id)
}

export interface Evidence {
  readonly finding: KeyAccountFinding
  readonly policyVersion: number
  readonly evaluatedAt: Instant
}

/** What was found, customer by customer. A customer of whom nothing new was found is not touched; its evidence is. */
export async function keepFindings(
  tx: Tx,
  found: readonly { readonly customer: Weighed; readonly evidence: Evidence }[],
): Promise<void> {
  if (found.length === 0) return
  const changed = found.filter(
    ({ customer, evidence: { finding } }) =>
      customer.licences !== finding.licences || customer.keyAccount !== finding.keyAccount,
  )
  if (changed.length > 0) {
    const rows = changed.map(({ customer, evidence: { finding } }) => ({
      id: customer.id,
      licences: finding.licences,
      key_account: finding.keyAccount,
    }))
    await tx.run(
      sql`update customers u set licences = r.licences, key_account = r.key_account
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, licences integer, key_account boolean)
        where u.id = r.id`,
    )
  }
  const rows = found.map(({ customer, evidence }) => ({
    customer_id: customer.id,
    partner_id: customer.partner,
    finding: evidence.finding,
    policy_version: evidence.policyVersion,
    evaluated_at: evidence.evaluatedAt,
  }))
  await tx.run(
    sql`insert into key_account_evidence (customer_id, partner_id, finding, policy_version, evaluated_at)
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (customer_id uuid, partner_id uuid,
        finding jsonb, policy_version integer, evaluated_at timestamptz)
      on conflict (customer_id) do update set partner_id = excluded.partner_id, finding = excluded.finding,
        policy_version = excluded.policy_version, evaluated_at = excluded.evaluated_at`,
  )
}

/** Null where the customer was never weighed. */
export async function evidenceOf(tx: Tx, customer: CustomerId): Promise<Evidence | null> {
  const [row] = await tx.run(
    from
      .selectFrom('key_account_evidence')
      .select(['finding', 'policy_version as policyVersion', 'evaluated_at as evaluatedAt'])
      .where('customer_id', '=', customer),
  )
  return row ?? null
}
