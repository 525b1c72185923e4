/** What the HTTP API takes about partners, contacts and customers (see asked.ts). */
import { z } from 'zod'
import { cursor, day, email, id, limit, name, text, words, yesOrNo } from './asked.ts'

const domains = z.array(text(253)).max(200)
/** Telephone numbers that the contact calls from (A3). */
const phones = z.array(text(40)).max(20)

export const partnerList = z.strictObject({
  tier: name.optional(),
  country: name.optional(),
  accountManager: id.optional(),
  /** Part of the name, the reference or a domain. */
  q: words(200).optional(),
  limit,
  cursor,
})
export const contactList = z.strictObject({ show: z.enum(['active', 'left']).default('active'), limit, cursor })
export const newPartner = z.strictObject({
  name: text(200),
  tier: name,
  country: text(2),
  state: words(3).nullable().optional(),
  externalRef: words(200).nullable().optional(),
  accountManager: id.nullable().optional(),
  pointOfContact: id.nullable().optional(),
  domains: domains.optional(),
})
export const changePartner = z.strictObject({
  ...newPartner.partial().shape,
  /** Why; demanded of a change of tier (A2). */
  reason: text(2_000).optional(),
})

export const newContact = z.strictObject({
  name: text(200),
  email,
  zone: name.optional(),
  phones: phones.optional(),
})
export const changeContact = z.strictObject({
  name: text(200).optional(),
  email: email.optional(),
  zone: name.optional(),
  active: z.boolean().optional(),
  /** In the place of all that there were. */
  phones: phones.optional(),
})
export const newTraining = z.strictObject({
  product: text(200),
  completedOn: day,
  certificate: words(200).nullable().optional(),
})

export const newContract = z.strictObject({ reference: text(200), startsOn: day, endsOn: day })
export const changeContract = newContract.partial()

export const newGrant = z.strictObject({ offering: text(200), fiscalYear: name.optional(), reason: text(2_000) })
export const endGrant = z.strictObject({ reason: text(2_000) })

export const customerList = z.strictObject({
  partner: id.optional(),
  keyAccount: yesOrNo.optional(),
  /** Part of the name, the domain or the super-admin's address. */
  q: words(200).optional(),
  limit,
  cursor,
})
const domain = words(253).nullable()
export const newCustomer = z.strictObject({
  partner: id,
  name: text(200),
  domain: domain.optional(),
  superAdminEmail: email.nullable().optional(),
})
export const changeCustomer = newCustomer.omit({ partner: true }).partial()

export const entitlementsOf = z.strictObject({ partner: id.optional(), on: day.optional() })

export const importOf = z.strictObject({ dryRun: yesOrNo.optional(), partner: name.optional() })
