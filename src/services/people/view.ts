/** Somebody of the staff as administrators see them. */
import type { Instant, PersonId } from '../../domain/kernel.ts'
import type { StaffRole } from '../../storage/actor.ts'
import type { Tx } from '../../storage/database.ts'
import type { Person } from '../../storage/people.ts'
import { secondFactorsOf } from '../../storage/second-factors.ts'
import { accessOf, type Access } from '../../storage/sessions.ts'
import { openTicketsOf } from '../../storage/staff.ts'
import type { App } from '../app.ts'
import { utc, utcOrNull } from '../instants.ts'
import { singleSignOnViews, type SingleSignOnView } from './single-sign-on.ts'

/** Sessions begin and end by the clock of the world, whatever time the desk plays. */
export const worldNow = (): Instant => Temporal.Now.instant()

export const accessView = (app: App, access: Access | undefined) => ({
  lastSignInAt: utcOrNull(access?.lastSignInAt ?? null),
  hasPassword: access?.hasPassword ?? false,
  /** Of the link to set a password that was given out and not used yet. */
  linkExpiresAt: utcOrNull(stillOpen(app, access?.linkExpiresAt ?? null)),
  sessions: access?.sessions ?? 0,
  keys: access?.keys ?? 0,
})

const stillOpen = (app: App, at: Instant | null): Instant | null =>
  at !== null && Temporal.Instant.compare(at, app.now()) > 0 ? at : null

const staffView = (
  app: App,
  person: Person,
  access: Access | undefined,
  secondFactorSince: Instant | null,
  singleSignOn: SingleSignOnView | null,
  openTickets: number,
) => ({
  id: person.id as string,
  name: person.name,
  email: person.email,
  role: person.role as StaffRole,
  desks: [...person.desks],
  zone: person.zone,
  active: person.active,
  createdAt: utc(person.createdAt),
  ...accessView(app, access),
  secondFactorSince: utcOrNull(secondFactorSince),
  singleSignOn,
  openTickets,
})

export type StaffView = ReturnType<typeof staffView>

export async function staffViews(app: App, tx: Tx, persons: readonly Person[]): Promise<readonly StaffView[]> {
  const ids = persons.map(({ id }): PersonId => id)
  const access = await accessOf(tx, ids, worldNow())
  const factors = await secondFactorsOf(tx, ids)
  const tickets = await openTicketsOf(tx, ids)
  const links = await singleSignOnViews(tx, ids)
  return persons.map((person) =>
    staffView(
      app,
      person,
      access.get(person.id),
      factors.get(person.id) ?? null,
      links.get(person.id) ?? null,
      tickets.get(person.id) ?? 0,
    ),
  )
}

export async function shownStaff(app: App, tx: Tx, person: Person): Promise<StaffView> {
  const [view] = await staffViews(app, tx, [person])
  if (view === undefined) throw new Error('One was asked for.')
  return view
}
