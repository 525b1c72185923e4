/** A row of a file of partners, as it is understood. */
import { countries } from '../../domain/countries.ts'
import type { Policy } from '../../domain/policy.ts'
import { domainMistake, placeMistakes } from '../registry/partner-fields.ts'
import type { Column } from './columns.ts'
import type { Fields } from './fields.ts'

export interface Contract {
  readonly reference: string
  readonly startsOn: string
  readonly endsOn: string
}

export interface PartnerRow {
  readonly externalRef: string | null
  readonly name: string
  readonly tier: string
  readonly country: string
  readonly state: string | null
  /** Addresses of staff. */
  readonly accountManager: string | null
  readonly pointOfContact: string | null
  readonly domains: readonly string[]
  readonly contract: Contract | null
  readonly reason: string | null
}

export const partnerColumns: readonly Column[] = [
  { name: 'external_ref', also: ['reference', 'ref', 'partner_id', 'partner_ref', 'partner_code', 'code', 'id'] },
  { name: 'name', also: ['partner', 'partner_name', 'company', 'company_name'], required: true },
  { name: 'tier', also: ['partner_tier', 'level'], required: true },
  { name: 'country', also: ['country_code'], required: true },
  { name: 'state', also: ['state_code', 'province'] },
  { name: 'account_manager', also: ['pam', 'pam_email', 'account_manager_email', 'partner_account_manager'] },
  { name: 'point_of_contact', also: ['poc', 'poc_email', 'point_of_contact_email'] },
  { name: 'domains', also: ['domain', 'mail_domain', 'mail_domains', 'email_domain', 'registered_domain'] },
  { name: 'contract_reference', also: ['contract', 'contract_ref', 'support_contract'] },
  { name: 'contract_from', also: ['contract_start', 'contract_starts_on', 'support_contract_from'] },
  { name: 'contract_to', also: ['contract_end', 'contract_ends_on', 'contract_until', 'support_contract_to'] },
  { name: 'reason', also: ['tier_reason'] },
]

export function readPartnerRow(fields: Fields, policy: Policy): PartnerRow {
  const [country, state] = readPlace(fields, policy)
  return {
    externalRef: fields.text('external_ref'),
    name: fields.required('name'),
    tier: readTier(fields, policy),
    country,
    state,
    accountManager: fields.email('account_manager'),
    pointOfContact: fields.email('point_of_contact'),
    domains: readDomains(fields, policy),
    contract: readContract(fields),
    reason: fields.text('reason', 2_000),
  }
}

function readTier(fields: Fields, { tiers }: Policy): string {
  const given = fields.required('tier').toLowerCase()
  const tier = tiers.find(({ id, name }) => id.toLowerCase() === given || name.toLowerCase() === given)
  if (tier === undefined && given !== '')
    fields.wrong('tier', `Give one of the tiers: ${tiers.map(({ id }) => id).join(', ')}.`)
  return tier?.id ?? ''
}

/** The country by its code or its English name. */
function readPlace(fields: Fields, policy: Policy): readonly [country: string, state: string | null] {
  const given = fields.required('country')
  const state = fields.text('state')?.toUpperCase() ?? null
  const byName = [...countries].find(([, name]) => name.toLowerCase() === given.toLowerCase())
  const country = given.length === 2 ? given.toUpperCase() : (byName?.[0] ?? given)
  if (given !== '')
    for (const { field, message } of placeMistakes(policy, { country, state })) fields.wrong(field, message)
  return [country, state]
}

function readDomains(fields: Fields, policy: Policy): readonly string[] {
  const domains = (fields.text('domains', 5_000) ?? '')
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter((domain) => domain !== '')
  for (const domain of domains) {
    const mistake = domainMistake(policy, domain)
    if (mistake !== null) fields.wrong('domains', mistake)
  }
  return [...new Set(domains)]
}

function readContract(fields: Fields): Contract | null {
  const [reference, startsOn, endsOn] = [
    fields.text('contract_reference'),
    fields.day('contract_from'),
    fields.day('contract_to'),
  ]
  if (startsOn === null && endsOn === null) return null
  if (startsOn === null || endsOn === null) {
    const missing = startsOn === null ? 'contract_from' : 'contract_to'
    if (fields.text(missing) === null) fields.wrong(missing, 'A contract has a first and a last day.')
    return null
  }
  if (endsOn < startsOn) fields.wrong('contract_to', 'A contract must not end before it begins.')
  return { reference: reference ?? `From ${startsOn}`, startsOn, endsOn }
}
