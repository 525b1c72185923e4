/** Whose card a subscription is charged to (E4): out of the import, or set by the partner, whose choice it is, or by the vendor. */
import { asProgram } from '../../storage/as-program.ts'
import { recordChanges } from '../../storage/partner-history.ts'
import { lockRegistry } from '../../storage/registry-lock.ts'
import { setPayer, subscriptionFor, type Renewal } from '../../storage/renewals.ts'
import { subscriptionView } from '../registry/customers.ts'
import { subscriptionsByIds } from '../../storage/import/subscriptions.ts'
import type { Actor, App } from '../app.ts'
import { actOn } from '../registry/partner-history.ts'
import { notFound, type Answer } from '../refusals.ts'

export const isSubscription = (app: App, actor: Actor, id: string): Promise<boolean> =>
  app.db.transaction(actor, async (tx) => (await subscriptionFor(tx, id)) !== null)

type Changed = ReturnType<typeof subscriptionView>

/** PATCH /subscriptions/{id}; null is 'nobody has said'. */
export function changePayer(
  app: App,
  actor: Actor,
  id: string,
  { payer }: { readonly payer: Renewal['payer'] },
): Promise<Answer<Changed>> {
  return app.db.transaction(actor, async (tx): Promise<Answer<Changed>> => {
    // Seen as whoever asks; written as the program, since a partner writes no subscriptions.
    if ((await subscriptionFor(tx, id)) === null) return notFound('subscription')
    return asProgram(tx, async (inner): Promise<Answer<Changed>> => {
      await lockRegistry(inner)
      const was = await subscriptionFor(inner, id)
      if (was === null || (actor.kind === 'partner' && was.partner !== actor.partner)) return notFound('subscription')
      if (was.payer !== payer) {
        await setPayer(inner, id, payer, app.now())
        await recordChanges(inner, [
          {
            ...actOn({ id: was.partner, name: was.partnerName }, actor, app.now()),
            about: { kind: 'customer', id: was.customer, name: was.customerName },
            what: `card of ${id}`,
            was: was.payer,
            became: payer,
            reason: null,
          },
        ])
      }
      const row = (await subscriptionsByIds(inner, [id])).get(id)
      return row === undefined ? notFound('subscription') : { ok: true, value: subscriptionView(row) }
    })
  })
}
