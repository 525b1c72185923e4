/** What was somebody's of the staff becomes a colleague's: open tickets (or nobody's), and partners. */
import type { PersonId, TicketId } from '../../domain/kernel.ts'
import { system } from '../../storage/actor.ts'
import { commit, type Write } from '../../storage/commit.ts'
import type { Tx } from '../../storage/database.ts'
import { recordChanges } from '../../storage/partner-history.ts'
import { lockPerson, namesOf, type Person } from '../../storage/people.ts'
import { assignedTo, handOverPartners, leftWithTickets } from '../../storage/staff.ts'
import { lockTickets } from '../../storage/tickets.ts'
import type { Actor, App } from '../app.ts'
import { actOn } from '../registry/partner-history.ts'
import { decideFor, writeOf } from '../tickets/carry-out.ts'

/** How many tickets are decided at a time. */
const portion = 100

/** All of them; how many it were. */
export async function giveAway(app: App, tx: Tx, actor: Actor, from: PersonId, to: PersonId | null): Promise<number> {
  let moved = 0
  for (;;) {
    const ids: readonly TicketId[] = await assignedTo(tx, from, portion)
    if (ids.length === 0) return moved
    const at = app.now()
    const writes: Write[] = []
    for (const ticket of await lockTickets(tx, ids)) {
      // Somebody else's meanwhile: it is not moved twice.
      if (ticket.assignee !== from) continue
      const decided = await decideFor(app, ticket, actor, at, { kind: 'assign', to })
      if (!decided.ok) throw new Error(`Ticket ${ticket.id} cannot be given away: ${decided.problem.message}`)
      writes.push(writeOf(ticket, decided.value))
    }
    await commit(tx, writes)
    moved += writes.length
  }
}

/** Whose account manager or point of contact they were; each change stands in the partner's history. How many partners. */
export async function givePartners(app: App, tx: Tx, actor: Actor, from: Person, to: PersonId): Promise<number> {
  const handed = await handOverPartners(tx, from.id, to)
  const became = (await namesOf(tx, [to])).get(to)?.name ?? to
  const at = app.now()
  await recordChanges(
    tx,
    handed.flatMap(({ wasManager, wasPointOfContact, ...partner }) =>
      [...(wasManager ? ['accountManager'] : []), ...(wasPointOfContact ? ['pointOfContact'] : [])].map((what) => ({
        ...actOn(partner, actor, at),
        what,
        was: from.name,
        became,
        reason: `${from.name} has left.`,
      })),
    ),
  )
  return handed.length
}

/**
 * Whoever has left has no open ticket: one that they had solved and that was opened again, say, becomes nobody's. Run by the
 * timetable; says how many.
 */
export async function giveBackLeft(app: App): Promise<{ readonly tickets: number }> {
  const left = await app.db.system((tx) => leftWithTickets(tx))
  let tickets = 0
  for (const id of left)
    tickets += await app.db.system(async (tx) => {
      // They may have come back this moment: then the tickets are theirs.
      const person = await lockPerson(tx, id, 'share')
      return person === null || person.active ? 0 : giveAway(app, tx, system, id, null)
    })
  return { tickets }
}
