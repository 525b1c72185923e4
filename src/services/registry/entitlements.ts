/** What a partner is entitled to: one question for every channel and feature, yes or no and why (A3, A4, A8). */
import { entitled } from '../../domain/entitlement.ts'
import { fiscalYearOf } from '../../domain/fiscal-year.ts'
import type { PartnerId } from '../../domain/kernel.ts'
import type { Tx } from '../../storage/database.ts'
import { grantsOf } from '../../storage/grants.ts'
import { partnerById, type Partner } from '../../storage/partners.ts'
import type { Actor, App } from '../app.ts'
import { tollFreeOf } from '../phone/toll-free.ts'
import { standing, todayOf } from './partner-view.ts'
import { notFound, wrongFields, type Answer } from '../refusals.ts'

/** Every row of the offerings table as it is for one partner; a partner's own people ask for their own. */
export async function entitlementsOf(
  app: App,
  actor: Actor,
  asked: { readonly partner?: string | undefined; readonly on?: string | undefined },
) {
  return app.db.transaction(actor, async (tx): Promise<Answer<Awaited<ReturnType<typeof entitlementsView>>>> => {
    const id = asked.partner ?? (actor.kind === 'partner' ? actor.partner : undefined)
    if (id === undefined) return wrongFields([{ field: 'partner', message: 'Say for which partner: give its id.' }])
    const partner = await partnerById(tx, id as PartnerId)
    if (partner === null) return notFound('partner')
    return { ok: true, value: await entitlementsView(app, tx, partner, asked.on) }
  })
}

async function entitlementsView(app: App, tx: Tx, partner: Partner, day: string | undefined) {
  const policy = app.policies.current()
  const on = day ?? todayOf(policy, partner, app.now())
  const kept = standing(await grantsOf(tx, partner.id))
  const year = fiscalYearOf(policy, on)
  const { id, name, tier, country, state } = partner
  return {
    partner: { id: id as string, name, tier, country, state },
    on,
    fiscalYear: { ...year },
    items: policy.offerings.map((offering) => {
      const grant = kept.find((each) => each.offering === offering.id && each.startsOn <= on && on <= each.endsOn)
      return {
        offering: offering.id,
        name: offering.name,
        channel: offering.channel === true,
        grantable: offering.grantable,
        opens: [...offering.opens],
        ...entitled(policy, { tier, grants: kept }, offering.id, on),
        /** What the table says for this tier. */
        words: offering.tiers[tier]?.words ?? '',
        tiers: policy.tiers.map((row) => ({
          tier: row.id,
          name: row.name,
          offered: offering.tiers[row.id]?.offered === true,
          words: offering.tiers[row.id]?.words ?? '',
        })),
        grantedUntil: offering.grantable ? (grant?.endsOn ?? null) : null,
      }
    }),
    nextCursor: null,
    tollFree: tollFreeOf(policy, partner, kept, on),
  }
}
