/** Partners as files name them: by reference, id, domain or name. */
import type { PartnerId } from '../../domain/kernel.ts'
import type { Statement, Tx } from '../tx.ts'

export interface NamedPartner {
  readonly id: PartnerId
  readonly name: string
  readonly country: string
  readonly state: string | null
  readonly externalRef: string | null
}

const find: Statement = {
  name: 'partners_named',
  text: `
    select w.word, p.id, p.name, p.country, p.state, p.external_ref as "externalRef"
    from unnest($1::text[]) as w (word)
    cross join lateral (
      select id from partners where external_ref = w.word
      union select id from partners where name = w.word
      union select partner_id from partner_domains where domain = lower(w.word)
      union select id from partners where w.word ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' and id::text = w.word
    ) as found
    join partners p on p.id = found.id
    order by w.word, (p.external_ref = w.word) desc nulls last, p.id`,
}

/** By each of the words: nobody, one, or several. A reference goes before everything else. */
export async function partnersNamed(
  tx: Tx,
  words: readonly string[],
): Promise<ReadonlyMap<string, readonly NamedPartner[]>> {
  if (words.length === 0) return new Map()
  const rows = await tx.call<NamedPartner & { word: string }>(find, [words])
  return Map.groupBy(rows, ({ word }) => word)
}
