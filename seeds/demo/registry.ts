/** What the registry knows of the demo company: domains, contracts, a grant, training, and subscriptions with their licences. */
import { fiscalYearOf } from '../../src/domain/fiscal-year.ts'
import { findKeyAccount } from '../../src/domain/key-account.ts'
import type { Id, Instant, PartnerId } from '../../src/domain/kernel.ts'
import type { Policy } from '../../src/domain/policy.ts'
import { newIdAt } from '../../src/services/ids.ts'
import { insertContract } from '../../src/storage/contracts.ts'
import type { Customer } from '../../src/storage/customers.ts'
import { insertGrant } from '../../src/storage/grants.ts'
import { keepSubscriptions } from '../../src/storage/import/subscriptions.ts'
import { keepFindings } from '../../src/storage/key-accounts.ts'
import { addDomains } from '../../src/storage/partner-domains.ts'
import { recordChanges } from '../../src/storage/partner-history.ts'
import { beginTier, endSettling, setPointOfContact, type Partner } from '../../src/storage/partners.ts'
import type { Subscription } from '../../src/storage/subscriptions.ts'
import { recordTraining } from '../../src/storage/training.ts'
import type { Tx } from '../../src/storage/tx.ts'
import type { Cast, ContactKey, StaffKey } from './company.ts'

/** Days are seen from the one on which it is seeded. */
interface Standing {
  readonly domain: string
  readonly pointOfContact: StaffKey | null
  /** Of the contract: days before and after. */
  readonly contract: { readonly reference: string; readonly fromAgo: number; readonly toIn: number } | null
  readonly trained: readonly (readonly [ContactKey, product: string, daysAgo: number])[]
}

const standings: Readonly<Record<string, Standing>> = {
  Aurora: {
    domain: 'aurora.example',
    pointOfContact: 'lead',
    contract: { reference: 'SC-AUR-7', fromAgo: 190, toIn: 174 },
    trained: [
      ['arjun', 'crm', 310],
      ['arjun', 'creator', 120],
      ['rhea', 'crm', 45],
    ],
  },
  Borealis: {
    domain: 'borealis.example',
    pointOfContact: 'support',
    contract: { reference: 'SC-BOR-3', fromAgo: 80, toIn: 284 },
    trained: [['katrin', 'crm', 205]],
  },
  // Its contract has ended: it is seen what that means for an escalation.
  Cumulus: {
    domain: 'cumulus.example',
    pointOfContact: null,
    contract: { reference: 'SC-CUM-1', fromAgo: 405, toIn: -41 },
    trained: [],
  },
}

/** What a customer's licences are of: shares of them, and how each is paid. */
const plans = [
  { product: 'crm', plan: 'Enterprise', share: 0.6, every: 'yearly', payer: 'partner' },
  { product: 'desk', plan: 'Professional', share: 0.3, every: 'monthly', payer: 'partner' },
  { product: 'books', plan: 'Standard', share: 0.1, every: 'monthly', payer: 'customer' },
] as const

export async function register(tx: Tx, policy: Policy, company: Cast, now: Instant): Promise<void> {
  const day = dayFrom(now)
  for (const partner of company.partners) await settle(tx, policy, company, partner, now, day)
  const subscriptions = company.customers.flatMap((customer, place) => subscribed(policy, customer, place, day))
  await keepSubscriptions(tx, subscriptions, now)
  const placeOf = new Map(company.partners.map((partner) => [partner.id, partner]))
  await keepFindings(
    tx,
    company.customers.flatMap((customer) => {
      const partner = placeOf.get(customer.partner)
      if (partner === undefined) return []
      const own = subscriptions.filter((each) => each.customer === customer.id)
      const facts = own.map(({ id, serviceName, licences, status }) => ({
        id,
        product: serviceName ?? '',
        licences,
        active: status === 'active',
      }))
      const finding = findKeyAccount(policy, partner, facts)
      const { country, state } = partner
      return [
        {
          customer: { ...customer, country, state },
          evidence: { finding, policyVersion: policy.version, evaluatedAt: now },
        },
      ]
    }),
  )
}

/** The day so many days away, 'YYYY-MM-DD'. */
const dayFrom =
  (now: Instant) =>
  (days: number): string =>
    now.toZonedDateTimeISO('UTC').toPlainDate().add({ days }).toString()

