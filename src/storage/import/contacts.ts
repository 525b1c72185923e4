/** Contacts by the hundred: looked up by their addresses, added, changed. */
import { sql } from 'kysely'
import type { Instant, PartnerId, PersonId } from '../../domain/kernel.ts'
import { from } from '../tables.ts'
import type { Tx } from '../tx.ts'

export interface KnownPerson {
  readonly id: PersonId
  readonly email: string
  readonly side: 'staff' | 'partner'
  readonly partner: PartnerId | null
  readonly name: string
  readonly zone: string
  readonly active: boolean
}

/** By address; addresses are in lower case. */
export async function peopleByEmails(tx: Tx, emails: readonly string[]): Promise<ReadonlyMap<string, KnownPerson>> {
  if (emails.length === 0) return new Map()
  const rows = await tx.run(
    from
      .selectFrom('people')
      .select(['id', 'email', 'side', 'partner_id as partner', 'name', 'zone', 'active'])
      .where('email', '=', sql<string>`any (${emails}::text[])`),
  )
  return new Map(rows.map((row) => [row.email, row]))
}

export interface ContactRow {
  readonly id: PersonId
  readonly partner: PartnerId
  readonly name: string
  readonly email: string
  readonly zone: string
  readonly active: boolean
}

export async function addContacts(tx: Tx, added: readonly ContactRow[], at: Instant): Promise<void> {
  if (added.length === 0) return
  await tx.run(
    sql`insert into people (id, side, partner_id, name, email, role, zone, active, created_at)
      select id, 'partner', partner, name, email, 'contact', zone, active, ${at}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(added)}::jsonb) as r (id uuid, partner uuid, name text, email text,
        zone text, active boolean)`,
  )
}

/** What may change of a contact. */
export async function changeContacts(tx: Tx, changed: readonly ContactRow[]): Promise<void> {
  if (changed.length === 0) return
  await tx.run(
    sql`update people p set name = r.name, zone = r.zone, active = r.active
      from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) as r (id uuid, name text, zone text, active boolean)
      where p.id = r.id`,
  )
}
