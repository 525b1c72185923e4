/** What the registry's words are called on the screen. */
import type { ChangeView, ContractView, GrantView } from '../../../src/http/wire-registry.ts'

export const spanStates = { running: 'running', ended: 'ended', 'to-come': 'to come' } as const satisfies Record<
  ContractView['state'],
  string
>
export const grantStates = { ...spanStates, revoked: 'revoked' } as const satisfies Record<GrantView['state'], string>

const fields: Readonly<Record<string, string>> = {
  name: 'Name',
  tier: 'Tier',
  country: 'Country',
  state: 'State',
  externalRef: 'Reference',
  accountManager: 'Account manager',
  pointOfContact: 'Point of contact',
  domains: 'Mail domains',
  email: 'Address',
  zone: 'Time zone',
  active: 'Still there',
  domain: 'Domain',
  superAdminEmail: 'Super-admin',
  keyAccount: 'Key account',
  span: 'Support contract',
  reference: 'Reference',
  grant: 'Grant',
}

/** 'Tier: Advanced → Premium', with whose it is where it is not the partner's own. */
export function sayChange({ what, was, became, about }: ChangeView): string {
  const whose = about.kind === 'partner' ? '' : ` of ${about.name}`
  const name = `${fields[what] ?? what}${whose}`
  if (was === null) return `${name}: ${became ?? 'none'}`
  return `${name}: ${was} → ${became ?? 'none'}`
}

export const viaWords = {
  desk: '',
  import: 'out of a file',
  timetable: 'at the nightly check',
} as const satisfies Record<ChangeView['via'], string>

export const billingWords = {
  monthly: 'every month',
  quarterly: 'every quarter',
  half_yearly: 'every half year',
  yearly: 'every year',
} as const

export const payerWords = { customer: 'the customer’s card', partner: 'the partner’s card' } as const
