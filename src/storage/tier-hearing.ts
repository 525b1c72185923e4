/** Open tickets that have not heard of their partner's new tier yet (A2). */
import type { Instant, PartnerId, TicketId } from '../domain/kernel.ts'
import type { TierId } from '../domain/policy.ts'
import type { Statement, Tx } from './tx.ts'

const unheard: Statement = {
  name: 'tickets_unheard',
  text: `
    select t.id from tickets t
    where t.partner_id = $1 and t.open and t.tier <> $2 and ($4::uuid is null or t.id > $4)
      and not exists (
        select from events e where e.ticket_id = t.id and e.kind = 'tier-changed' and e.data ->> 'to' = $2 and e.noted_at >= $3)
    order by t.id limit $5`,
}

/** By id, those after `after`; `since` is when the tier began. */
export async function ticketsUnheard(
  tx: Tx,
  partner: PartnerId,
  { tier, since, after, limit }: { tier: TierId; since: Instant; after: TicketId | null; limit: number },
): Promise<readonly TicketId[]> {
  return (await tx.call<{ id: TicketId }>(unheard, [partner, tier, since, after, limit])).map(({ id }) => id)
}
