/** What a partner has been given: accounts within their quota (E6), and what it may resell (E10). */
import { accountKinds, accountQuota, trainedToResell } from '../../domain/partnership.ts'
import type { PartnerId } from '../../domain/kernel.ts'
import type { Policy } from '../../domain/policy.ts'
import { accountsInUse, accountsOf, type AccountRow } from '../../storage/partner-accounts.ts'
import { partnerById } from '../../storage/partners.ts'
import { accessOf, type AccessRow } from '../../storage/reselling.ts'
import type { Actor, App } from '../app.ts'
import { productRef } from '../registry/partner-view.ts'
import { notFound, type Answer } from '../refusals.ts'
import { todayOf } from '../workflow/facts/accounts.ts'

/** Days are of the partner's place. */
const accountView = (policy: Policy, today: string, row: AccountRow) => ({
  id: row.id as string,
  ticket: { id: row.ticket as string, number: row.number },
  kind: row.kind,
  product: productRef(policy, row.product),
  login: row.login,
  orgId: row.orgId,
  owner: row.owner,
  startsOn: row.startsOn,
  endsOn: row.endsOn,
  /** Its last day is past. */
  ended: row.endsOn < today,
  /** How often it was extended. */
  extended: row.extended,
})

const accessView = (policy: Policy, today: string, row: AccessRow) => ({
  id: row.id as string,
  ticket: { id: row.ticket as string, number: row.number },
  product: productRef(policy, row.product),
  startsOn: row.startsOn,
  endsOn: row.endsOn,
  ended: row.endsOn !== null && row.endsOn < today,
  because: row.because,
})

export type PartnershipView = Awaited<ReturnType<typeof getPartnership>> extends Answer<infer View> ? View : never

/** GET /partners/{id}/partnership. */
export const getPartnership = (app: App, actor: Actor, id: PartnerId) =>
  app.db.transaction(actor, async (tx) => {
    const partner = await partnerById(tx, id)
    if (partner === null) return notFound('partner')
    const policy = app.policies.current()
    const today = todayOf(policy, partner, app.now())
    const quota = []
    for (const kind of accountKinds) {
      const used = await accountsInUse(tx, id, kind, today)
      const most = accountQuota(policy, partner.tier, kind)
      quota.push({ kind, used: used.length, most, nextEndsOn: used[0]?.endsOn ?? null })
    }
    return {
      ok: true as const,
      value: {
        quota,
        lastDays: policy.partnership.accounts.lastDays,
        accounts: (await accountsOf(tx, id)).map((row) => accountView(policy, today, row)),
        access: (await accessOf(tx, id)).map((row) => accessView(policy, today, row)),
        trainedToResell: trainedToResell(policy),
      },
    }
  })
