/** What partners may resell (E10). */
import { sql } from 'kysely'
import type { Instant, PartnerId, PersonId, TicketId } from '../domain/kernel.ts'
import type { RunId } from '../domain/workflow/run.ts'
import type { Tx } from './tx.ts'

export interface ResellingAccess {
  /** Of the run that gave it. */
  readonly id: RunId
  readonly ticket: TicketId
  readonly partner: PartnerId
  /** Of the policy. */
  readonly product: string
  /** 'YYYY-MM-DD', of the partner's place, both in it; null until further notice. */
  readonly startsOn: string
  readonly endsOn: string | null
  readonly because: string
  readonly madeBy: PersonId | null
  readonly madeAt: Instant
}

export interface AccessRow extends ResellingAccess {
  readonly number: string
}

/** The last given first. */
export const accessOf = (tx: Tx, partner: PartnerId, most = 200): Promise<readonly AccessRow[]> =>
  tx.run(
    sql<AccessRow>`select r.id, r.ticket_id as ticket, r.partner_id as partner, r.product, r.starts_on as "startsOn",
        r.ends_on as "endsOn", r.because, r.made_by as "madeBy", r.made_at as "madeAt", t.number
      from reselling_access r join tickets t on t.id = r.ticket_id where r.partner_id = ${partner}
      order by r.starts_on desc, r.id limit ${most}`,
  )

/** Until when a partner may resell a product on a day: 'ever' without an end; null where it may not. */
export async function resellsUntil(tx: Tx, partner: PartnerId, product: string, day: string): Promise<string | null> {
  const [row] = await tx.run(
    sql<{ until: string }>`select coalesce(ends_on::text, 'ever') as until from reselling_access
      where partner_id = ${partner} and product = ${product} and (ends_on is null or ends_on >= ${day}::date)
      order by ends_on desc nulls first limit 1`,
  )
  return row?.until ?? null
}

export async function insertAccess(tx: Tx, row: ResellingAccess): Promise<void> {
  await tx.run(
    sql`insert into reselling_access (id, ticket_id, partner_id, product, starts_on, ends_on, because, made_by, made_at)
      values (${row.id}, ${row.ticket}, ${row.partner}, ${row.product}, ${row.startsOn}::date, ${row.endsOn}::date,
        ${row.because}, ${row.madeBy}, ${row.madeAt})`,
  )
}

/** Contacts who are there and were trained in a product, by name. */
export async function trainedIn(tx: Tx, partner: PartnerId, product: string): Promise<readonly string[]> {
  const rows = await tx.run(
    sql<{ name: string }>`select p.name from training_records r join people p on p.id = r.person_id and p.active
      where r.partner_id = ${partner} and p.partner_id = ${partner} and r.product = ${product} order by p.name`,
  )
  return rows.map(({ name }) => name)
}
