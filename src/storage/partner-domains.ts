/** The mail domains that are a partner's own: what comes from them is its (A7). */
import type { Instant, PartnerId } from '../domain/kernel.ts'
import { from } from './tables.ts'
import type { Tx } from './tx.ts'

export async function domainsOf(tx: Tx, partner: PartnerId): Promise<readonly string[]> {
  const rows = await tx.run(
    from.selectFrom('partner_domains').select('domain').where('partner_id', '=', partner).orderBy('domain'),
  )
  return rows.map(({ domain }) => domain)
}

/** Whose domains they are; those that are somebody's. Domains are in lower case. */
export async function ownersOfDomains(tx: Tx, domains: readonly string[]): Promise<ReadonlyMap<string, PartnerId>> {
  if (domains.length === 0) return new Map()
  const rows = await tx.run(
    from.selectFrom('partner_domains').select(['domain', 'partner_id as partner']).where('domain', 'in', domains),
  )
  return new Map(rows.map(({ domain, partner }) => [domain, partner]))
}

/** Those that are somebody's already stay theirs. */
export async function addDomains(
  tx: Tx,
  added: readonly { readonly partner: PartnerId; readonly domain: string }[],
  at: Instant,
): Promise<void> {
  if (added.length === 0) return
  const rows = added.map(({ partner, domain }) => ({ partner_id: partner, domain: domain.toLowerCase(), added_at: at }))
  await tx.run(
    from
      .insertInto('partner_domains')
      .values(rows)
      .onConflict((conflict) => conflict.column('domain').doNothing()),
  )
}

export async function removeDomains(tx: Tx, partner: PartnerId, domains: readonly string[]): Promise<void> {
  if (domains.length === 0) return
  await tx.run(from.deleteFrom('partner_domains').where('partner_id', '=', partner).where('domain', 'in', domains))
}
