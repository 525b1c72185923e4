/** Who has which customer, for which service, and who had (E1, E2). Rows end; none is removed. */
import { sql } from 'kysely'
import type { CustomerId, Instant, PartnerId } from '../domain/kernel.ts'
import type { RunId } from '../domain/workflow/run.ts'
import type { Tx } from './tx.ts'

export interface Mapping {
  readonly id: number
  readonly customer: CustomerId
  readonly customerName: string
  readonly partner: PartnerId
  readonly partnerName: string
  /** Of the policy; null for every service. */
  readonly product: string | null
  /** Services that went to another partner since. */
  readonly without: readonly string[]
  readonly mappedAt: Instant
  readonly proof: string | null
  readonly endedAt: Instant | null
  readonly endedBecause: string | null
}

const columns = sql`m.id, m.customer_id as customer, u.name as "customerName", m.partner_id as partner, p.name as "partnerName",
  m.product, m.without, m.mapped_at as "mappedAt", m.proof, m.ended_at as "endedAt", m.ended_because as "endedBecause"`
const joined = sql`customer_mappings m join customers u on u.id = m.customer_id join partners p on p.id = m.partner_id`

/** How a customer is known across partners: by its super-admin's address, else by its own domain. */
export interface CustomerKnownBy {
  readonly superAdminEmail: string
  /** Null where anybody can have an address at the address's domain. */
  readonly domain: string | null
}

const isKnownBy = ({ superAdminEmail, domain }: CustomerKnownBy) =>
  sql`(u.super_admin_email = ${superAdminEmail} or u.domain = ${domain})`

/** Whoever has a customer for a service (null: for any). One row at most for each partner and service. */
export async function activeMappings(
  tx: Tx,
  known: CustomerKnownBy,
  product: string | null,
): Promise<readonly Mapping[]> {
  return tx.run(sql<Mapping>`select ${columns} from ${joined}
    where ${isKnownBy(known)} and m.ended_at is null
      and (${product}::text is null or m.product = ${product} or (m.product is null and ${product}::text <> all (m.without)))
    order by m.mapped_at, m.id`)
}

/** Of a customer of a partner's, the running ones first, then the last ended. */
export const mappingsOf = (tx: Tx, customer: CustomerId): Promise<readonly Mapping[]> =>
  tx.run(sql<Mapping>`select ${columns} from ${joined} where m.customer_id = ${customer}
    order by m.ended_at desc nulls first, m.id desc`)

export interface NewMapping {
  readonly customer: CustomerId
  readonly partner: PartnerId
  readonly product: string | null
  readonly at: Instant
  readonly by: RunId | null
  readonly proof: string | null
}

export async function insertMappings(tx: Tx, added: readonly NewMapping[]): Promise<void> {
  await tx.run(sql`insert into customer_mappings (customer_id, partner_id, product, mapped_at, mapped_by, proof)
    select customer, partner, product, at, by, proof from jsonb_to_recordset(${JSON.stringify(added)}::jsonb)
      as r (customer uuid, partner uuid, product text, at timestamptz, by uuid, proof text)`)
}

export interface Ending {
  readonly at: Instant
  readonly by: RunId | null
  readonly because: string
}

/**
 * Ends the mapping of a customer, for one service or for all of them. A mapping for every service loses one of them. How many
 * mappings are left: none means that the customer is untagged, and it is.
 */
export async function endMappings(
  tx: Tx,
  customer: CustomerId,
  product: string | null,
  { at, by, because }: Ending,
): Promise<{ readonly ended: number; readonly left: number }> {
  const ended = await tx.run(sql<{ id: number }>`update customer_mappings
    set ended_at = ${at}, ended_by = ${by}, ended_because = ${because}
    where customer_id = ${customer} and ended_at is null and (${product}::text is null or product = ${product}) returning id`)
  const narrowed =
    product === null
      ? []
      : await tx.run(sql<{ id: number }>`update customer_mappings set without = without || ${product}::text
          where customer_id = ${customer} and ended_at is null and product is null and ${product}::text <> all (without)
          returning id`)
  const [row] = await tx.run(
    sql<{
      left: number
    }>`select count(*)::integer as left from customer_mappings where customer_id = ${customer} and ended_at is null`,
  )
  const left = row?.left ?? 0
  if (left === 0)
    await tx.run(sql`update customers set untagged_at = ${at} where id = ${customer} and untagged_at is null`)
  return { ended: ended.length + narrowed.length, left }
}

/** The partner's own record of the customer, which it has for some other service; null where it has none. */
export async function recordAt(tx: Tx, partner: PartnerId, known: CustomerKnownBy): Promise<CustomerId | null> {
  const [row] = await tx.run(sql<{ id: CustomerId }>`select u.id from customers u
    where u.partner_id = ${partner} and u.untagged_at is null and ${isKnownBy(known)}
    order by u.super_admin_email = ${known.superAdminEmail} desc nulls last, u.created_at, u.id limit 1`)
  return row?.id ?? null
}

/**
 * What the customer pays for goes with it: subscriptions of records that nobody has any more, of the service or of all.
 * The store's next export says so again. The records that gave and got them, for weighing (D2).
 */
export async function moveSubscriptions(
  tx: Tx,
  known: CustomerKnownBy,
  to: { readonly customer: CustomerId; readonly partner: PartnerId },
  service: string | null,
): Promise<readonly CustomerId[]> {
  const moved = await tx.run(sql<{ was: CustomerId }>`
    with those as (
      select s.subscription_id, s.customer_id from subscriptions s join customers u on u.id = s.customer_id
      where ${isKnownBy(known)} and u.partner_id <> ${to.partner}
        and (u.untagged_at is not null or ${service}::text is not null)
        and (${service}::text is null or lower(s.service_name) = lower(${service}))),
    moved as (
      update subscriptions s set customer_id = ${to.customer}, partner_id = ${to.partner} from those
      where s.subscription_id = those.subscription_id)
    select distinct customer_id as was from those`)
  return [...moved.map(({ was }) => was), to.customer]
}

/** Whether the customer has an active, paid subscription that began on that day or before, for a service or for any. */
export async function hasPaidSince(
  tx: Tx,
  known: CustomerKnownBy,
  product: readonly string[],
  day: string,
): Promise<boolean> {
  const [row] = await tx.run(sql<{ found: boolean }>`select exists (
    select from subscriptions s join customers u on u.id = s.customer_id
    where (${isKnownBy(known)} or s.email_id = ${known.superAdminEmail}) and s.status = 'active'
      and coalesce(s.next_recurring_amount, 1) > 0 and s.subscription_start_date <= ${day}::date
      and (cardinality(${[...product]}::text[]) = 0 or s.service_name is null or lower(s.service_name) = any (${[...product]}::text[]))
  ) as found`)
  return row?.found ?? false
}

/** Names by id, whoever has them now. */
export async function customerNames(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.run(
    sql<{ id: string; name: string }>`select id, name from customers where id = any (${[...ids]}::uuid[])`,
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
