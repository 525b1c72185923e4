/** What a new desk has by now, in figures that cost the same however large it has grown. */
import type { Statement, Tx } from './tx.ts'

export interface SetupFacts {
  /** Active administrators, counted up to two. */
  readonly administrators: number
  /** Desks at which somebody active works who answers tickets. */
  readonly answeredDesks: readonly string[]
  readonly hasPartner: boolean
  readonly hasContact: boolean
}

const facts: Statement = {
  name: 'setup_facts',
  text: `select
    (select count(*)::int from
      (select from people where side = 'staff' and active and role = 'admin' limit 2) as found) as administrators,
    (select coalesce(array_agg(distinct desk order by desk), '{}') from people, unnest(desks) as desk
      where side = 'staff' and active and role in ('agent', 'lead')) as "answeredDesks",
    exists (select from partners) as "hasPartner",
    exists (select from people where side = 'partner' and active) as "hasContact"`,
}

export async function setupFacts(tx: Tx): Promise<SetupFacts> {
  const [row] = await tx.call<SetupFacts>(facts)
  if (row === undefined) throw new Error('One row was asked for.')
  return row
}
