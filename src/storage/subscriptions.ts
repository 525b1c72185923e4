/** What customers have subscribed to, under the names that the vendor's store uses (D2, E4). */
import type { CustomerId, PartnerId } from '../domain/kernel.ts'
import { ok, type Result } from '../domain/kernel.ts'
import { cursorOf, pageOf, readCursor, type Page, type PageRequest } from './page.ts'
import { from } from './tables.ts'
import type { Tx } from './tx.ts'

export const subscriptionStatuses = ['active', 'inactive'] as const
export const billingFrequencies = ['monthly', 'quarterly', 'half_yearly', 'yearly'] as const
/** E4: whose card is charged. */
export const payers = ['customer', 'partner'] as const

export interface Subscription {
  /** subscription_id of the store. */
  readonly id: string
  readonly customer: CustomerId
  readonly partner: PartnerId
  readonly type: string | null
  /** Days are 'YYYY-MM-DD'. */
  readonly startedOn: string | null
  readonly status: (typeof subscriptionStatuses)[number]
  readonly email: string | null
  readonly companyName: string | null
  readonly billingFrequency: (typeof billingFrequencies)[number] | null
  readonly nextRecurringOn: string | null
  readonly nextRecurringAmount: number | null
  /** Three letters; null where nobody said. */
  readonly currency: string | null
  readonly orgId: string | null
  readonly planId: string | null
  readonly planName: string | null
  readonly serviceId: string | null
  readonly serviceName: string | null
  readonly licences: number
  /** False where nobody said how many: then it is counted as one. */
  readonly licencesStated: boolean
  readonly payer: (typeof payers)[number] | null
}

export const subscriptions = from
  .selectFrom('subscriptions')
  .select([
    'subscription_id as id',
    'customer_id as customer',
    'partner_id as partner',
    'subscription_type as type',
    'subscription_start_date as startedOn',
    'status',
    'email_id as email',
    'customer_company_name as companyName',
    'billing_frequency as billingFrequency',
    'next_recurring_date as nextRecurringOn',
    'next_recurring_amount as nextRecurringAmount',
    'currency',
    'org_id as orgId',
    'plan_id as planId',
    'plan_name as planName',
    'service_id as serviceId',
    'service_name as serviceName',
    'licences',
    'licences_stated as licencesStated',
    'payer',
  ])

/** Every one of these customers', by customer. */
export async function subscriptionsOf(
  tx: Tx,
  customers: readonly CustomerId[],
): Promise<ReadonlyMap<CustomerId, readonly Subscription[]>> {
  if (customers.length === 0) return new Map()
  const rows = await tx.run(subscriptions.where('customer_id', 'in', customers).orderBy('subscription_id'))
  return Map.groupBy(rows, ({ customer }) => customer)
}

export async function listSubscriptions(
  tx: Tx,
  customer: CustomerId,
  { limit, cursor }: PageRequest,
): Promise<Result<Page<Subscription>>> {
  const after = readCursor(cursor, 'subscriptions', ['text'])
  if (!after.ok) return after
  let query = subscriptions.where('customer_id', '=', customer).orderBy('subscription_id')
  if (after.value !== null) query = query.where('subscription_id', '>', after.value[0] as string)
  const rows = await tx.run(query.limit(limit + 1))
  return ok(
    pageOf(
      rows,
      limit,
      (row): Subscription => row,
      (last) => cursorOf('subscriptions', [last.id]),
    ),
  )
}
