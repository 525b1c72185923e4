/** Subscriptions that renew, and of which of them their partner was reminded (E4). No address of a customer is read here. */
import { sql } from 'kysely'
import { ok, type CustomerId, type Instant, type PartnerId, type Result } from '../domain/kernel.ts'
import { cursorOf, pageOf, readCursor, type Page, type PageRequest } from './page.ts'
import type { payers, Subscription } from './subscriptions.ts'
import type { Tx } from './tx.ts'

export interface Renewal {
  /** Of the store. */
  readonly id: string
  readonly customer: CustomerId
  readonly customerName: string
  readonly partner: PartnerId
  readonly partnerName: string
  readonly partnerCountry: string
  readonly partnerState: string | null
  readonly service: string
  readonly billingFrequency: Subscription['billingFrequency']
  readonly licences: number
  readonly payer: (typeof payers)[number] | null
  /** 'YYYY-MM-DD' */
  readonly renewsOn: string
  readonly amount: number | null
  readonly currency: string | null
}

const columns = sql`s.subscription_id as id, u.id as customer, u.name as "customerName", p.id as partner,
  p.name as "partnerName", p.country as "partnerCountry", p.state as "partnerState",
  coalesce(nullif(concat_ws(' ', s.service_name, s.plan_name), ''), s.subscription_id) as service,
  s.billing_frequency as "billingFrequency", s.licences, s.payer, s.next_recurring_date as "renewsOn",
  s.next_recurring_amount::float8 as amount, s.currency`
/* What a customer has that left its partner is not the partner's to renew. */
const renewing = sql`subscriptions s join customers u on u.id = s.customer_id and u.untagged_at is null
  join partners p on p.id = s.partner_id where s.status = 'active' and s.next_recurring_date is not null`

export const renewalSorts = ['date', 'customer', 'amount'] as const

export interface RenewalFilter {
  readonly partner?: string | undefined
  readonly payer?: 'customer' | 'partner' | 'unknown' | undefined
  readonly currency?: string | undefined
  /** Days, both in it. */
  readonly from: string
  readonly to: string
  /** Part of the customer's name or of the service. */
  readonly q?: string | undefined
}

const matching = ({ partner, payer, currency, from, to, q }: RenewalFilter) =>
  sql`s.next_recurring_date between ${from}::date and ${to}::date
    and (${partner ?? null}::uuid is null or s.partner_id = ${partner ?? null}::uuid)
    and (${payer ?? null}::text is null or coalesce(s.payer, 'unknown') = ${payer ?? null})
    and (${currency ?? null}::text is null or s.currency = upper(${currency ?? null}))
    and (${q ?? null}::text is null or strpos(lower(concat_ws(' ', u.name, s.service_name, s.plan_name)), lower(${q ?? null})) > 0)`

/** By what, the last of them descending: the largest amounts are looked for first. */
const orders = {
  date: { key: sql`s.next_recurring_date::text`, cast: sql`text`, shape: 'text', down: false },
  customer: { key: sql`lower(u.name)`, cast: sql`text`, shape: 'text', down: false },
  amount: { key: sql`coalesce(s.next_recurring_amount, 0)`, cast: sql`numeric`, shape: 'decimal', down: true },
} as const

/** Those that the actor may see. */
export async function listRenewals(
  tx: Tx,
  filter: RenewalFilter & PageRequest & { readonly sort: (typeof renewalSorts)[number] },
): Promise<Result<Page<Renewal>>> {
  const { key, cast, shape, down } = orders[filter.sort]
  const order = `renewals-${filter.sort}`
  const after = readCursor(filter.cursor, order, [shape, 'text'])
  if (!after.ok) return after
  const [at = null, id = null] = after.value ?? []
  const beyond =
    at === null
      ? sql`true`
      : down
        ? sql`(${key}, s.subscription_id) < (${at}::${cast}, ${id})`
        : sql`(${key}, s.subscription_id) > (${at}::${cast}, ${id})`
  const direction = down ? sql`desc` : sql`asc`
  const rows = await tx.run(
    sql<Renewal & { key: string }>`select ${columns}, (${key})::text as key from ${renewing} and ${matching(filter)}
      and ${beyond} order by ${key} ${direction}, s.subscription_id ${direction} limit ${filter.limit + 1}`,
  )
  return ok(
    pageOf(
      rows,
      filter.limit,
      ({ key: _key, ...row }): Renewal => row,
      (last) => cursorOf(order, [last.key, last.id]),
    ),
  )
}

