/** Who is responsible for a place: mailbox, DRI (F6) and the ladder of escalation (F1, F7). */
import { ok, refuse, type Result } from './kernel.ts'
import type {
  DeskId,
  DeskRules,
  EscalationLevelRules,
  EscalationPlace,
  Policy,
  RegionId,
  SubregionId,
} from './policy.ts'
import { findPlace, type Place } from './region.ts'

export interface RouteQuestion {
  readonly desk: DeskId
  readonly country: string
  readonly state: string | null
}

export interface Contact {
  readonly name: string
  readonly email: string
  /** Of a stand-in: who is away (F8). */
  readonly insteadOf?: string
}

/** Whom a level falls to when nobody is named at it (F1): the partner's own account manager, or a level before. */
export type Fallback = 'partner-account-manager' | `level-${number}`

/** One level of the ladder. Nobody named and no fallback: a department, reached through the desk's own mailbox. */
export interface Rung {
  readonly level: number
  readonly title: string
  readonly people: readonly Contact[]
  readonly fallback: Fallback | null
}

export interface Route {
  readonly region: RegionId
  readonly subregion: SubregionId
  readonly dataCentre: string
  readonly zone: string
  readonly mailbox: string
  readonly dri: Contact | null
  readonly levels: readonly Rung[]
}

/** Everybody who is responsible for a desk's tickets from a place. Refused, naming the field: a desk or a place that the policy does not know. */
export function route(policy: Policy, question: RouteQuestion): Result<Route> {
  const desk = policy.desks.find((row) => row.id === question.desk)
  if (desk === undefined) {
    const ids = policy.desks.map((row) => row.id).join(', ')
    return refuse('not-found', `There is no desk '${question.desk}'; there are: ${ids}.`, 'desk')
  }
  const found = findPlace(policy, question.country, question.state)
  if (!found.ok) return found
  const place = found.value
  return ok({
    region: place.region,
    subregion: place.subregion,
    dataCentre: place.dataCentre,
    zone: place.zone,
    mailbox: mailboxOf(desk, place),
    dri: driOf(desk, place),
    levels: ladder(desk, place, question.country),
  })
}

const fields = ['desk', 'country', 'state']

/** Reads and checks one line of the filter `desk route`. Refused, naming the field: what is missing, of the wrong type, or unknown to the policy. */
export function routeQuestion(policy: Policy, line: unknown): Result<RouteQuestion> {
  const wrong = (field: string, message: string) => refuse('incomplete', message, field)
  if (typeof line !== 'object' || line === null || Array.isArray(line)) {
    return wrong('', 'Write one JSON object a line, such as {"desk":…,"country":"DE"}.')
  }
  const given = line as Readonly<Record<string, unknown>>
  const unknown = Object.keys(given).find((key) => !fields.includes(key))
  if (unknown !== undefined) return wrong(unknown, `There is no such field; there are: ${fields.join(', ')}.`)
  const { desk, country, state = null } = given
  if (typeof desk !== 'string') {
    return wrong('desk', `Give one of the desks: ${policy.desks.map((row) => row.id).join(', ')}.`)
  }
  if (typeof country !== 'string') return wrong('country', 'Give a country code of ISO 3166-1, such as DE or US.')
  if (state !== null && typeof state !== 'string') {
    return wrong('state', 'Give the state as its code, such as CA, or leave it out.')
  }
  const question = { desk, country, state }
  const answer = route(policy, question)
  return answer.ok ? ok(question) : answer
}

/** F8: who answers in somebody's stead: the person itself, a stand-in, or null where it is away without one. */
export type Presence = (person: Contact) => Contact | null
const everybodyIsThere: Presence = (person) => person

/** F1: every level of a desk's ladder as it stands for a place. */
export const ladder = (
  desk: DeskRules,
  place: Place,
  country: string,
  presence: Presence = everybodyIsThere,
): readonly Rung[] =>
  desk.escalation.levels.map((rules) => {
    const people = namedAt(rules, place, country)
      .map(presence)
      .filter((person) => person !== null)
    return {
      level: rules.level,
      title: rules.titles?.[place.region] ?? rules.title,
      people,
      fallback: people.length > 0 ? null : fallbackOf(rules),
    }
  })

/**
 * F1: whom a level reaches in the end: those named at it, else the partner's account manager where there is one on
 * record, else the nearest level before at which somebody is named; `through` says which. Nobody at all: the desk.
 */
export function reachedAt(
  levels: readonly Rung[],
  level: number,
  accountManager: Contact | null,
): { readonly people: readonly Contact[]; readonly through: 'named' | 'desk' | Fallback } {
  const rung = levels.find((row) => row.level === level)
  if (rung === undefined) throw new Error(`The ladder has no level ${level}.`)
  if (rung.people.length > 0) return { people: rung.people, through: 'named' }
  if (rung.fallback === null) return { people: [], through: 'desk' }
  if (rung.fallback === 'partner-account-manager' && accountManager !== null) {
    return { people: [accountManager], through: 'partner-account-manager' }
  }
  const before = levels.findLast((row) => row.level < level && row.people.length > 0)
  return before === undefined
    ? { people: [], through: 'desk' }
    : { people: before.people, through: `level-${before.level}` }
}

export const mailboxOf = (desk: DeskRules, place: Pick<Place, 'dataCentre'>): string => {
  const mailbox = desk.mailboxes[place.dataCentre]
  if (mailbox === undefined) throw new Error(`Desk '${desk.id}' has no mailbox at data centre '${place.dataCentre}'.`)
  return mailbox
}

/** F6, F8: who answers for a region's tickets at a desk; null where the desk names nobody, or nobody who is there. */
export const driOf = (
  desk: DeskRules,
  place: Pick<Place, 'region'>,
  presence: Presence = everybodyIsThere,
): Contact | null => {
  const row = desk.dris.find((candidate) => candidate.regions.includes(place.region))
  return row === undefined ? null : presence({ name: row.person.name, email: row.person.email })
}

const fallbackOf = (rules: EscalationLevelRules): Fallback | null => {
  if (rules.fallback === 'desk') return null
  return rules.fallback === 'level-before' ? `level-${rules.level - 1}` : 'partner-account-manager'
}

/** The most telling of the rows that name this place, and all of equal standing: a country tells more than a sub-region. */
function namedAt(rules: EscalationLevelRules, place: Place, country: string): readonly Contact[] {
  const standings = rules.people.map((row) => standing(row, place, country))
  const best = Math.max(0, ...standings)
  return rules.people
    .filter((_, index) => best > 0 && standings[index] === best)
    .flatMap((row) => row.people.map(({ name, email }) => ({ name, email })))
}

const standing = (row: EscalationPlace, place: Place, country: string): 0 | 1 | 2 | 3 | 4 => {
  if (row.countries?.includes(country) === true) return 4
  if (row.subregions?.includes(place.subregion) === true) return 3
  if (row.regions?.includes(place.region) === true) return 2
  return row.countries === undefined && row.subregions === undefined && row.regions === undefined ? 1 : 0
}
