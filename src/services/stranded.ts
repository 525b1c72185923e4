/** Who would be left without a promise by a policy: it may not hold before they are seen to. */
import type { Policy } from '../domain/policy.ts'
import { partnersByTier } from '../storage/policies.ts'
import type { Tx } from '../storage/database.ts'

/** A sentence for each tier that partners have and the policy has not; none where it may be published (A2, C9). */
export async function strandedBy(tx: Tx, policy: Policy): Promise<readonly string[]> {
  const has = new Set<string>(policy.tiers.map(({ id }) => id))
  const missing = [...(await partnersByTier(tx))].filter(([tier]) => !has.has(tier))
  return missing.map(
    ([tier, partners]) =>
      `${partners === 1 ? 'One partner is' : `${partners} partners are`} of the tier '${tier}', which it has not: keep that tier, or give ${partners === 1 ? 'it' : 'them'} another one first.`,
  )
}
