/** What kysely knows of the registry's tables beside partners, people and customers: columns as they come out. */
import type { Generated } from 'kysely'
import type { CustomerId, Id, Instant, PartnerId, PersonId } from '../domain/kernel.ts'
import type { KeyAccountFinding } from '../domain/key-account.ts'

export interface RegistryTables {
  partner_history: {
    id: Generated<number>
    partner_id: PartnerId
    at: Instant
    by_person: PersonId | null
    via: 'desk' | 'import' | 'timetable'
    about: 'partner' | 'contact' | 'customer' | 'contract' | 'grant'
    about_id: string | null
    about_name: string
    what: string
    was: string | null
    became: string | null
    reason: string | null
  }
  partner_domains: { domain: string; partner_id: PartnerId; added_at: Instant }
  support_contracts: {
    id: Id<'contract'>
    partner_id: PartnerId
    reference: string
    starts_on: string
    ends_on: string
    created_at: Instant
  }
  grants: {
    id: Id<'grant'>
    partner_id: PartnerId
    offering: string
    fiscal_year: string
    starts_on: string
    ends_on: string
    approved_by: PersonId
    reason: string
    granted_at: Instant
    revoked_at: Instant | null
    revoked_by: PersonId | null
    revoked_because: string | null
  }
  training_records: {
    person_id: PersonId
    product: string
    partner_id: PartnerId
    completed_on: string
    certificate: string | null
    recorded_at: Instant
  }
  subscriptions: {
    subscription_id: string
    customer_id: CustomerId
    partner_id: PartnerId
    subscription_type: string | null
    subscription_start_date: string | null
    status: 'active' | 'inactive'
    email_id: string | null
    customer_company_name: string | null
    billing_frequency: 'monthly' | 'quarterly' | 'half_yearly' | 'yearly' | null
    next_recurring_date: string | null
    next_recurring_amount: number | null
    currency: string | null
    org_id: string | null
    plan_id: string | null
    plan_name: string | null
    service_id: string | null
    service_name: string | null
    licences: number
    licences_stated: boolean
    payer: 'customer' | 'partner' | null
    changed_at: Instant
  }
  key_account_evidence: {
    customer_id: CustomerId
    partner_id: PartnerId
    finding: KeyAccountFinding
    policy_version: number
    evaluated_at: Instant
  }
  timetable: {
    name: string
    due_at: Instant
    taken_until: Instant | null
    ended_at: Instant | null
    outcome: unknown
  }
}
