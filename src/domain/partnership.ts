/** Figures of a partner's dealings (E6, E10) as a policy has them; one that was published before there were any has none. */
import type { Policy } from './policy.ts'
import type { PartnershipRules } from './policy/partners.ts'

export const accountKinds = ['complimentary', 'demo'] as const
export type AccountKind = (typeof accountKinds)[number]

/** E6: how many accounts of a kind run at once in that tier; none in a tier that the policy does not know. */
export const accountQuota = (policy: Policy, tier: string, kind: AccountKind): number =>
  (policy.partnership.accounts.quota as Readonly<Record<string, Record<AccountKind, number>>>)[tier]?.[kind] ?? 0

/** E6: days before the last one on which the partner is reminded, most first. */
export const accountReminders = (policy: Policy): readonly number[] =>
  (policy.partnership.accounts as Partial<PartnershipRules['accounts']>).remindDays ?? []

/** E10: contacts that must be trained in a product before the partner may resell it. */
export const trainedToResell = (policy: Policy): number =>
  (policy.partnership as Partial<PartnershipRules>).reselling?.trainedContacts ?? 0
