/** Complimentary and demo accounts of partners (E6). */
import { sql } from 'kysely'
import type { Instant, PartnerId, PersonId, TicketId } from '../domain/kernel.ts'
import type { AccountKind } from '../domain/partnership.ts'
import type { RunId } from '../domain/workflow/run.ts'
import type { Statement, Tx } from './tx.ts'

export interface PartnerAccount {
  /** Of the run that made it. */
  readonly id: RunId
  readonly ticket: TicketId
  readonly partner: PartnerId
  readonly kind: AccountKind
  /** Of the policy. */
  readonly product: string
  readonly login: string
  readonly orgId: string | null
  /** The address that signs in. */
  readonly owner: string
  /** 'YYYY-MM-DD', of the partner's place, both in it. */
  readonly startsOn: string
  readonly endsOn: string
  readonly madeBy: PersonId | null
  readonly madeAt: Instant
}

export interface AccountRow extends PartnerAccount {
  readonly number: string
  /** Null until the partner was told. */
  readonly expiredAt: Instant | null
  readonly extended: number
}

const columns = sql`a.id, a.ticket_id as ticket, a.partner_id as partner, a.kind, a.product, a.login, a.org_id as "orgId",
  a.owner, a.starts_on as "startsOn", a.ends_on as "endsOn", a.made_by as "madeBy", a.made_at as "madeAt",
  a.expired_at as "expiredAt", t.number,
  (select count(*)::integer from account_extensions e where e.account_id = a.id) as extended`
const joined = sql`partner_accounts a join tickets t on t.id = a.ticket_id`

/** The last to end first; `most` of them. */
export const accountsOf = (tx: Tx, partner: PartnerId, most = 200): Promise<readonly AccountRow[]> =>
  tx.run(
    sql<AccountRow>`select ${columns} from ${joined} where a.partner_id = ${partner}
      order by a.ends_on desc, a.id limit ${most}`,
  )

export async function accountById(tx: Tx, id: string): Promise<AccountRow | null> {
  return (await tx.run(sql<AccountRow>`select ${columns} from ${joined} where a.id = ${id}`))[0] ?? null
}

/** Those of a kind that run on a day, the first to end first. */
export const accountsInUse = (
  tx: Tx,
  partner: PartnerId,
  kind: AccountKind,
  day: string,
): Promise<readonly Pick<PartnerAccount, 'id' | 'product' | 'endsOn'>[]> =>
  tx.run(
    sql<Pick<PartnerAccount, 'id' | 'product' | 'endsOn'>>`select id, product, ends_on as "endsOn" from partner_accounts
      where partner_id = ${partner} and kind = ${kind} and ends_on >= ${day}::date order by ends_on, id`,
  )

const lock: Statement = {
  name: 'partnership_lock',
  text: `select pg_advisory_xact_lock(hashtextextended('partnership ' || $1, 0))`,
}
/** Until the transaction ends nobody else counts, or adds to, what this partner has been given. */
export async function lockPartnership(tx: Tx, partner: PartnerId): Promise<void> {
  await tx.call(lock, [partner])
}

export async function insertAccount(tx: Tx, row: PartnerAccount): Promise<void> {
  await tx.run(
    sql`insert into partner_accounts (id, ticket_id, partner_id, kind, product, login, org_id, owner, starts_on, ends_on,
        made_by, made_at)
      values (${row.id}, ${row.ticket}, ${row.partner}, ${row.kind}, ${row.product}, ${row.login}, ${row.orgId},
        ${row.owner}, ${row.startsOn}::date, ${row.endsOn}::date, ${row.madeBy}, ${row.madeAt})`,
  )
}

export interface Extension {
  /** Of the run that asked for it. */
  readonly id: RunId
  readonly account: string
  readonly partner: PartnerId
  readonly was: string
  readonly became: string
  readonly at: Instant
}

/** The account lasts longer, and its partner is reminded anew. */
export async function extendAccount(tx: Tx, { id, account, partner, was, became, at }: Extension): Promise<void> {
  await tx.run(
    sql`insert into account_extensions (id, account_id, partner_id, was, became, at)
      values (${id}, ${account}, ${partner}, ${was}::date, ${became}::date, ${at})`,
  )
  await tx.run(sql`update partner_accounts set ends_on = ${became}::date, reminded_days = null where id = ${account}`)
}

export interface EndingAccount {
  readonly id: RunId
  readonly remindedDays: number | null
}

/** Accounts whose last day is no later than that, which are not known to be over: locked, and none that another has. */
export const endingAccounts = (
  tx: Tx,
  until: string,
  limit: number,
  after: string | null,
): Promise<readonly EndingAccount[]> =>
  tx.run(
    sql<EndingAccount>`select id, reminded_days as "remindedDays" from partner_accounts
      where expired_at is null and ends_on <= ${until}::date and (${after}::uuid is null or id > ${after}::uuid)
      order by id limit ${limit} for update skip locked`,
  )

export async function markReminded(tx: Tx, id: RunId, days: number): Promise<void> {
  await tx.run(sql`update partner_accounts set reminded_days = ${days} where id = ${id}`)
}

export async function markExpired(tx: Tx, id: RunId, at: Instant): Promise<void> {
  await tx.run(sql`update partner_accounts set expired_at = ${at} where id = ${id}`)
}
