/** Subscriptions that renew, for tests (E4). */
import type { CustomerId, PartnerId } from '../../src/domain/kernel.ts'
import type { Subscription } from '../../src/storage/subscriptions.ts'

export const renewing = (
  row: { readonly id: string; readonly customer: CustomerId; readonly partner: PartnerId } & Partial<Subscription>,
): Subscription => ({
  type: 'paid',
  startedOn: '2025-03-01',
  status: 'active',
  email: 'admin@kestrel.example',
  companyName: 'Kestrel Ltd',
  billingFrequency: 'yearly',
  nextRecurringOn: '2026-03-17',
  nextRecurringAmount: 120,
  currency: 'USD',
  orgId: null,
  planId: null,
  planName: 'Enterprise',
  serviceId: 'crm',
  serviceName: 'Zoho CRM',
  licences: 10,
  licencesStated: true,
  payer: 'partner',
  ...row,
})
