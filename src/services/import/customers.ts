/** Customers of partners out of a file: known again by their domain, else their super-admin, else their name. */
import type { CustomerId } from '../../domain/kernel.ts'
import { insertCustomers, type Customer } from '../../storage/customers.ts'
import { changeCustomers, customersSought, type KnownCustomer } from '../../storage/import/customers.ts'
import { recordChanges, type Change } from '../../storage/partner-history.ts'
import { domainMistake } from '../registry/partner-fields.ts'
import { rejected, type Import, type ImportKind, type Outcome } from './kind.ts'
import type { NamedPartner } from './partner-finder.ts'

interface CustomerFacts {
  readonly partner: string | null
  readonly name: string
  readonly domain: string | null
  readonly superAdminEmail: string | null
}

export const customers: ImportKind<CustomerFacts> = {
  columns: [
    { name: 'partner', also: ['partner_ref', 'partner_reference', 'external_ref', 'partner_id', 'partner_name'] },
    {
      name: 'name',
      also: ['customer', 'customer_name', 'company', 'company_name', 'customer_company_name'],
      required: true,
    },
    { name: 'domain', also: ['customer_domain', 'website', 'mail_domain', 'email_domain'] },
    { name: 'super_admin_email', also: ['super_admin', 'super_admin_email_id', 'admin_email', 'email', 'email_id'] },
  ],

  read(fields, { partner, policy }) {
    const domain =
      fields
        .text('domain')
        ?.toLowerCase()
        .replace(/^https?:\/\//, '')
        .replace(/^www\./, '')
        .replace(/\/.*$/, '') ?? null
    const mistake = domain === null ? null : domainMistake(policy, domain)
    if (mistake !== null) fields.wrong('domain', mistake)
    const named = partner ?? fields.text('partner')
    if (named === null) fields.wrong('partner', 'Required: say whose customer it is.')
    return { partner: named, name: fields.required('name'), domain, superAdminEmail: fields.email('super_admin_email') }
  },

  keyOf: (facts) => {
    const { field, value } = knownBy(facts)
    return { field, key: `${facts.partner}\n${field}\n${value}` }
  },

  async write(tx, drafts, of) {
    const partnerOf = await of.partners.find(
      tx,
      drafts.flatMap(({ facts }) => facts.partner ?? []),
    )
    const placed = drafts.map(({ line, facts }) => ({ line, facts, partner: partnerOf(facts.partner ?? '') }))
    const ready = placed.flatMap(({ line, facts, partner }) =>
      partner.ok ? [{ line, facts, partner: partner.value }] : [],
    )
    const known = await customersSought(
      tx,
      ready.map(({ facts, partner }) => ({ ...facts, partner: partner.id })),
    )
    const added: Customer[] = []
    const changed: KnownCustomer[] = []
    const changes: Change[] = []
    const taken = new Map<string, number>()
    const outcomes = ready.map(({ line, facts, partner }, place): Outcome => {
      // Two rows may name one partner by different words.
      const { field, value } = knownBy(facts)
      const key = `${partner.id}\n${field}\n${value}`
      const same = taken.get(key)
      if (same !== undefined) return rejected(line, field, `Line ${same} says the same of this partner.`)
      taken.set(key, line)
      const before = known.get(place)
      if (before === undefined) {
        added.push(newCustomer(of, partner, facts))
        return { line, did: 'inserted' }
      }
      const after = {
        ...before,
        name: facts.name,
        domain: facts.domain ?? before.domain,
        superAdminEmail: facts.superAdminEmail ?? before.superAdminEmail,
      }
      const what = (['name', 'domain', 'superAdminEmail'] as const).filter((field) => before[field] !== after[field])
      if (what.length === 0) return { line, did: 'unchanged' }
      changed.push(after)
      changes.push(...what.map((field) => changeOf(of, before, field, after)))
      return { line, did: 'updated' }
    })
    await insertCustomers(tx, added)
    await changeCustomers(tx, changed)
    await recordChanges(tx, changes)
    const refused = placed.flatMap(({ line, partner }) =>
      partner.ok ? [] : [rejected(line, 'partner', partner.problem)],
    )
    return [...outcomes, ...refused]
  },
}

/** By what a customer of a partner is known again. */
function knownBy({ name, domain, superAdminEmail }: CustomerFacts): { readonly field: string; readonly value: string } {
  if (domain !== null) return { field: 'domain', value: domain }
  if (superAdminEmail !== null) return { field: 'super_admin_email', value: superAdminEmail }
  return { field: 'name', value: name }
}

/** D2: without subscriptions it has no licences. */
export const newCustomer = (
  { app, at }: Import,
  { id: partner }: Pick<NamedPartner, 'id'>,
  { name, domain, superAdminEmail }: Pick<CustomerFacts, 'name' | 'domain' | 'superAdminEmail'>,
): Customer => ({
  id: app.newId<'customer'>() as CustomerId,
  partner,
  name,
  domain,
  superAdminEmail,
  licences: 0,
  keyAccount: false,
  createdAt: at,
})

const changeOf = (
  { at, by }: Import,
  before: KnownCustomer,
  what: 'name' | 'domain' | 'superAdminEmail',
  after: KnownCustomer,
): Change => ({
  partner: before.partner,
  at,
  by,
  via: 'import',
  about: { kind: 'customer', id: before.id, name: before.name },
  what,
  was: before[what],
  became: after[what],
  reason: null,
})
