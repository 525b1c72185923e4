/** Who answers for a ticket on a day: its ladder and DRI, with stand-ins and the partner's account manager (F1, F6, F8). */
import type { Instant, PartnerId } from '../../domain/kernel.ts'
import { dayIn, presenceOn, type Absence } from '../../domain/presence.ts'
import { deskRules, type DeskId, type DeskRules, type Policy } from '../../domain/policy.ts'
import { findPlace, placeOf, type Place } from '../../domain/region.ts'
import { driOf, ladder, reachedAt, type Contact, type Rung } from '../../domain/routing.ts'
import type { Ticket } from '../../domain/ticket/ticket.ts'
import type { Tx } from '../../storage/database.ts'
import { accountManagersOf, absencesFrom } from '../../storage/stand-ins.ts'
import type { App } from '../app.ts'

/** What has to be known beside the policy to say who is there. */
export interface Duty {
  readonly at: Instant
  /** Names are found in the current policy: who has left since a ticket was opened is not written to any more. */
  readonly current: Policy
  readonly absences: readonly Absence[]
  readonly accountManagers: ReadonlyMap<PartnerId, Contact>
}

/** For whom it is asked: where the ticket is, and whose. */
export type Whose = Pick<Ticket, 'desk' | 'country' | 'state' | 'partner'>

/** Everybody is there, and no partner has an account manager: for tickets of which nobody asks. */
export const everybody = (at: Instant, current: Policy): Duty => ({
  at,
  current,
  absences: [],
  accountManagers: new Map(),
})

/** Looks up what these tickets need at `at`, and nothing for those that need nothing. */
export async function dutyFor(
  app: App,
  tx: Tx,
  tickets: readonly { readonly ticket: Ticket; readonly policy: Policy }[],
  at: Instant,
): Promise<Duty> {
  const escalated = tickets.filter(({ ticket }) => ticket.escalation !== null)
  const asked = tickets.some(({ ticket, policy }) => deskRules(policy, ticket.desk).dris.length > 0)
  const current = app.policies.current()
  if (escalated.length === 0 && !asked) return everybody(at, current)
  return {
    at,
    current,
    absences: await absencesAround(tx, at),
    accountManagers: await accountManagersOf(tx, [...new Set(escalated.flatMap(({ ticket }) => ticket.partner ?? []))]),
  }
}

/** As `dutyFor`, for one ticket and all of its ladder. */
export const dutyOf = async (app: App, tx: Tx, { partner }: Pick<Whose, 'partner'>, at: Instant): Promise<Duty> => ({
  at,
  current: app.policies.current(),
  absences: await absencesAround(tx, at),
  accountManagers: await accountManagersOf(tx, partner === null ? [] : [partner]),
})

/** Absences that may count at `at`, of those who have left too: somewhere it is still the day before. */
export const absencesAround = (tx: Tx, at: Instant): Promise<readonly Absence[]> =>
  absencesFrom(tx, dayIn('UTC', at.subtract({ hours: 24 })))

/** A desk's names for a place: those of the current policy, where it still has the desk with its levels, and the place. */
function matrixFor(
  policy: Policy,
  { country, state }: Omit<Whose, 'partner'>,
  desk: DeskId,
  { current }: Duty,
): Matrix {
  const own = { rules: deskRules(policy, desk), place: placeOf(policy, country, state) }
  const rules = current.desks.find((row) => row.id === desk)
  const place = findPlace(current, country, state)
  return rules !== undefined && place.ok && levelsOf(rules) === levelsOf(own.rules)
    ? { rules, place: place.value }
    : own
}

interface Matrix {
  readonly rules: DeskRules
  readonly place: Place
}

const levelsOf = ({ escalation }: DeskRules): string => escalation.levels.map(({ level }) => level).join(' ')

/** Nobody is away, whatever day it is. */
const allThere = presenceOn([], '')

const presenceIn = ({ place }: Matrix, { absences, at }: Duty) =>
  absences.length === 0 ? allThere : presenceOn(absences, dayIn(place.zone, at))

/** F6: null where the desk names nobody, or nobody who is there. */
export function driAt(policy: Policy, whose: Omit<Whose, 'partner'>, duty: Duty): Contact | null {
  const matrix = matrixFor(policy, whose, whose.desk, duty)
  return driOf(matrix.rules, matrix.place, presenceIn(matrix, duty))
}

/** A level and whom it reaches in the end. */
export interface Reached {
  readonly rung: Rung
  readonly people: readonly Contact[]
  readonly through: ReturnType<typeof reachedAt>['through']
}

/** Every level of a desk's ladder with whom it reaches (F1): `desk` may be another than the ticket's own. */
export function reachedBy(policy: Policy, whose: Whose, duty: Duty, desk: DeskId = whose.desk): readonly Reached[] {
  const matrix = matrixFor(policy, whose, desk, duty)
  const presence = presenceIn(matrix, duty)
  const rungs = ladder(matrix.rules, matrix.place, whose.country, presence)
  const manager = whose.partner === null ? undefined : duty.accountManagers.get(whose.partner)
  const present = manager === undefined ? null : presence(manager)
  return rungs.map((rung) => ({ rung, ...reachedAt(rungs, rung.level, present) }))
}
