/** 'Is writing an answer': told to colleagues who listen now, so that no two answer at once, and kept nowhere. */
import type { TicketId } from '../../domain/kernel.ts'
import { personById } from '../../storage/people.ts'
import { ticketBriefs } from '../../storage/ticket-briefs.ts'
import type { Actor, App } from '../app.ts'
import { notFound, type Answer } from '../refusals.ts'
import { tellDesk } from '../stream.ts'
import { staffOnly } from './carry-out.ts'

/** POST /tickets/{id}/typing. No partner hears of it (G3). */
export async function tellWriting(app: App, actor: Actor, id: TicketId): Promise<Answer<null>> {
  if (actor.kind !== 'staff') return staffOnly
  const { brief, person } = await app.db.transaction(actor, async (tx) => ({
    brief: (await ticketBriefs(tx, [id])).get(id),
    person: await personById(tx, actor.person),
  }))
  if (brief === undefined || person === null) return notFound('ticket')
  await tellDesk(app, { chat: null, ticket: id, partner: null, person: person.id, name: person.name, side: 'agent' })
  return { ok: true, value: null }
}
