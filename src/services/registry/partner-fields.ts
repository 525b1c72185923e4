/** What may be said of a partner, checked against the policy and against what others have: everything wrong at once. */
import { domainOf, isDomain, isFreeMail } from '../../domain/free-mail.ts'
import type { PartnerId, PersonId } from '../../domain/kernel.ts'
import type { Policy } from '../../domain/policy.ts'
import { findPlace } from '../../domain/region.ts'
import type { Tx } from '../../storage/database.ts'
import { ownersOfDomains } from '../../storage/partner-domains.ts'
import { partnersByRef } from '../../storage/partners.ts'
import { personById } from '../../storage/people.ts'

export interface FieldMistake {
  readonly field: string
  readonly message: string
}

/** The facts of a partner that somebody may set. */
export interface PartnerFacts {
  readonly name: string
  readonly tier: string
  readonly country: string
  readonly state: string | null
  readonly externalRef: string | null
  readonly accountManager: PersonId | null
  readonly pointOfContact: PersonId | null
  readonly domains: readonly string[]
}

/**
 * `own` is the partner's id, and `was` what it is; null for one that is being added. Whoever is named already may have left:
 * that keeps nobody from changing the rest.
 */
export async function partnerMistakes(
  tx: Tx,
  policy: Policy,
  facts: PartnerFacts,
  own: PartnerId | null,
  was: PartnerFacts | null = null,
): Promise<readonly FieldMistake[]> {
  const mistakes = [...placeMistakes(policy, facts)]
  if (!policy.tiers.some((tier) => tier.id === facts.tier))
    mistakes.push({ field: 'tier', message: `Give one of the tiers: ${policy.tiers.map(({ id }) => id).join(', ')}.` })
  if (facts.externalRef !== null) {
    const others = (await partnersByRef(tx, [facts.externalRef])).filter(({ id }) => id !== own)
    if (others[0] !== undefined)
      mistakes.push({ field: 'externalRef', message: `${others[0].name} has this reference already.` })
  }
  for (const field of ['accountManager', 'pointOfContact'] as const) {
    const id = facts[field]
    if (id !== null && id !== was?.[field] && !(await isActiveStaff(tx, id)))
      mistakes.push({ field, message: 'Nobody of the staff has this id: see GET /api/v1/people?side=staff.' })
  }
  return [...mistakes, ...(await domainMistakes(tx, policy, facts.domains, own))]
}

async function isActiveStaff(tx: Tx, id: PersonId): Promise<boolean> {
  const person = await personById(tx, id)
  return person?.side === 'staff' && person.active
}

export function placeMistakes(
  policy: Policy,
  { country, state }: { readonly country: string; readonly state: string | null },
): readonly FieldMistake[] {
  const place = findPlace(policy, country, state)
  return place.ok ? [] : [{ field: place.problem.field ?? 'country', message: place.problem.message }]
}

/** Why a domain can be nobody's own; null where it can (A7). */
export function domainMistake(policy: Policy, domain: string): string | null {
  if (!isDomain(domain)) return `'${domain}' is no domain: write it as in kestrel.example.`
  if (isFreeMail(domain) && !policy.intake.freeMailAllowed.includes(domain))
    return `Anybody can have an address at ${domain}: give the company's own domain.`
  return null
}

/** A company's own domain that an address is at; null for one that anybody can have. */
export function ownDomainOf(policy: Policy, address: string): string | null {
  const domain = domainOf(address)
  return domainMistake(policy, domain) === null ? domain : null
}

async function domainMistakes(
  tx: Tx,
  policy: Policy,
  domains: readonly string[],
  own: PartnerId | null,
): Promise<readonly FieldMistake[]> {
  const owners = await ownersOfDomains(tx, domains)
  return domains.flatMap((domain) => {
    const owner = owners.get(domain)
    const taken = owner !== undefined && owner !== own ? `${domain} is another partner's.` : null
    const message = domainMistake(policy, domain) ?? taken
    return message === null ? [] : [{ field: 'domains', message }]
  })
}
