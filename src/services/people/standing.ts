/** Somebody of the staff leaves, and may come back. What else they had ends by the database (0040). */
import type { PersonId } from '../../domain/kernel.ts'
import type { Tx } from '../../storage/database.ts'
import { lockPerson, updatePerson, type Person } from '../../storage/people.ts'
import { lockRegistry } from '../../storage/registry-lock.ts'
import { openTicketsOf } from '../../storage/staff.ts'
import type { Actor, App } from '../app.ts'
import { once, type Once } from '../once.ts'
import type { Acted } from '../tickets/carry-out.ts'
import { no, wrongFields, type Answer } from '../refusals.ts'
import { administers, isLastAdministrator, isSelf } from './administrators.ts'
import { giveAway } from './give-away.ts'
import { lastAdministrator, noStaff, staffById } from './staff.ts'
import { shownStaff, type StaffView } from './view.ts'

export interface Leaving {
  /** What becomes of the open tickets that are theirs. It must be said where there are any. */
  readonly tickets?: 'unassign' | 'hand-over' | undefined
  /** Whose they become, where they are handed over. */
  readonly to?: string | undefined
}

export type Left = StaffView & { readonly movedTickets: number }

export const deactivateStaff = (
  app: App,
  actor: Actor,
  id: PersonId,
  leaving: Leaving,
  asked: Once | null,
): Acted<Left> =>
  once(app, actor, asked, 200, async (tx): Promise<Answer<Left>> => {
    await lockRegistry(tx)
    const may = await administers(tx, actor)
    if (!may.ok) return may
    // Whoever is given a ticket now waits until this is done, and is then found to have left (acts.ts).
    await lockPerson(tx, id, 'change')
    const person = await staffById(tx, id)
    if (person === null) return noStaff
    if (!person.active) return invalid(`${person.name} has left already.`)
    if (isSelf(actor, id)) return invalid('Nobody deactivates themselves: have another administrator do it.')
    if (await isLastAdministrator(tx, person)) return invalid(lastAdministrator(person))
    const open = (await openTicketsOf(tx, [id])).get(id) ?? 0
    const to = await receiver(tx, person, leaving, open)
    if (!to.ok) return to
    await updatePerson(tx, { ...person, active: false })
    const movedTickets = await giveAway(app, tx, actor, id, to.value)
    return { ok: true, value: { ...(await shownStaff(app, tx, { ...person, active: false })), movedTickets } }
  })

const invalid = (message: string) => no({ code: 'invalid-state', message })

/** Who gets the tickets; null where they become nobody's. */
async function receiver(
  tx: Tx,
  { id, name }: Person,
  { tickets, to }: Leaving,
  open: number,
): Promise<Answer<PersonId | null>> {
  const wrong = (field: string, message: string) => wrongFields([{ field, message }])
  if (tickets === undefined && open > 0)
    return wrong(
      'tickets',
      `${name} has ${open === 1 ? 'an open ticket' : `${open} open tickets`}: say 'hand-over' with 'to', or 'unassign'.`,
    )
  if (tickets !== 'hand-over')
    return to === undefined
      ? { ok: true, value: null }
      : wrong('to', "Only tickets that are handed over go to somebody: give 'hand-over' as tickets, or leave this out.")
  if (to === undefined) return wrong('to', 'Say who gets the tickets: the id of somebody of the staff.')
  if (to === id) return wrong('to', `${name} is the one who leaves: choose somebody else.`)
  const taker = await lockPerson(tx, to as PersonId, 'share')
  if (taker === null || taker.side !== 'staff')
    return wrong('to', 'Nobody of the staff has this id: see GET /api/v1/staff.')
  if (!taker.active) return wrong('to', `${taker.name} has left as well: choose somebody else.`)
  return { ok: true, value: taker.id }
}

/** They come back without a session or a key: with the password that they had, or by a new link. */
export const activateStaff = (app: App, actor: Actor, id: PersonId, asked: Once | null): Acted<StaffView> =>
  once(app, actor, asked, 200, async (tx): Promise<Answer<StaffView>> => {
    await lockRegistry(tx)
    const may = await administers(tx, actor)
    if (!may.ok) return may
    await lockPerson(tx, id, 'change')
    const person = await staffById(tx, id)
    if (person === null) return noStaff
    if (person.active) return invalid(`${person.name} is active already.`)
    await updatePerson(tx, { ...person, active: true })
    return { ok: true, value: await shownStaff(app, tx, { ...person, active: true }) }
  })
