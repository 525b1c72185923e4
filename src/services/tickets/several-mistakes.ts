/** What would be wrong with one act on every ticket: the request is refused for it, and nothing is done. */
import type { PersonId, TicketId } from '../../domain/kernel.ts'
import type { Tx } from '../../storage/database.ts'
import { personById } from '../../storage/people.ts'
import { ticketBriefs } from '../../storage/ticket-briefs.ts'
import type { App } from '../app.ts'
import { whyNot } from '../escalation/workforce.ts'
import type { Refusals } from '../refusals.ts'
import { transferAct } from './acts.ts'
import type { SharedAct } from './several.ts'
import { tagMistakes } from './tagging.ts'

/** By the fields of the act. */
export async function mistakesIn(
  app: App,
  tx: Tx,
  tickets: readonly string[],
  act: SharedAct,
): Promise<Refusals['errors']> {
  if (act.kind === 'assign' && act.person !== null) {
    const person = await personById(tx, act.person as PersonId)
    return person?.side === 'staff' && person.active ? [] : [{ field: 'person', message: whyNot(person) }]
  }
  if (act.kind === 'confirm-severity' && act.seen.length !== tickets.length)
    return [{ field: 'seen', message: 'Give the severity that was seen of each ticket, in the order of the tickets.' }]
  if (act.kind === 'tag') return tagMistakes(act)
  if (act.kind === 'cause') {
    const cause = act.cause as TicketId
    const isThere = (await ticketBriefs(tx, [cause])).has(cause)
    return isThere ? [] : [{ field: 'cause', message: 'There is no such ticket.' }]
  }
  if (act.kind !== 'transfer') return []
  const where = transferAct(app.policies.current(), act)
  return where.ok ? [] : where.problem.errors
}
