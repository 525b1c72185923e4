/** One line of the filter `desk entitled`: a partner and a channel or feature in JSON; yes or no, and why (A3, A4, A8). */
import { entitled, features, offeringNamed, type Entitlement, type Grant } from './entitlement.ts'
import { fiscalYearNamed, fiscalYearOf, type FiscalYear } from './fiscal-year.ts'
import { ok, refuse, type Result } from './kernel.ts'
import type { OfferingRules, Policy, TierRules } from './policy.ts'
import { findPlace } from './region.ts'

export interface EntitlementQuestion {
  readonly tier: string
  readonly grants: readonly Grant[]
  /** Id of the offering that opens what was asked for. */
  readonly offering: string
  /** 'YYYY-MM-DD' */
  readonly on: string
}

type Given = Readonly<Record<string, unknown>>

const wrong = (field: string, message: string) => refuse('incomplete', message, field)
const isObject = (value: unknown): value is Given =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads and checks a line. Refused, naming the field: what is missing, of the wrong type, or unknown to the policy. */
export function entitlementQuestion(policy: Policy, line: unknown): Result<EntitlementQuestion> {
  if (!isObject(line))
    return wrong('', 'Write one JSON object a line, such as {"partner":{"tier":…,"country":…},"channel":…,"on":…}.')
  const unknown = Object.keys(line).find((key) => !lineFields.includes(key))
  if (unknown !== undefined) return wrong(unknown, `There is no such field; there are: ${lineFields.join(', ')}.`)

  const { partner } = line
  if (!isObject(partner))
    return wrong('partner', 'Give the partner as an object: {"tier":…,"country":…,"grants":[…]?}.')
  const tier = tierNamed(policy, partner['tier'])
  if (tier === undefined)
    return wrong('partner.tier', `Give one of the tiers: ${policy.tiers.map((row) => row.id).join(', ')}.`)
  const place = checkPlace(policy, partner)
  if (!place.ok) return place
  const grants = readGrants(policy, partner['grants'] ?? [])
  if (!grants.ok) return grants

  const asked = askedFor(policy, line)
  if (!asked.ok) return asked
  const on = dayOf(line['on'])
  if (on === null) return wrong('on', "Give the day, such as '2026-11-21'.")
  return ok({ tier: tier.id, grants: grants.value, offering: asked.value.id, on })
}

export const answerEntitlement = (policy: Policy, { tier, grants, offering, on }: EntitlementQuestion): Entitlement =>
  entitled(policy, { tier, grants }, offering, on)

const lineFields = ['partner', 'channel', 'feature', 'offering', 'on']
const names = ['channel', 'feature', 'offering'] as const

function tierNamed(policy: Policy, given: unknown): TierRules | undefined {
  if (typeof given !== 'string') return undefined
  const wanted = given.trim().toLowerCase()
  return policy.tiers.find((row) => row.id === wanted) ?? policy.tiers.find((row) => row.name.toLowerCase() === wanted)
}

/** The country decides nothing here; a wrong one is a mistake all the same. */
function checkPlace(policy: Policy, { country, state = null }: Given): Result<void> {
  if (country === undefined) return ok(undefined)
  if (typeof country !== 'string')
    return wrong('partner.country', 'Give a country code of ISO 3166-1, such as DE or US.')
  if (state !== null && typeof state !== 'string')
    return wrong('partner.state', 'Give the state as its code, such as CA, or leave it out.')
  const place = findPlace(policy, country, state)
  return place.ok ? ok(undefined) : wrong(`partner.${place.problem.field}`, place.problem.message)
}

function askedFor(policy: Policy, line: Given): Result<OfferingRules> {
  const given = names.filter((name) => line[name] !== undefined)
  const [name, second] = given
  if (name === undefined) return wrong('channel', 'Say which channel or which feature is asked for.')
  if (second !== undefined) return wrong(second, `Ask for one thing a line: '${name}' is given already.`)
  return offeringIn(policy, line[name], name)
}

function offeringIn(policy: Policy, given: unknown, field: string): Result<OfferingRules> {
  const offering = typeof given === 'string' ? offeringNamed(policy, given) : undefined
  if (offering !== undefined) return ok(offering)
  return wrong(field, `Give one of: ${features(policy).join(', ')}.`)
}

function readGrants(policy: Policy, given: unknown): Result<readonly Grant[]> {
  if (!Array.isArray(given)) return wrong('partner.grants', 'Give the grants as a list.')
  const grants: Grant[] = []
  for (const [place, each] of given.entries()) {
    const read = readGrant(policy, each, `partner.grants[${place}]`)
    if (!read.ok) return read
    if (read.value !== null) grants.push(read.value)
  }
  return ok(grants)
}

