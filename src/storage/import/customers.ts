/** Customers by the hundred: found by what a file says of them. */
import { sql } from 'kysely'
import type { CustomerId, PartnerId } from '../../domain/kernel.ts'
import type { Statement, Tx } from '../tx.ts'

export interface KnownCustomer {
  readonly id: CustomerId
  readonly partner: PartnerId
  readonly name: string
  readonly domain: string | null
  readonly superAdminEmail: string | null
}

export interface CustomerSought {
  readonly partner: PartnerId
  readonly name: string
  readonly domain: string | null
  readonly superAdminEmail: string | null
}

const find: Statement = {
  name: 'customers_sought',
  text: `
    select r.place, u.id, u.partner_id as partner, u.name, u.domain, u.super_admin_email as "superAdminEmail"
    from jsonb_to_recordset($1::jsonb) as r (place integer, partner uuid, name text, domain text, "superAdminEmail" text)
    cross join lateral (
      select c.* from (
        select 1 as rank, * from customers where domain = r.domain and partner_id = r.partner
        union all
        select 2, * from customers where super_admin_email = r."superAdminEmail" and partner_id = r.partner
          and (domain is null or r.domain is null)
        union all
        select 3, * from customers where partner_id = r.partner and name = r.name
          and (domain is null or r.domain is null) and (super_admin_email is null or r."superAdminEmail" is null)
      ) as c
      where c.untagged_at is null
      order by c.rank, c.created_at, c.id
      limit 1) as u`,
}

/**
 * The partner's customer that each row means: the one of its domain, else the one of its super-admin, else the one of its
 * name, where neither says that it is another. By place in the list.
 */
export async function customersSought(
  tx: Tx,
  sought: readonly CustomerSought[],
): Promise<ReadonlyMap<number, KnownCustomer>> {
  if (sought.length === 0) return new Map()
  const rows = sought.map(({ partner, name, domain, superAdminEmail }, place) => ({
    place,
    partner,
    name,
    domain,
    superAdminEmail,
  }))
  const found = await tx.call<KnownCustomer & { place: number }>(find, [JSON.stringify(rows)])
  return new Map(found.map(({ place, ...customer }) => [place, customer]))
}

export async function changeCustomers(tx: Tx, changed: readonly KnownCustomer[]): Promise<void> {
  if (changed.length === 0) return
  await tx.run(
    sql`update customers u set name = r.name, domain = r.domain, super_admin_email = r."superAdminEmail"
      from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) as r (id uuid, name text, domain text,
        "superAdminEmail" text)
      where u.id = r.id`,
  )
}
