/** E6: whether a partner may have another account, and whether one of its accounts still runs. */
import type { PartnerId } from '../../../domain/kernel.ts'
import { accountQuota, type AccountKind } from '../../../domain/partnership.ts'
import type { Policy } from '../../../domain/policy.ts'
import { tierRules } from '../../../domain/policy.ts'
import { dayIn } from '../../../domain/presence.ts'
import { placeOf } from '../../../domain/region.ts'
import type { Instant } from '../../../domain/kernel.ts'
import { sayDay } from '../../../domain/workflow/words.ts'
import type { Tx } from '../../../storage/database.ts'
import { accountById, accountsInUse, lockPartnership } from '../../../storage/partner-accounts.ts'
import { partnerById } from '../../../storage/partners.ts'
import { textOf } from './customers.ts'
import type { FindFact, Found } from './index.ts'

/** Today where the partner is. */
export const todayOf = (
  policy: Policy,
  partner: { readonly country: string; readonly state: string | null },
  at: Instant,
): string => dayIn(placeOf(policy, partner.country, partner.state).zone, at)

export const kindWords: Readonly<Record<AccountKind, string>> = {
  complimentary: 'complimentary accounts',
  demo: 'demo accounts',
}

/** How many of the kind are in use of how many, and until when; nobody else counts until the transaction ends. */
export async function quotaLeft(tx: Tx, policy: Policy, id: PartnerId, kind: AccountKind, at: Instant): Promise<Found> {
  await lockPartnership(tx, id)
  const partner = await partnerById(tx, id)
  if (partner === null) return { holds: false, because: 'The partner is not in the registry any more.' }
  const most = accountQuota(policy, partner.tier, kind)
  const used = await accountsInUse(tx, id, kind, todayOf(policy, partner, at))
  const tier = policy.tiers.some((row) => row.id === partner.tier) ? tierRules(policy, partner.tier).name : partner.tier
  const first = used[0]
  if (first === undefined) return { holds: most > 0, because: `${tier} has no ${kindWords[kind]}.` }
  const until = used.map(({ endsOn }) => sayDay(endsOn)).join(', ')
  const free = used.length > 1 ? 'The first of them is free again after' : 'It is free again after'
  return {
    holds: used.length < most,
    because: `${used.length} of ${most} ${kindWords[kind]} are in use, until ${until}. ${free} ${sayDay(first.endsOn)}.`,
  }
}

export const accountQuotaIsFree: FindFact = async ({ tx, ticket, policy, fields, at }) =>
  ticket.partner === null
    ? { holds: false, because: 'This ticket is no partner’s.' }
    : quotaLeft(tx, policy, ticket.partner, textOf(fields, 'kind') as AccountKind, at)

export const accountIsRunning: FindFact = async ({ tx, ticket, policy, fields, at }) => {
  const account = await accountById(tx, textOf(fields, 'account') ?? '')
  if (account === null || account.partner !== ticket.partner) return false
  return account.endsOn >= todayOf(policy, ticket, at)
}
