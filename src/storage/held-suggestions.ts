/** Whose a held request may be (A7): by its address, its domain, its name, and whom its words name. */
import type { PartnerId, PersonId } from '../domain/kernel.ts'
import type { HeldId } from './held.ts'
import type { PartnerBrief } from './ticket-rows.ts'
import type { Statement, Tx } from './tx.ts'

/** The more telling first. */
export const suggestedBy = ['address', 'domain', 'colleague', 'name', 'words'] as const
export type SuggestedBy = (typeof suggestedBy)[number]

export interface Suggestion {
  readonly partner: PartnerBrief
  /** Who there: null where only the company is told of. */
  readonly contact: { readonly id: PersonId; readonly name: string; readonly email: string } | null
  readonly by: SuggestedBy
}

interface Row {
  readonly held_id: HeldId
  readonly by: SuggestedBy
  readonly partner: PartnerBrief
  readonly contact: Suggestion['contact']
}

/** Words of so many characters are looked through for a partner's name; shorter names stand in too many words. */
const find: Statement = {
  name: 'held_suggestions',
  text: `
    with wanted as (
      select h.id, h.from_email, lower(h.from_name) as name, nullif(d.domain, '') as domain,
        lower(concat_ws(' ', h.from_name, h.from_email, h.subject, left(h.body, 4000))) as words
      from unnest($1::uuid[], $2::text[]) as d (id, domain) join held_requests h on h.id = d.id),
    people_there as (select id, partner_id, name, email from people where side = 'partner' and active)
    select held_id, by, contact,
      json_build_object('id', p.id, 'name', p.name, 'tier', p.tier, 'country', p.country, 'state', p.state) as partner
    from (
      select w.id as held_id, 'address' as by, 1 as place, c.partner_id,
        json_build_object('id', c.id, 'name', c.name, 'email', c.email) as contact
        from wanted w join people_there c on c.email = w.from_email
      union all
      select w.id, 'domain', 2, d.partner_id, null from wanted w
        join partner_domains d on d.domain = w.domain or w.domain like '%.' || d.domain
      union all
      select * from (select distinct on (w.id, c.partner_id) w.id, 'colleague', 3, c.partner_id, null::json
        from wanted w join people_there c on split_part(c.email, '@', 2) = w.domain) as colleagues
      union all
      select w.id, 'name', 4, c.partner_id, json_build_object('id', c.id, 'name', c.name, 'email', c.email)
        from wanted w join people_there c on lower(c.name) = w.name
      union all
      select w.id, 'words', 5, n.id, null from wanted w
        join partners n on length(n.name) > 3 and strpos(w.words, lower(n.name)) > 0
    ) as found
    join partners p on p.id = found.partner_id
    order by held_id, place, p.name, p.id limit 1000`,
}

/** Of each held request, each partner once, by what tells most. `domain`: of its address; null where anybody can have one. */
export async function suggestionsFor(
  tx: Tx,
  those: readonly { readonly id: HeldId; readonly domain: string | null }[],
): Promise<(id: HeldId) => readonly Suggestion[]> {
  if (those.length === 0) return () => []
  const rows = await tx.call<Row>(find, [those.map(({ id }) => id), those.map(({ domain }) => domain ?? '')])
  const byHeld = Map.groupBy(rows, (row) => row.held_id)
  return (id) => {
    const own = byHeld.get(id) ?? []
    return own
      .filter((row, place) => own.findIndex(({ partner }) => partner.id === row.partner.id) === place)
      .map(({ partner, by, contact }) => ({ partner, by, contact: contact ?? contactIn(own, partner.id) }))
  }
}

/** Somebody of the same name there is whom it will be from, whatever told of the company. */
const contactIn = (rows: readonly Row[], partner: PartnerId): Suggestion['contact'] =>
  rows.find((row) => row.partner.id === partner && row.contact !== null)?.contact ?? null
