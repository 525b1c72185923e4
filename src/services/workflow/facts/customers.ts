/** Whose customer somebody is, and who may speak for it (E1, E2, E5). */
import { domainOf } from '../../../domain/free-mail.ts'
import type { CustomerId, PartnerId } from '../../../domain/kernel.ts'
import { dayIn } from '../../../domain/presence.ts'
import type { Policy } from '../../../domain/policy.ts'
import { placeOf } from '../../../domain/region.ts'
import type { FieldValues } from '../../../domain/workflow/run.ts'
import { activeMappings, hasPaidSince, mappingsOf, type CustomerKnownBy } from '../../../storage/customer-mappings.ts'
import { customerById } from '../../../storage/customers.ts'
import { ownersOfDomains } from '../../../storage/partner-domains.ts'
import { personByEmail } from '../../../storage/people.ts'
import type { Tx } from '../../../storage/tx.ts'
import { ownDomainOf } from '../../registry/partner-fields.ts'
import type { FindFact } from './index.ts'

/** A field of the workflow that holds a text; null where it was not given. */
export const textOf = (fields: FieldValues, id: string): string | null => {
  const value = fields[id]
  return typeof value === 'string' ? value : null
}

/** How the customer that a request is about is known. */
export const knownBy = (policy: Policy, fields: FieldValues): CustomerKnownBy => {
  const superAdminEmail = textOf(fields, 'superAdminEmail') ?? ''
  return { superAdminEmail, domain: ownDomainOf(policy, superAdminEmail) }
}

export const customerIsMapped: FindFact = async ({ tx, fields, ticket }) => {
  const mappings = await mappingsOf(tx, textOf(fields, 'customer') as CustomerId)
  return mappings.some(({ endedAt, partner }) => endedAt === null && partner === ticket.partner)
}

/** Only the super-admin, or an address at the customer's own domain; never somebody of the partner, whatever the registry says (E5). */
export const confirmsForCustomer: FindFact = async ({ tx, fields, ticket }) => {
  const customer = await customerById(tx, textOf(fields, 'customer') as CustomerId)
  const email = textOf(fields, 'consentFrom')
  if (customer === null || email === null || (await isPartnersOwn(tx, ticket.partner, email))) return false
  return email === customer.superAdminEmail || (customer.domain !== null && domainOf(email) === customer.domain)
}

/** E2: a partner that gave its own address would approve for its customer. */
export const notThePartnersOwn: FindFact = async ({ tx, fields, ticket }) =>
  !(await isPartnersOwn(tx, ticket.partner, textOf(fields, 'superAdminEmail') ?? ''))

/** One of its people's, or at one of its registered domains. */
export async function isPartnersOwn(tx: Tx, partner: PartnerId | null, email: string): Promise<boolean> {
  if (partner === null) return false
  const domain = domainOf(email)
  const owners = await ownersOfDomains(tx, [domain])
  return owners.get(domain) === partner || (await personByEmail(tx, email))?.partner === partner
}

export const notMappedHere: FindFact = async ({ tx, policy, fields, ticket }) => {
  const product = textOf(fields, 'product')
  const mappings = await activeMappings(tx, knownBy(policy, fields), product)
  return !mappings.some((row) => row.partner === ticket.partner && (product !== null || row.product === null))
}

export const mappedElsewhere: FindFact = async ({ tx, policy, fields, ticket }) =>
  (await activeMappings(tx, knownBy(policy, fields), textOf(fields, 'product'))).some(
    ({ partner }) => partner !== ticket.partner,
  )

/** E2: a customer that has paid for longer than the policy's months must agree. */
export const hasPaidForLong: FindFact = async ({ tx, policy, fields, ticket, at }) => {
  const { zone } = placeOf(policy, ticket.country, ticket.state)
  const since = Temporal.PlainDate.from(dayIn(zone, at)).subtract({
    months: policy.partnership.mapping.approvalAfterMonths,
  })
  const product = policy.products.find(({ id }) => id === textOf(fields, 'product'))
  const services = product === undefined ? [] : [product.id, product.name].map((name) => name.toLowerCase())
  return hasPaidSince(tx, knownBy(policy, fields), services, since.subtract({ days: 1 }).toString())
}