export interface RenewalSum {
  readonly currency: string | null
  readonly payer: 'customer' | 'partner' | 'unknown'
  readonly count: number
  readonly amount: number
  /** Of these, those of which no amount is known. */
  readonly withoutAmount: number
}

export const renewalSums = (tx: Tx, filter: RenewalFilter): Promise<readonly RenewalSum[]> =>
  tx.run(
    sql<RenewalSum>`select s.currency, coalesce(s.payer, 'unknown') as payer, count(*)::integer as count,
        coalesce(sum(s.next_recurring_amount), 0)::float8 as amount,
        count(*) filter (where s.next_recurring_amount is null)::integer as "withoutAmount"
      from ${renewing} and ${matching(filter)} group by 1, 2 order by 1 nulls last, 2`,
  )

/** Partners with something that renews in these days. */
export const partnersRenewing = async (tx: Tx, from: string, to: string): Promise<readonly PartnerId[]> =>
  (
    await tx.run(
      sql<{ id: PartnerId }>`select distinct s.partner_id as id from subscriptions s
        where s.status = 'active' and s.next_recurring_date between ${from}::date and ${to}::date order by 1`,
    )
  ).map(({ id }) => id)

/** Of a partner, the next first. */
export const renewalsOf = (tx: Tx, partner: PartnerId, from: string, to: string): Promise<readonly Renewal[]> =>
  tx.run(
    sql<Renewal>`select ${columns} from ${renewing} and s.partner_id = ${partner}
      and s.next_recurring_date between ${from}::date and ${to}::date order by s.next_recurring_date, u.name, 1`,
  )

export interface Reminder {
  readonly subscription: string
  readonly renewsOn: string
  readonly days: number
}

/** Those that were sent of these subscriptions. */
export const remindersOf = (
  tx: Tx,
  subscriptions: readonly string[],
): Promise<readonly (Reminder & { readonly at: Instant })[]> =>
  subscriptions.length === 0
    ? Promise.resolve([])
    : tx.run(
        sql<Reminder & { at: Instant }>`select subscription_id as subscription, renews_on as "renewsOn", days,
            reminded_at as at from renewal_reminders where subscription_id = any (${subscriptions}::text[])`,
      )

/** False where the partner has had its letter of that day. Whoever comes second waits for the first. */
export async function claimLetter(tx: Tx, partner: PartnerId, day: string, at: Instant): Promise<boolean> {
  const rows = await tx.run(
    sql<{
      day: string
    }>`insert into renewal_letters (partner_id, day, written_at) values (${partner}, ${day}::date, ${at})
      on conflict do nothing returning day`,
  )
  return rows.length > 0
}

export async function addReminders(tx: Tx, partner: PartnerId, rows: readonly Reminder[], at: Instant): Promise<void> {
  await tx.run(
    sql`insert into renewal_reminders (subscription_id, renews_on, days, partner_id, reminded_at)
      select subscription, "renewsOn", days, ${partner}::uuid, ${at}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (subscription text, "renewsOn" date, days integer)
      on conflict do nothing`,
  )
}

/** Null where the actor may see none of that id; with whose it is. */
export async function subscriptionFor(tx: Tx, id: string) {
  const [row] = await tx.run(
    sql<{
      id: string
      payer: Renewal['payer']
      customer: CustomerId
      customerName: string
      partner: PartnerId
      partnerName: string
    }>`select s.subscription_id as id, s.payer, u.id as customer, u.name as "customerName", p.id as partner,
        p.name as "partnerName"
      from subscriptions s join customers u on u.id = s.customer_id join partners p on p.id = s.partner_id
      where s.subscription_id = ${id}`,
  )
  return row ?? null
}

export async function setPayer(tx: Tx, id: string, payer: Renewal['payer'], at: Instant): Promise<void> {
  await tx.run(sql`update subscriptions set payer = ${payer}, changed_at = ${at} where subscription_id = ${id}`)
}
