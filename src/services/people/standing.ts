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
import { forgetNow } from '../tickets/opening-contexts.ts'
import { administers, isLastAdministrator, isSelf } from './administrators.ts'
import { giveAway, givePartners } from './give-away.ts'
import { lastAdministrator, noStaff, staffById } from './staff.ts'
import { shownStaff, type StaffView } from './view.ts'

export interface Leaving {
  /** What becomes of the open tickets that are theirs. It must be said where there are any. */
  readonly tickets?: 'unassign' | 'hand-over' | undefined
  /** Whose they become, where they are handed over. */
  readonly to?: string | undefined
  /** Who becomes account manager and point of contact where they were; left out: they stay named, and nobody writes to them. */
  readonly partnersTo?: string | undefined
}

export type Left = StaffView & { readonly movedTickets: number; readonly movedPartners: number }

/** Everything in one transaction: they are out, and what was theirs is somebody's (F8, D3). */
export async function deactivateStaff(
  app: App,
  actor: Actor,
  id: PersonId,
  leaving: Leaving,
  asked: Once | null,
): Acted<Left> {
  const done = await once(app, actor, asked, 200, async (tx): Promise<Answer<Left>> => {
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
    const mistakes = [
      ...saidOfTickets(person, leaving, open),
      ...(leaving.tickets === 'hand-over' ? await takerMistakes(tx, 'to', person, leaving.to) : []),
      ...(await takerMistakes(tx, 'partnersTo', person, leaving.partnersTo)),
    ]
    if (mistakes.length > 0) return wrongFields(mistakes)
    await updatePerson(tx, { ...person, active: false })
    const to = leaving.tickets === 'hand-over' ? (leaving.to as PersonId) : null
    const movedTickets = await giveAway(app, tx, actor, id, to)
    const movedPartners =
      leaving.partnersTo === undefined ? 0 : await givePartners(app, tx, actor, person, leaving.partnersTo as PersonId)
    const left = await shownStaff(app, tx, { ...person, active: false })
    return { ok: true, value: { ...left, movedTickets, movedPartners } }
  })
  forgetNow(app)
  return done
}

const invalid = (message: string) => no({ code: 'invalid-state', message })

interface Mistake {
  readonly field: string
  readonly message: string
}

function saidOfTickets({ name }: Person, { tickets, to }: Leaving, open: number): readonly Mistake[] {
  if (tickets === undefined && open > 0) {
    const those = open === 1 ? 'an open ticket' : `${open} open tickets`
    return [{ field: 'tickets', message: `${name} has ${those}: say 'hand-over' with 'to', or 'unassign'.` }]
  }
  if (tickets === 'hand-over' && to === undefined)
    return [{ field: 'to', message: 'Say who gets the tickets: the id of somebody of the staff.' }]
  if (tickets !== 'hand-over' && to !== undefined)
    return [
      {
        field: 'to',
        message: "Only tickets that are handed over go to somebody: give 'hand-over' as tickets, or leave this out.",
      },
    ]
  return []
}

/** Whoever takes over is held until the transaction ends, so that they do not leave at the same moment. */
async function takerMistakes(
  tx: Tx,
  field: 'to' | 'partnersTo',
  { id, name }: Person,
  to: string | undefined,
): Promise<readonly Mistake[]> {
  if (to === undefined) return []
  if (to === id) return [{ field, message: `${name} is the one who leaves: choose somebody else.` }]
  const taker = await lockPerson(tx, to as PersonId, 'share')
  if (taker === null || taker.side !== 'staff')
    return [{ field, message: 'Nobody of the staff has this id: see GET /api/v1/staff.' }]
  return taker.active ? [] : [{ field, message: `${taker.name} has left as well: choose somebody else.` }]
}

/** They come back without a session or a key: with the password that they had, or by a new link. */
export async function activateStaff(app: App, actor: Actor, id: PersonId, asked: Once | null): Acted<StaffView> {
  const done = await once(app, actor, asked, 200, async (tx): Promise<Answer<StaffView>> => {
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
  forgetNow(app)
  return done
}
