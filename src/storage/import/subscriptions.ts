/** Subscriptions by the hundred: whose each is, and what was known of it (D2). */
import { sql } from 'kysely'
import type { CustomerId, Instant, PartnerId } from '../../domain/kernel.ts'
import { subscriptions, type Subscription } from '../subscriptions.ts'
import type { Statement, Tx } from '../tx.ts'

export async function subscriptionsByIds(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Subscription>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.run(subscriptions.where('subscription_id', '=', sql<string>`any (${ids}::text[])`))
  return new Map(rows.map((row) => [row.id, row]))
}

/** What a row says of the customer. */
export interface OwnerSought {
  /** Null where the file does not say: then every partner's customers are looked at. */
  readonly partner: PartnerId | null
  readonly email: string | null
  /** The company's own domain of the address; null where anybody can have one there. */
  readonly domain: string | null
  readonly orgId: string | null
  readonly name: string | null
}

export interface Owner {
  readonly customer: CustomerId
  readonly name: string
  readonly partner: PartnerId
  readonly partnerName: string
  /** How surely it is meant: 1 by its super-admin's address, 2 by its organisation, 3 by its domain, 4 by its name. */
  readonly rank: 1 | 2 | 3 | 4
}

const find: Statement = {
  name: 'subscription_owners',
  text: `
    select distinct r.place, found.rank, u.id as customer, u.name, u.partner_id as partner, p.name as "partnerName"
    from jsonb_to_recordset($1::jsonb) as r (place integer, partner uuid, email text, domain text, "orgId" text, name text)
    cross join lateral (
      select 1 as rank, id from customers where super_admin_email = r.email
      union all select 2, customer_id from subscriptions where org_id = r."orgId"
      union all select 3, id from customers where domain = r.domain
      union all select 4, id from customers where name = r.name and (r.partner is null or partner_id = r.partner)
    ) as found
    join customers u on u.id = found.id
    join partners p on p.id = u.partner_id
    where u.untagged_at is null and (r.partner is null or u.partner_id = r.partner)
    order by r.place, found.rank`,
}

/** The customers that each row may mean, the surest first; by place in the list. */
export async function ownersSought(
  tx: Tx,
  sought: readonly OwnerSought[],
): Promise<ReadonlyMap<number, readonly Owner[]>> {
  if (sought.length === 0) return new Map()
  const rows = sought.map((each, place) => ({ place, ...each }))
  const found = await tx.call<Owner & { place: number }>(find, [JSON.stringify(rows)])
  return Map.groupBy(found, ({ place }) => place)
}

/** Puts each in the place of what was known of it. */
export async function keepSubscriptions(tx: Tx, kept: readonly Subscription[], at: Instant): Promise<void> {
  if (kept.length === 0) return
  await tx.run(
    sql`insert into subscriptions (subscription_id, customer_id, partner_id, subscription_type, subscription_start_date,
        status, email_id, customer_company_name, billing_frequency, next_recurring_date, next_recurring_amount, currency, org_id,
        plan_id, plan_name, service_id, service_name, licences, licences_stated, payer, changed_at)
      select id, customer, partner, type, "startedOn", status, email, "companyName", "billingFrequency", "nextRecurringOn",
        "nextRecurringAmount", currency, "orgId", "planId", "planName", "serviceId", "serviceName", licences, "licencesStated", payer,
        ${at}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) as r (id text, customer uuid, partner uuid, type text,
        "startedOn" date, status text, email text, "companyName" text, "billingFrequency" text, "nextRecurringOn" date,
        "nextRecurringAmount" numeric, currency text, "orgId" text, "planId" text, "planName" text, "serviceId" text, "serviceName" text,
        licences integer, "licencesStated" boolean, payer text)
      on conflict (subscription_id) do update set
        customer_id = excluded.customer_id, partner_id = excluded.partner_id,
        subscription_type = excluded.subscription_type, subscription_start_date = excluded.subscription_start_date,
        status = excluded.status, email_id = excluded.email_id, customer_company_name = excluded.customer_company_name,
        billing_frequency = excluded.billing_frequency, next_recurring_date = excluded.next_recurring_date,
        next_recurring_amount = excluded.next_recurring_amount, currency = excluded.currency, org_id = excluded.org_id, plan_id = excluded.plan_id,
        plan_name = excluded.plan_name, service_id = excluded.service_id, service_name = excluded.service_name,
        licences = excluded.licences, licences_stated = excluded.licences_stated, payer = excluded.payer,
        changed_at = excluded.changed_at`,
  )
}