async function settle(
  tx: Tx,
  policy: Policy,
  company: Cast,
  partner: Partner,
  now: Instant,
  day: (days: number) => string,
): Promise<void> {
  const standing = standings[partner.name]
  if (standing === undefined) return
  const { domain, pointOfContact, contract, trained } = standing
  await addDomains(tx, [{ partner: partner.id, domain }], partner.createdAt)
  if (pointOfContact !== null) await setPointOfContact(tx, partner.id, company.staff(pointOfContact).id)
  if (contract !== null)
    await insertContract(tx, {
      id: newIdAt<'contract'>(now),
      partner: partner.id,
      reference: contract.reference,
      startsOn: day(-contract.fromAgo),
      endsOn: day(contract.toIn),
      createdAt: partner.createdAt,
    })
  await recordTraining(
    tx,
    trained
      .filter(([, product]) => policy.products.some(({ id }) => id === product))
      .map(([contact, product, daysAgo], place) => ({
        person: company.contact(contact).person.id,
        partner: partner.id,
        product,
        completedOn: day(-daysAgo),
        certificate: `T-${partner.name.slice(0, 3).toUpperCase()}-${place + 1}`,
      })),
    now,
  )
  if (partner.name === 'Borealis') await rise(tx, company, partner, now)
  if (partner.name === 'Cumulus') await grantChat(tx, policy, company, partner.id, day(0), now)
}

/** A2: Borealis was not always what it is. */
async function rise(tx: Tx, company: Cast, partner: Partner, now: Instant): Promise<void> {
  const at = now.subtract({ hours: 24 * 230 })
  await beginTier(tx, [partner.id], at)
  await endSettling(tx, partner.id, at)
  await recordChanges(tx, [
    {
      partner: partner.id,
      at,
      by: company.staff('pam').id,
      via: 'desk',
      about: { kind: 'partner', id: partner.id, name: partner.name },
      what: 'tier',
      was: 'authorised',
      became: partner.tier,
      reason: 'Partner value score of 455 in the yearly evaluation.',
    },
  ])
}

/** A4: the exception, for this fiscal year. */
async function grantChat(
  tx: Tx,
  policy: Policy,
  company: Cast,
  partner: PartnerId,
  today: string,
  now: Instant,
): Promise<void> {
  const offering = policy.offerings.find(({ grantable }) => grantable)
  if (offering === undefined) return
  const year = fiscalYearOf(policy, today)
  const id = newIdAt<'grant'>(now) as Id<'grant'>
  const [approvedBy, reason] = [
    company.staff('pam').id,
    'Meets the criteria of the year: three launches in health care.',
  ]
  await insertGrant(tx, {
    id,
    partner,
    offering: offering.id,
    fiscalYear: year.name,
    startsOn: year.startsOn,
    endsOn: year.endsOn,
    approvedBy,
    reason,
    grantedAt: now,
    revoked: null,
  })
  await recordChanges(tx, [
    {
      partner,
      at: now,
      by: approvedBy,
      via: 'desk',
      about: { kind: 'grant', id, name: `${offering.name}, ${year.name}` },
      what: 'grant',
      was: null,
      became: 'granted',
      reason,
    },
  ])
}

/** As many licences as the customer has, and one subscription that has ended. */
function subscribed(
  policy: Policy,
  customer: Customer,
  place: number,
  day: (days: number) => string,
): readonly Subscription[] {
  const products = plans.map(({ product }) => policy.products.find(({ id }) => id === product) ?? policy.products[0])
  const shares = plans.map(({ share }) => Math.floor(customer.licences * share))
  const rest = customer.licences - shares.reduce((sum, share) => sum + share, 0)
  const currency = (place + 1) % 3 === 0 ? 'USD' : 'EUR'
  const rows = plans.map(({ plan, every, payer }, at): Subscription => {
    const service = products[at]
    return {
      id: `SUB-${1_000 + place * 10 + at}`,
      customer: customer.id,
      partner: customer.partner,
      type: 'paid',
      startedOn: day(-400 + place * 7),
      status: 'active',
      email: customer.superAdminEmail,
      companyName: customer.name,
      billingFrequency: every,
      nextRecurringOn: day(every === 'yearly' ? 20 + place * 31 : 3 + place),
      nextRecurringAmount: (every === 'yearly' ? 240 : 20) * ((shares[at] ?? 0) + (at === 0 ? rest : 0)),
      currency,
      orgId: String(60_010_000 + place),
      planId: `${service?.id ?? 'plan'}-${plan.toLowerCase()}`,
      planName: plan,
      serviceId: service?.id ?? null,
      serviceName: service?.name ?? null,
      licences: (shares[at] ?? 0) + (at === 0 ? rest : 0),
      licencesStated: true,
      payer,
    }
  })
  const ended = { ...rows[2]!, id: `SUB-${1_009 + place * 10}`, status: 'inactive' as const, licences: 12 }
  return place % 3 === 0 ? [...rows, { ...ended, nextRecurringOn: null }] : rows
}
