/** Customers weighed against the threshold of their region: on a change, on an import, and every night (D1, D2). */
import type { CustomerId, PersonId } from '../../domain/kernel.ts'
import { findKeyAccount } from '../../domain/key-account.ts'
import type { Tx } from '../../storage/database.ts'
import {
  customerIdsAfter,
  keepFindings,
  lockCustomers,
  type Evidence,
  type Weighed,
} from '../../storage/key-accounts.ts'
import { recordChanges, type Change } from '../../storage/partner-history.ts'
import { subscriptionsOf, type Subscription } from '../../storage/subscriptions.ts'
import type { App } from '../app.ts'
import { forgetNow } from '../tickets/opening-contexts.ts'

/** Customers in one transaction. */
const batch = 500

/** Why they are weighed, for the history. */
export interface Weighing {
  readonly by: PersonId | null
  readonly via: Change['via']
}

export interface WeighedCount {
  readonly weighed: number
  /** How many became a key account, or ceased to be one. */
  readonly changed: number
}

/** Weighs these customers under the current policy, some at a time. */
export async function weigh(app: App, ids: readonly CustomerId[], weighing: Weighing): Promise<WeighedCount> {
  const counts = { weighed: 0, changed: 0 }
  for (let from = 0; from < ids.length; from += batch) {
    const some = ids.slice(from, from + batch)
    const done = await app.db.system((tx) => weighIn(app, tx, some, weighing))
    counts.weighed += done.weighed
    counts.changed += done.changed
  }
  if (counts.changed > 0) forgetNow(app)
  return counts
}

/** Of the timetable: every customer there is. */
export async function weighEverybody(app: App): Promise<WeighedCount> {
  const counts = { weighed: 0, changed: 0 }
  for (let after: CustomerId | null = null; ;) {
    const from = after
    const ids: readonly CustomerId[] = await app.db.system((tx) => customerIdsAfter(tx, from, batch))
    if (ids.length === 0) return counts
    const done = await weigh(app, ids, { by: null, via: 'timetable' })
    counts.weighed += done.weighed
    counts.changed += done.changed
    after = ids.at(-1) ?? null
  }
}

/** The same within a transaction, for a few. */
export async function weighIn(
  app: App,
  tx: Tx,
  ids: readonly CustomerId[],
  { by, via }: Weighing,
): Promise<WeighedCount> {
  const policy = app.policies.current()
  const at = app.now()
  const customers = await lockCustomers(tx, ids)
  const subscriptions = await subscriptionsOf(tx, ids)
  const found = customers.map((customer): { customer: Weighed; evidence: Evidence } => {
    const finding = findKeyAccount(policy, customer, (subscriptions.get(customer.id) ?? []).map(asFact))
    return { customer, evidence: { finding, policyVersion: policy.version, evaluatedAt: at } }
  })
  await keepFindings(tx, found)
  const turned = found.filter(({ customer, evidence }) => customer.keyAccount !== evidence.finding.keyAccount)
  await recordChanges(
    tx,
    turned.map(({ customer, evidence: { finding } }) => ({
      partner: customer.partner,
      at,
      by,
      via,
      about: { kind: 'customer', id: customer.id, name: customer.name },
      what: 'keyAccount',
      was: customer.keyAccount ? 'yes' : 'no',
      became: finding.keyAccount ? 'yes' : 'no',
      reason: finding.because,
    })),
  )
  return { weighed: found.length, changed: turned.length }
}

const asFact = ({ id, serviceName, serviceId, planName, licences, status }: Subscription) => ({
  id,
  product: serviceName ?? serviceId ?? planName ?? '',
  licences,
  active: status === 'active',
})
