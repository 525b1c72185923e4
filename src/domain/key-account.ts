/** Large accounts: the threshold of the region, and the evidence (D1, D2). */
import type { Policy, RegionId } from './policy.ts'
import { placeOf } from './region.ts'

export interface SubscriptionFact {
  readonly id: string
  readonly product: string
  readonly licences: number
  readonly active: boolean
}

export interface KeyAccountFinding {
  readonly keyAccount: boolean
  readonly licences: number
  readonly from: number
  readonly region: RegionId
  /** Licences missing to the threshold; 0 where it is reached. */
  readonly missing: number
  readonly because: string
  /** The active subscriptions that were summed. */
  readonly counted: readonly SubscriptionFact[]
}

/** Licences summed over the customer's active subscriptions, against the threshold of its partner's region. */
export function findKeyAccount(
  policy: Policy,
  where: { readonly country: string; readonly state: string | null },
  subscriptions: readonly SubscriptionFact[],
): KeyAccountFinding {
  const { region } = placeOf(policy, where.country, where.state)
  const from = policy.keyAccounts.licencesFrom[region]
  if (from === undefined) throw new Error(`The policy has no large-account threshold for the region '${region}'.`)
  const counted = subscriptions.filter((subscription) => subscription.active)
  const licences = counted.reduce((sum, subscription) => sum + subscription.licences, 0)
  const keyAccount = licences >= from
  const name = policy.regions.find((row) => row.id === region)?.name ?? region
  const sum = `${licences} ${licences === 1 ? 'licence' : 'licences'} in ${counted.length} active ${counted.length === 1 ? 'subscription' : 'subscriptions'}`
  const because = keyAccount
    ? `${sum}: a large account in ${name}, where it takes ${from}.`
    : `${sum}: ${from - licences} short of a large account in ${name}, where it takes ${from}.`
  return { keyAccount, licences, from, region, missing: Math.max(from - licences, 0), because, counted }
}
