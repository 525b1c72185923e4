/** When somebody of the staff can be booked (D3): kept by themselves, or by those who lead. */
import { availabilityMistakes, type Availability } from '../../domain/calls/availability.ts'
import type { PersonId } from '../../domain/kernel.ts'
import { availabilityOf, keepAvailability, type KeptAvailability } from '../../storage/availabilities.ts'
import type { Tx } from '../../storage/database.ts'
import { personById } from '../../storage/people.ts'
import type { Actor, App } from '../app.ts'
import { utcOrNull } from '../instants.ts'
import { notAllowed, notFound, wrongFields, type Answer } from '../refusals.ts'

/** 'HH:MM' to 'HH:MM' on the person's wall clock, by weekday; Monday is 1. */
export type AvailabilityView = Omit<Availability, 'week'> & {
  readonly person: { readonly id: string; readonly name: string }
  readonly week: Readonly<Record<string, readonly { readonly opens: string; readonly closes: string }[]>>
  /** Null while nothing was ever said: then nobody can book. */
  readonly changedAt: string | null
}

const view = (
  person: { readonly id: PersonId; readonly name: string; readonly zone: string },
  kept: KeptAvailability | null,
): AvailabilityView => ({
  person: { id: person.id, name: person.name },
  zone: kept?.zone ?? person.zone,
  week: (kept?.week ?? {}) as AvailabilityView['week'],
  daysOff: kept?.daysOff ?? [],
  changedAt: utcOrNull(kept?.changedAt ?? null),
})

const staffPerson = async (tx: Tx, id: PersonId) => {
  const person = await personById(tx, id)
  return person === null || person.side !== 'staff' ? null : person
}

export function getAvailability(app: App, actor: Actor, id: PersonId): Promise<Answer<AvailabilityView>> {
  return app.db.transaction(actor, async (tx): Promise<Answer<AvailabilityView>> => {
    const person = await staffPerson(tx, id)
    if (person === null) return notFound('person')
    return { ok: true, value: view(person, await availabilityOf(tx, id)) }
  })
}

/** Puts it in the place of what it was. Calls that are booked already stay. */
export function setAvailability(
  app: App,
  actor: Actor,
  id: PersonId,
  given: Availability,
): Promise<Answer<AvailabilityView>> {
  return app.db.transaction(actor, async (tx): Promise<Answer<AvailabilityView>> => {
    const person = await staffPerson(tx, id)
    if (person === null) return notFound('person')
    if (!maySet(actor, id))
      return notAllowed('People keep their own hours, or somebody who leads does: ask a lead or a manager.')
    const mistakes = availabilityMistakes(given)
    if (mistakes.length > 0) return wrongFields(mistakes)
    const by = actor.kind === 'system' ? id : actor.person
    await keepAvailability(tx, id, given, by, app.now())
    return { ok: true, value: view(person, await availabilityOf(tx, id)) }
  })
}

const leading: ReadonlySet<string> = new Set(['lead', 'manager', 'admin'])

const maySet = (actor: Actor, id: PersonId): boolean =>
  actor.kind === 'system' || (actor.kind === 'staff' && (actor.person === id || leading.has(actor.role)))
