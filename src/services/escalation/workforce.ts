/** F6: a region's new tickets are given to its DRI, where that person is on the staff, or to who stands in. */
import type { Instant, PersonId } from '../../domain/kernel.ts'
import type { Absence } from '../../domain/presence.ts'
import type { Policy } from '../../domain/policy.ts'
import { decide } from '../../domain/ticket/decide.ts'
import type { Decision } from '../../domain/ticket/ticket.ts'
import type { Write } from '../../storage/commit.ts'
import type { Tx } from '../../storage/database.ts'
import type { Person } from '../../storage/people.ts'
import { staffAt } from '../../storage/stand-ins.ts'
import type { App } from '../app.ts'
import { absencesAround, driAt, everybody, type Whose } from './duty.ts'

export interface Workforce {
  readonly absences: readonly Absence[]
  readonly current: Policy
  /** By address in lower case: DRIs of the current policy and those who stand in. */
  readonly staff: ReadonlyMap<string, { readonly id: PersonId; readonly name: string }>
}

export interface Taker {
  readonly id: PersonId
  readonly name: string
  readonly email: string
}

export async function readWorkforce(tx: Tx, app: App): Promise<Workforce> {
  const absences = await absencesAround(tx, app.now())
  const current = app.policies.current()
  const dris = current.desks.flatMap((desk) => desk.dris.map(({ person }) => person.email))
  const standIns = absences.flatMap(({ standIn }) => standIn?.email ?? [])
  return { absences, current, staff: await staffAt(tx, [...new Set([...dris, ...standIns])]) }
}

/** Null where the desk names no DRI for the region, or one who is not on the staff. */
export function takerOf(
  policy: Policy,
  whose: Omit<Whose, 'partner'>,
  { absences, current, staff }: Workforce,
  at: Instant,
): Taker | null {
  const dri = driAt(policy, whose, { ...everybody(at, current), absences })
  const person = dri === null ? undefined : staff.get(dri.email.toLowerCase())
  return dri === null || person === undefined ? null : { ...person, email: dri.email }
}

/** A new ticket given to somebody, as the write that follows its opening. */
export function givenTo({ id }: Taker, { ticket }: Decision, policy: Policy, at: Instant): Write {
  const decided = decide(ticket, { kind: 'assign', to: id }, policy, { kind: 'system' }, at)
  if (!decided.ok) throw new Error(decided.problem.message)
  return { decision: decided.value, expectedRevision: ticket.revision, messages: [] }
}

/** Why a ticket cannot be given to somebody who is not there. */
export const whyNot = (person: Pick<Person, 'side' | 'name'> | null): string =>
  person?.side === 'staff'
    ? `${person.name} has left: choose somebody else.`
    : 'Nobody of the staff has this id: see GET /api/v1/people?side=staff.'