/** Null for a grant that nobody approved, or that was revoked before it began: it grants nothing. */
function readGrant(policy: Policy, given: unknown, path: string): Result<Grant | null> {
  if (!isObject(given)) return wrong(path, 'Give a grant as an object: {"channel":…,"fiscalYear":…}.')
  const name = names.find((each) => given[each] !== undefined)
  if (name === undefined) return wrong(`${path}.channel`, 'Say which channel or feature is granted.')
  const offering = offeringIn(policy, given[name], `${path}.${name}`)
  if (!offering.ok) return offering
  const span = spanOf(policy, given, path)
  if (!span.ok) return span
  const isApproved =
    given['approved'] !== false &&
    (!('approvedBy' in given) || (typeof given['approvedBy'] === 'string' && given['approvedBy'] !== ''))
  const lasting = untilRevoked(span.value, given, path)
  if (!lasting.ok) return lasting
  return ok(isApproved && lasting.value !== null ? { offering: offering.value.id, ...lasting.value } : null)
}

type Span = Pick<Grant, 'startsOn' | 'endsOn'>

/** What was revoked ended on the day before; null where nothing is left of it, or nobody says when it was. */
function untilRevoked(span: Span, given: Given, path: string): Result<Span | null> {
  const revoked = firstOf(given, ['revokedAt', 'revokedOn', 'revoked'])
  if (revoked === null || revoked.value === false) return ok(span)
  if (revoked.value === true) return ok(null)
  const day = typeof revoked.value === 'string' ? dayOf(revoked.value.replace(/(?<=^.{10})T.+$/s, '')) : null
  if (day === null) return wrong(`${path}.${revoked.name}`, "Give a day, such as '2026-12-31', or an instant.")
  const last = Temporal.PlainDate.from(day).subtract({ days: 1 }).toString()
  if (last < span.startsOn) return ok(null)
  return ok({ ...span, endsOn: last < span.endsOn ? last : span.endsOn })
}

/** From the first day that is given to the last, and never beyond the fiscal year of the first (A4). */
function spanOf(policy: Policy, given: Given, path: string): Result<Pick<Grant, 'startsOn' | 'endsOn'>> {
  const year = yearOf(policy, given['fiscalYear'])
  if (year === undefined)
    return wrong(
      `${path}.fiscalYear`,
      `Give the fiscal year as it is called, such as '${fiscalYearOf(policy, '2026-11-21').name}'.`,
    )
  const first = firstOf(given, ['startsOn', 'from'])
  const last = firstOf(given, ['endsOn', 'to', 'until'])
  for (const each of [first, last])
    if (each !== null && dayOf(each.value) === null)
      return wrong(`${path}.${each.name}`, "Give a day, such as '2026-12-31'.")
  const [from, until] = [dayOf(first?.value), dayOf(last?.value)]
  const bounds = year ?? ((from ?? until) ? fiscalYearOf(policy, from ?? until ?? '') : null)
  if (bounds === null) return wrong(`${path}.fiscalYear`, 'Say for which fiscal year it is granted.')
  const startsOn = from !== null && from > bounds.startsOn ? from : bounds.startsOn
  const endsOn = until !== null && until < bounds.endsOn ? until : bounds.endsOn
  if (startsOn > endsOn)
    return wrong(`${path}.${last?.name ?? first?.name ?? 'fiscalYear'}`, 'It must not end before it begins.')
  return ok({ startsOn, endsOn })
}

/** Null where none is given, undefined where it is none. */
function yearOf(policy: Policy, given: unknown): FiscalYear | null | undefined {
  if (given === undefined || given === null) return null
  return typeof given === 'string' || typeof given === 'number'
    ? (fiscalYearNamed(policy, String(given)) ?? undefined)
    : undefined
}

function firstOf(given: Given, fields: readonly string[]): { name: string; value: unknown } | null {
  const name = fields.find((each) => (given[each] ?? null) !== null)
  return name === undefined ? null : { name, value: given[name] }
}

/** A day 'YYYY-MM-DD' of our time; null for anything else. */
function dayOf(given: unknown): string | null {
  if (typeof given !== 'string' || !/^(19|20|21|22)\d\d-\d\d-\d\d$/.test(given)) return null
  try {
    return Temporal.PlainDate.from(given, { overflow: 'reject' }).toString()
  } catch {
    return null
  }
}
