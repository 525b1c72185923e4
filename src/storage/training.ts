/** What contacts were trained in: a record for each contact and product (D4). */
import { sql } from 'kysely'
import type { Instant, PartnerId, PersonId } from '../domain/kernel.ts'
import { from } from './tables.ts'
import type { Tx } from './tx.ts'

export interface TrainingRecord {
  readonly person: PersonId
  readonly partner: PartnerId
  /** Id of the policy's product. */
  readonly product: string
  /** 'YYYY-MM-DD' */
  readonly completedOn: string
  readonly certificate: string | null
}

const records = from
  .selectFrom('training_records')
  .select(['person_id as person', 'partner_id as partner', 'product', 'completed_on as completedOn', 'certificate'])

/** By person, then product. */
export function trainingOf(tx: Tx, people: readonly PersonId[]): Promise<readonly TrainingRecord[]> {
  if (people.length === 0) return Promise.resolve([])
  return tx.run(records.where('person_id', 'in', people).orderBy('person_id').orderBy('product'))
}

/** Puts each in the place of what was recorded for its contact and product. */
export async function recordTraining(tx: Tx, added: readonly TrainingRecord[], at: Instant): Promise<void> {
  if (added.length === 0) return
  const rows = added.map(({ person, partner, product, completedOn, certificate }) => ({
    person_id: person,
    partner_id: partner,
    product,
    completed_on: completedOn,
    certificate,
    recorded_at: at,
  }))
  await tx.run(
    sql`insert into training_records (person_id, partner_id, product, completed_on, certificate, recorded_at)
      select person_id, partner_id, product, completed_on, certificate, recorded_at
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (person_id uuid, partner_id uuid, product text,
        completed_on date, certificate text, recorded_at timestamptz)
      on conflict (person_id, product) do update set
        completed_on = excluded.completed_on, certificate = excluded.certificate, recorded_at = excluded.recorded_at`,
  )
}

export interface Coverage {
  /** Contacts who are there, and those of them who have a record. */
  readonly contacts: number
  readonly trained: number
  readonly products: readonly { readonly product: string; readonly trained: number }[]
}

/** How many of a partner's contacts were trained, in all and by product. */
export async function trainingCoverage(tx: Tx, partner: PartnerId): Promise<Coverage> {
  const [all] = await tx.run(
    sql<{ contacts: number; trained: number }>`
      select count(*) as contacts,
        count(*) filter (where exists (select from training_records r where r.person_id = p.id)) as trained
      from people p where p.partner_id = ${partner} and p.active`,
  )
  const products = await tx.run(
    sql<{ product: string; trained: number }>`
      select r.product, count(*) as trained
      from training_records r join people p on p.id = r.person_id and p.active
      where r.partner_id = ${partner} group by r.product order by r.product`,
  )
  return { contacts: all?.contacts ?? 0, trained: all?.trained ?? 0, products }
}
