/** A partner as lists and its page show it: to staff, and to its own people. */
import { entitled, type Entitlement } from '../../domain/entitlement.ts'
import { fiscalYearOf, type FiscalYear } from '../../domain/fiscal-year.ts'
import type { Instant, PersonId } from '../../domain/kernel.ts'
import type { Policy } from '../../domain/policy.ts'
import { placeOf } from '../../domain/region.ts'
import { contractsOf, type SupportContract } from '../../storage/contracts.ts'
import type { Tx } from '../../storage/database.ts'
import { grantsOf, type KeptGrant } from '../../storage/grants.ts'
import { domainsOf } from '../../storage/partner-domains.ts'
import type { PartnerRow } from '../../storage/partners.ts'
import { knownOf, type KnownPerson, type PersonName } from '../../storage/people.ts'
import { trainingCoverage } from '../../storage/training.ts'
import { utc, utcOrNull } from '../instants.ts'

type Names = ReadonlyMap<PersonId, PersonName>

export const personRef = (names: Names, id: PersonId | null) => {
  const person = id === null ? undefined : names.get(id)
  return person === undefined
    ? null
    : { id: person.id as string, name: person.name, email: person.email, side: person.side }
}

type Known = ReadonlyMap<PersonId, KnownPerson>

/** Somebody named for a partner; `active` is false where they have left and nobody has followed yet. */
const namedFor = (names: Known, id: PersonId | null) => {
  const ref = personRef(names, id)
  return ref === null || id === null ? null : { ...ref, active: names.get(id)?.active === true }
}

export const partnerListed = (row: PartnerRow, names: Known) => ({
  id: row.id as string,
  name: row.name,
  tier: row.tier,
  country: row.country,
  state: row.state,
  externalRef: row.externalRef,
  accountManager: namedFor(names, row.accountManager),
  openTickets: row.openTickets,
  contacts: row.contacts,
  trained: row.trained,
  customers: row.customers,
})

/** Those who are named in rows of partners. */
export const peopleNamed = (rows: readonly PartnerRow[]): readonly PersonId[] => [
  ...new Set(rows.flatMap(({ accountManager, pointOfContact }) => [accountManager, pointOfContact]).filter(isThere)),
]
const isThere = <Value>(value: Value | null): value is Value => value !== null

/** The day that it is where the partner is, 'YYYY-MM-DD'. */
export const todayOf = (
  policy: Policy,
  row: { readonly country: string; readonly state: string | null },
  at: Instant,
) =>
  at
    .toZonedDateTimeISO(placeOf(policy, row.country, row.state).zone)
    .toPlainDate()
    .toString()

export type PartnerPageView = Awaited<ReturnType<typeof partnerPage>>

export async function partnerPage(tx: Tx, policy: Policy, row: PartnerRow, at: Instant) {
  const [domains, contracts, grants, coverage] = await Promise.all([
    domainsOf(tx, row.id),
    contractsOf(tx, row.id),
    grantsOf(tx, row.id),
    trainingCoverage(tx, row.id),
  ])
  const approvers = grants.flatMap(({ approvedBy, revoked }) =>
    revoked === null ? [approvedBy] : [approvedBy, revoked.by],
  )
  const names = await knownOf(tx, [...new Set([...peopleNamed([row]), ...approvers])])
  const today = todayOf(policy, row, at)
  const { region, subregion, zone, dataCentre } = placeOf(policy, row.country, row.state)
  return {
    ...partnerListed(row, names),
    region,
    subregion,
    zone,
    dataCentre,
    tierSince: utcOrNull(row.tierSince),
    pointOfContact: namedFor(names, row.pointOfContact),
    pointOfContactEntitled: entitledNow(policy, row, grants, 'point-of-contact', today),
    domains: [...domains],
    contracts: contracts.map((contract) => contractView(contract, today)),
    grants: grants.map((grant) => grantView(policy, grant, names, today)),
    grantable: grantableOfferings(policy, row, grants, today),
    training: {
      contacts: coverage.contacts,
      trained: coverage.trained,
      products: coverage.products.map(({ product, trained }) => ({ ...productRef(policy, product), trained })),
    },
    createdAt: utc(row.createdAt),
  }
}

export const productRef = (policy: Policy, id: string) => ({
  id,
  name: policy.products.find((product) => product.id === id)?.name ?? id,
})

export const contractView = ({ id, reference, startsOn, endsOn }: SupportContract, today: string) => ({
  id: id as string,
  reference,
  startsOn,
  endsOn,
  state: (endsOn < today ? 'ended' : startsOn > today ? 'to-come' : 'running') as 'running' | 'ended' | 'to-come',
})

export const grantView = (policy: Policy, grant: KeptGrant, names: Names, today: string) => ({
  id: grant.id as string,
  partner: grant.partner as string,
  offering: grant.offering,
  name: policy.offerings.find((row) => row.id === grant.offering)?.name ?? grant.offering,
  fiscalYear: grant.fiscalYear,
  startsOn: grant.startsOn,
  endsOn: grant.endsOn,
  approvedBy: personRef(names, grant.approvedBy),
  reason: grant.reason,
  grantedAt: utc(grant.grantedAt),
  /** It ends by itself. */
  state: grantState(grant, today),
  revoked:
    grant.revoked === null
      ? null
      : { at: utc(grant.revoked.at), by: personRef(names, grant.revoked.by), because: grant.revoked.because },
})

function grantState(
  { revoked, startsOn, endsOn }: KeptGrant,
  today: string,
): 'running' | 'to-come' | 'ended' | 'revoked' {
  if (revoked !== null) return 'revoked'
  if (endsOn < today) return 'ended'
  return startsOn > today ? 'to-come' : 'running'
}

/** Grants that are not revoked. */
export const standing = (grants: readonly KeptGrant[]): readonly KeptGrant[] =>
  grants.filter(({ revoked }) => revoked === null)

/** Whether something is open to the partner on a day; a feature that the vendor does not know is open to nobody. */
export function entitledNow(
  policy: Policy,
  { tier }: Pick<PartnerRow, 'tier'>,
  grants: readonly KeptGrant[],
  feature: string,
  on: string,
): Entitlement {
  if (!policy.offerings.some(({ opens }) => opens.includes(feature)))
    return { allowed: false, because: `${policy.vendor.name} offers no such thing.` }
  return entitled(policy, { tier, grants: standing(grants) }, feature, on)
}

/** What may be granted to the partner now, in which fiscal years; `because` says why not (any more). */
function grantableOfferings(policy: Policy, { tier }: PartnerRow, grants: readonly KeptGrant[], today: string) {
  const now = fiscalYearOf(policy, today)
  const next = fiscalYearOf(policy, Temporal.PlainDate.from(now.endsOn).add({ days: 1 }).toString())
  return policy.offerings
    .filter(({ grantable }) => grantable)
    .map(({ id, name, tiers }) => {
      const isFree = ({ name: year }: FiscalYear): boolean =>
        !standing(grants).some((grant) => grant.offering === id && grant.fiscalYear === year)
      const years = [now, next].filter(isFree).map((year) => year.name)
      const offered = tiers[tier]?.offered === true
      const because = offered
        ? 'Its tier has it anyway.'
        : years.length === 0
          ? 'It is granted for this fiscal year and the next.'
          : null
      return { offering: id, name, fiscalYears: years, because }
    })
}

export type PartnerListView = ReturnType<typeof partnerListed>
export type GrantView = ReturnType<typeof grantView>
export type ContractView = ReturnType<typeof contractView>
