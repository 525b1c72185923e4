/** One line of the filter `desk explain`: a situation in JSON, and what is promised in it. */
import type { Situation } from '../commitment.ts'
import { ok, refuse, type Instant, type Result } from '../kernel.ts'
import { kinds, type Kind, type Policy } from '../policy.ts'
import { findPlace } from '../region.ts'
import { explainSituation } from './explain.ts'
import { sayUtc } from './words.ts'

export interface SituationQuestion {
  readonly situation: Situation
  readonly receivedAt: Instant
}

const list = (values: readonly (string | number)[]): string => values.join(', ')

/** Reads and checks a line. Refused, naming the field: what is missing, of the wrong type, or unknown to the policy. */
export function situationQuestion(policy: Policy, line: unknown): Result<SituationQuestion> {
  if (typeof line !== 'object' || line === null || Array.isArray(line))
    return refuse('incomplete', 'Write one JSON object a line, such as {"desk":…,"severity":1,"receivedAt":…}.', '')
  const given = line as Record<string, unknown>
  const wrong = (field: string, message: string) => refuse('incomplete', message, field)

  const unknown = Object.keys(given).find((key) => !fields.has(key))
  if (unknown !== undefined) return wrong(unknown, `There is no such field; there are: ${list([...fields])}.`)

  const desk = policy.desks.find((row) => row.id === given['desk'])
  if (desk === undefined) return wrong('desk', `Give one of the desks: ${list(policy.desks.map((row) => row.id))}.`)
  const levels = desk.severities.map((row) => row.level)
  const severity = given['severity']
  if (typeof severity !== 'number' || !levels.includes(severity))
    return wrong('severity', `Give one of this desk's severities as a number: ${list(levels)}.`)
  const tier = policy.tiers.find((row) => row.id === given['tier'])
  if (tier === undefined) return wrong('tier', `Give one of the tiers: ${list(policy.tiers.map((row) => row.id))}.`)
  const country = given['country']
  if (typeof country !== 'string') return wrong('country', 'Give a country code of ISO 3166-1, such as DE or US.')
  const state = given['state'] ?? null
  if (state !== null && typeof state !== 'string')
    return wrong('state', 'Give the state as its code, such as CA, or leave it out.')
  const place = findPlace(policy, country, state)
  if (!place.ok) return place
  for (const field of ['critical', 'keyAccount'] as const)
    if (given[field] !== undefined && typeof given[field] !== 'boolean')
      return wrong(field, 'Give true or false, or leave it out.')
  const kind = given['kind'] ?? 'incident'
  if (!kinds.includes(kind as Kind)) return wrong('kind', `Give one of the kinds: ${list(kinds)}.`)
  const receivedAt = instantOf(given['receivedAt'])
  if (receivedAt === null)
    return wrong(
      'receivedAt',
      'Give the instant of receipt with its offset, such as 2026-03-06T18:00:00Z, between the years 1900 and 2300.',
    )

  const situation: Situation = {
    desk: desk.id,
    severity,
    tier: tier.id,
    country,
    state,
    critical: given['critical'] === true,
    keyAccount: given['keyAccount'] === true,
    kind: kind as Kind,
  }
  return ok({ situation, receivedAt })
}

const fields: ReadonlySet<string> = new Set([
  'desk',
  'severity',
  'tier',
  'country',
  'state',
  'critical',
  'keyAccount',
  'kind',
  'receivedAt',
])

/** Within the years that calendars are sure of; null for anything else. */
function instantOf(text: unknown): Instant | null {
  if (typeof text !== 'string') return null
  try {
    const at = Temporal.Instant.from(text)
    const year = at.toZonedDateTimeISO('UTC').year
    return year >= 1900 && year <= 2300 ? at : null
  } catch {
    return null
  }
}

/** The answer in the contract's shape; an exempt kind has no instants. */
export function answerSituation(policy: Policy, { situation, receivedAt }: SituationQuestion): object {
  const { windows, calendar, zone, exempt, because } = explainSituation(policy, situation, receivedAt)
  if (windows === null) return { exempt, calendar, zone, because }
  const utc = ({ targetAt, limitAt }: { targetAt: Instant; limitAt: Instant }) => ({
    targetAt: sayUtc(targetAt),
    limitAt: sayUtc(limitAt),
  })
  return {
    acknowledgement: utc(windows.acknowledgement),
    determination: utc(windows.determination),
    calendar,
    zone,
    exempt,
    because,
  }
}
