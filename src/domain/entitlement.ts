/** Which channels and features a partner is entitled to: one function for every one of them, yes or no and why (A3, A4, A8). */
import { monthNames } from './month-names.ts'
import { fiscalYearOf } from './fiscal-year.ts'
import { tierRules, type OfferingRules, type Policy, type TierId } from './policy.ts'

/** A4: a feature given to one partner for one fiscal year, approved by its account manager. */
export interface Grant {
  /** Id of the offering. */
  readonly offering: string
  /** First and last day, 'YYYY-MM-DD', both in it. */
  readonly startsOn: string
  readonly endsOn: string
}

export interface Entitlement {
  readonly allowed: boolean
  readonly because: string
}

/** Ids of everything that may be asked for. */
export const features = (policy: Policy): readonly string[] => policy.offerings.flatMap((offering) => offering.opens)

/** The row of the offerings table that opens a channel or a feature; its own id is understood too. */
export const offeringOf = (policy: Policy, feature: string): OfferingRules | undefined =>
  policy.offerings.find((row) => row.opens.includes(feature)) ?? policy.offerings.find((row) => row.id === feature)

const plain = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')

/** The same as people write it: by what it opens, its id or its name, in any case, with spaces or hyphens. */
export function offeringNamed(policy: Policy, given: string): OfferingRules | undefined {
  const wanted = plain(given)
  return offeringOf(policy, wanted) ?? policy.offerings.find((row) => plain(row.name) === wanted)
}

/** `on` is a day, 'YYYY-MM-DD', in the partner's own zone. Throws for an offering that the policy does not have. */
export function entitled(
  policy: Policy,
  partner: { readonly tier: TierId; readonly grants: readonly Grant[] },
  feature: string,
  on: string,
): Entitlement {
  const offering = offeringOf(policy, feature)
  if (offering === undefined) throw new Error(`No offering of the policy opens '${feature}'.`)
  const tier = tierRules(policy, partner.tier)
  const cell = offering.tiers[tier.id]
  if (cell?.offered === true)
    return { allowed: true, because: `${offering.name} is offered to ${tier.name} partners: ${cell.words}.` }

  const own = partner.grants.filter((grant) => grant.offering === offering.id)
  const running = own.find((grant) => grant.startsOn <= on && on <= grant.endsOn)
  if (offering.grantable && running !== undefined)
    return {
      allowed: true,
      because: `${offering.name} was granted to this partner until ${sayDay(running.endsOn)}, the end of the fiscal year.`,
    }

  const ended = own
    .map((grant) => grant.endsOn)
    .filter((endsOn) => endsOn < on)
    .sort()
    .at(-1)
  return {
    allowed: false,
    because: [
      notOffered(policy, offering, tier.name),
      ...hopes(policy, offering, on, ended),
      channelsFor(policy, tier.id, partner.grants, on),
    ].join(' '),
  }
}

function notOffered(policy: Policy, offering: OfferingRules, tier: string): string {
  const offered = policy.tiers.filter((row) => offering.tiers[row.id]?.offered === true).map((row) => row.name)
  if (offered.length === 0) return `${offering.name} is not offered.`
  return `${offering.name} is offered to ${offered.join(' and ')} partners, not to ${tier} ones.`
}

function hopes(policy: Policy, offering: OfferingRules, on: string, ended: string | undefined): string[] {
  if (!offering.grantable) return []
  const said = ended === undefined ? [] : [`The grant that this partner had ended on ${sayDay(ended)}.`]
  return [...said, `Its account manager can grant it for the fiscal year ${fiscalYearOf(policy, on).name}.`]
}

/** What the partner has instead, so that a 'no' says which way is open. */
function channelsFor(policy: Policy, tier: TierId, grants: readonly Grant[], on: string): string {
  const isGranted = ({ id, grantable }: OfferingRules): boolean =>
    grantable && grants.some((grant) => grant.offering === id && grant.startsOn <= on && on <= grant.endsOn)
  const open = policy.offerings.filter(
    (row) => row.channel === true && (row.tiers[tier]?.offered === true || isGranted(row)),
  )
  return open.length === 0 ? '' : `Open to it: ${open.map((row) => row.name).join(', ')}.`
}

const sayDay = (day: string): string => {
  const { day: number, month, year } = Temporal.PlainDate.from(day)
  return `${number} ${monthNames[month - 1]} ${year}`
}
