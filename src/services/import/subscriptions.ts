/**
 * Subscriptions out of the vendor's store, under its own names of columns (D2). The store says nothing of licences in a
 * column of one fixed name: several names are understood, and a row that says nothing counts as one.
 */
import type { CustomerId } from '../../domain/kernel.ts'
import { insertCustomers, type Customer } from '../../storage/customers.ts'
import { keepSubscriptions, ownersSought, subscriptionsByIds, type Owner } from '../../storage/import/subscriptions.ts'
import { billingFrequencies, payers, subscriptionStatuses, type Subscription } from '../../storage/subscriptions.ts'
import { weigh } from '../registry/key-accounts.ts'
import { ownDomainOf } from '../registry/partner-fields.ts'
import { newCustomer } from './customers.ts'
import { rejected, type Draft, type Import, type ImportKind, type Outcome } from './kind.ts'
import type { NamedPartner } from './partner-finder.ts'

/** Everything but whose it is and what was not said. */
type SubscriptionFacts = Omit<Subscription, 'customer' | 'partner' | 'licences' | 'licencesStated'> & {
  readonly partner: string | null
  readonly licences: number | null
}

/** A class, since it must remember whom it has to weigh in the end. */
export class Subscriptions implements ImportKind<SubscriptionFacts> {
  readonly #touched = new Set<CustomerId>()

  readonly columns = [
    { name: 'subscription_id', also: ['subscription', 'id'], required: true },
    { name: 'status', also: ['subscription_status'], required: true },
    { name: 'email_id', also: ['email', 'customer_email', 'super_admin_email'], required: true },
    { name: 'customer_company_name', also: ['company_name', 'customer_name', 'customer', 'company'] },
    { name: 'subscription_type', also: ['type'] },
    { name: 'subscription_start_date', also: ['start_date', 'started_on'] },
    { name: 'billing_frequency', also: ['frequency'] },
    { name: 'next_recurring_date', also: ['renewal_date', 'next_renewal_date', 'next_billing_date'] },
    { name: 'next_recurring_amount', also: ['renewal_amount', 'amount'] },
    { name: 'currency', also: ['currency_code', 'next_recurring_currency'] },
    { name: 'org_id', also: ['organization_id', 'organisation_id', 'zoid', 'zgid'] },
    { name: 'plan_id' },
    { name: 'plan_name', also: ['plan'] },
    { name: 'service_id' },
    { name: 'service_name', also: ['service', 'product'] },
    {
      name: 'licences',
      also: [
        'licenses',
        'licence_count',
        'license_count',
        'no_of_licenses',
        'number_of_licenses',
        'quantity',
        'no_of_users',
        'number_of_users',
        'user_count',
        'users',
        'seats',
      ],
    },
    { name: 'payer', also: ['card', 'payment_method', 'paid_by'] },
    { name: 'partner', also: ['partner_ref', 'partner_reference', 'external_ref', 'partner_id', 'partner_name'] },
  ]

  read(fields: Parameters<ImportKind<SubscriptionFacts>['read']>[0], { partner }: Import): SubscriptionFacts {
    const status = fields.choice('status', subscriptionStatuses)
    if (status === null && fields.text('status') === null) fields.required('status')
    return {
      id: fields.required('subscription_id', 100),
      partner: partner ?? fields.text('partner'),
      type: fields.text('subscription_type'),
      startedOn: fields.day('subscription_start_date'),
      status: status ?? 'inactive',
      email: fields.email('email_id'),
      companyName: fields.text('customer_company_name'),
      billingFrequency: fields.choice('billing_frequency', billingFrequencies, {
        month: 'monthly',
        quarter: 'quarterly',
        halfyearly: 'half_yearly',
        semi_annually: 'half_yearly',
        year: 'yearly',
        annual: 'yearly',
        annually: 'yearly',
      }),
      nextRecurringOn: fields.day('next_recurring_date'),
      nextRecurringAmount: fields.amount('next_recurring_amount'),
      currency: currencyOf(fields),
      orgId: fields.text('org_id', 100),
      planId: fields.text('plan_id', 100),
      planName: fields.text('plan_name'),
      serviceId: fields.text('service_id', 100),
      serviceName: fields.text('service_name'),
      licences: fields.whole('licences'),
      // E4: CC is the customer's card, RC the reseller's.
      payer: fields.choice('payer', payers, {
        cc: 'customer',
        rc: 'partner',
        reseller: 'partner',
        customer_card: 'customer',
        reseller_card: 'partner',
      }),
    }
  }

  keyOf({ id }: SubscriptionFacts) {
    return { field: 'subscription_id', key: id }
  }

