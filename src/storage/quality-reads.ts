/** What reports of quality read: severities as they were proposed and judged (C7), and training of every partner (D4). */
import type { Instant, PartnerId, PersonId, TicketId } from '../domain/kernel.ts'
import type { Statement, Tx } from './tx.ts'

export interface ProposedRow {
  readonly desk: string
  readonly severity: number
  readonly rule: string
  readonly proposed: number
  /** Confirmed, changed, or found wrong since. */
  readonly judged: number
  readonly corrected: number
  /** Some of its tickets: those found wrong first, then the latest. */
  readonly examples: readonly { readonly id: TicketId; readonly number: string; readonly corrected: boolean }[]
}

/** Logs of the past were not proposed by a rule, nor what the sender gave with the request. */
const proposals: Statement = {
  name: 'severity_proposals',
  text: `
    with proposed as (
      select t.id, t.number, t.received_at, e.data->'request'->>'desk' as desk,
        (e.data->'request'->>'severity')::int as severity,
        regexp_replace(e.data->'request'->>'severityBecause', '^''.*'' matches: ', '') as rule,
        coalesce(j.corrected, false) as corrected, j.confirmed_at is not null or coalesce(j.corrected, false) as judged
      from tickets t join events e on e.ticket_id = t.id and e.seq = 1
      left join severity_judgements j on j.ticket_id = t.id
      where t.received_at >= $1 and t.received_at < $2 and t.channel <> 'import' and t.intake->>'severity' is null
        and ($3::text is null or e.data->'request'->>'desk' = $3))
    select desk, severity, rule, count(*)::int as proposed, (count(*) filter (where judged))::int as judged,
      (count(*) filter (where corrected))::int as corrected,
      (select json_agg(x) from (
        select p.id, p.number, p.corrected from proposed p
        where p.desk = proposed.desk and p.severity = proposed.severity and p.rule = proposed.rule
        order by p.corrected desc, p.received_at desc limit 5) as x) as examples
    from proposed group by desk, severity, rule order by proposed desc, desk, severity, rule limit 500`,
}

export const proposedSeverities = (
  tx: Tx,
  { from, to, desk }: { readonly from: Instant; readonly to: Instant; readonly desk?: string | undefined },
): Promise<readonly ProposedRow[]> => tx.call(proposals, [from, to, desk ?? null])

export interface TrainingRow {
  readonly id: PartnerId
  readonly name: string
  readonly tier: string
  readonly contacts: number
  readonly trained: number
  readonly products: readonly { readonly product: string; readonly trained: number }[]
}

const training: Statement = {
  name: 'training_of_partners',
  text: `
    select r.id, r.name, r.tier, count(p.id)::int as contacts,
      (count(p.id) filter (where exists (select from training_records t where t.person_id = p.id)))::int as trained,
      coalesce((select json_agg(x order by x.product) from (
        select t.product, count(*)::int as trained from training_records t
        join people q on q.id = t.person_id and q.active where t.partner_id = r.id group by t.product) as x), '[]') as products
    from partners r left join people p on p.partner_id = r.id and p.active
    where $1::uuid is null or r.account_manager_id = $1
    group by r.id order by r.name, r.id limit 5000`,
}

/** By name; of one account manager only where it is given. */
export const trainingOfPartners = (tx: Tx, manager: PersonId | null): Promise<readonly TrainingRow[]> =>
  tx.call(training, [manager])
