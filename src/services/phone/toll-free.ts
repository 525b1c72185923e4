/** The toll-free number of a partner's own sub-region, for whom the line is for (A3). */
import type { Policy } from '../../domain/policy.ts'
import { placeOf } from '../../domain/region.ts'
import type { KeptGrant } from '../../storage/grants.ts'
import type { Partner } from '../../storage/partners.ts'
import { entitledNow } from '../registry/partner-view.ts'

/** `on` is a day in the partner's own zone. Whoever has no line is told why, and never the number. */
export function tollFreeOf(policy: Policy, partner: Partner, grants: readonly KeptGrant[], on: string) {
  const { subregion } = placeOf(policy, partner.country, partner.state)
  const own = policy.regions.flatMap(({ subregions }) => subregions).find(({ id }) => id === subregion)
  if (own === undefined) throw new Error(`The policy has no sub-region ${subregion}.`)
  const { allowed, because } = entitledNow(policy, partner, grants, 'phone', on)
  const number = allowed ? own.tollFree : null
  const noneThere = `${policy.vendor.name} has no toll-free number for ${own.name} yet. Your other channels are open.`
  return { allowed, number, place: own.name, because: allowed && number === null ? noneThere : because }
}