  async write(
    tx: Parameters<ImportKind<SubscriptionFacts>['write']>[0],
    drafts: readonly Draft<SubscriptionFacts>[],
    of: Import,
  ): Promise<readonly Outcome[]> {
    const partnerOf = await of.partners.find(
      tx,
      drafts.flatMap(({ facts }) => facts.partner ?? []),
    )
    const known = await subscriptionsByIds(
      tx,
      drafts.map(({ facts }) => facts.id),
    )
    const placed = drafts.map((draft) => {
      const named = draft.facts.partner
      return { draft, partner: named === null ? null : partnerOf(named) }
    })
    const owners = await ownersSought(
      tx,
      placed.map(({ draft: { facts }, partner }) => ({
        partner: partner?.ok === true ? partner.value.id : null,
        email: facts.email,
        domain: facts.email === null ? null : ownDomainOf(of.policy, facts.email),
        orgId: facts.orgId,
        name: facts.companyName,
      })),
    )
    const made = new Map<string, Customer>()
    const kept: Subscription[] = []
    const outcomes = placed.map(({ draft: { line, facts }, partner }, place): Outcome => {
      if (partner?.ok === false) return rejected(line, 'partner', partner.problem)
      const before = known.get(facts.id)
      const owner = ownerOf(of, facts, partner?.value ?? null, before, owners.get(place) ?? [], made)
      if (typeof owner === 'string') return rejected(line, 'email_id', owner)
      const after = subscriptionOf(facts, owner, before)
      if (before !== undefined && isSame(before, after)) return { line, did: 'unchanged' }
      kept.push(after)
      this.#touched.add(after.customer)
      if (before !== undefined) this.#touched.add(before.customer)
      return { line, did: before === undefined ? 'inserted' : 'updated' }
    })
    await insertCustomers(tx, [...made.values()])
    await keepSubscriptions(tx, kept, of.at)
    return outcomes
  }

  /** D2: everybody whose subscriptions have changed is weighed anew. */
  async finish({ app, by }: Import): Promise<void> {
    await weigh(app, [...this.#touched], { by, via: 'import' })
  }
}

/** Three letters, such as USD. */
function currencyOf(fields: Parameters<ImportKind<SubscriptionFacts>['read']>[0]): string | null {
  const said = fields.text('currency', 3)?.toUpperCase() ?? null
  if (said === null || /^[A-Z]{3}$/.test(said)) return said
  fields.wrong('currency', 'Give the currency in three letters, such as USD.')
  return null
}

/** The customer that is meant, or why it cannot be said. One that is not there yet is made where the partner is known. */
function ownerOf(
  of: Import,
  facts: SubscriptionFacts,
  partner: NamedPartner | null,
  before: Subscription | undefined,
  owners: readonly Owner[],
  made: Map<string, Customer>,
): Whose | string {
  const surest = owners.filter(({ rank }) => rank === owners[0]?.rank)
  const [first] = surest
  // A subscription stays with its customer where the file does not say another.
  const mayStay = before !== undefined && (partner === null || before.partner === partner.id)
  if (mayStay && (first === undefined || surest.some(({ customer }) => customer === before.customer))) return before
  if (first === undefined) return partner === null ? notFound(facts) : make(of, facts, partner, made)
  if (surest.length === 1 || partner !== null) return { customer: first.customer, partner: first.partner }
  const whose = surest.map((owner) => `${owner.name} of ${owner.partnerName}`).join(', ')
  return `It may be of several customers (${whose}): say whose in a column 'partner'.`
}

type Whose = Pick<Subscription, 'customer' | 'partner'>

/** A customer that nobody has told of yet; several rows of one company make one. */
function make(
  of: Import,
  facts: SubscriptionFacts,
  partner: NamedPartner,
  made: Map<string, Customer>,
): Whose | string {
  const domain = facts.email === null ? null : ownDomainOf(of.policy, facts.email)
  const name = facts.companyName ?? domain ?? facts.email
  if (name === null) return "Required: without an address or a company's name nobody knows whose it is."
  const key = `${partner.id}\n${domain ?? name}`
  const customer = made.get(key) ?? newCustomer(of, partner, { name, domain, superAdminEmail: facts.email })
  made.set(key, customer)
  return { customer: customer.id, partner: partner.id }
}

const notFound = ({ email, companyName }: SubscriptionFacts): string =>
  `No customer has ${[email, companyName].filter((each) => each !== null).join(' or ') || 'no address'}: import the customers first, or say the partner in a column 'partner'.`

/** What the file leaves out stays as it was; a number of licences that nobody ever said is one. */
function subscriptionOf(
  { partner: _named, ...facts }: SubscriptionFacts,
  { customer, partner }: Whose,
  before: Subscription | undefined,
): Subscription {
  const said = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null))
  return {
    ...nothing,
    ...before,
    ...(said as Omit<SubscriptionFacts, 'partner'>),
    customer,
    partner,
    licences: facts.licences ?? before?.licences ?? 1,
    licencesStated: facts.licences !== null || before?.licencesStated === true,
  }
}

const nothing = {
  type: null,
  startedOn: null,
  email: null,
  companyName: null,
  billingFrequency: null,
  nextRecurringOn: null,
  nextRecurringAmount: null,
  currency: null,
  orgId: null,
  planId: null,
  planName: null,
  serviceId: null,
  serviceName: null,
  payer: null,
}

const isSame = (before: Subscription, after: Subscription): boolean =>
  (Object.keys(after) as (keyof Subscription)[]).every((field) => before[field] === after[field])
