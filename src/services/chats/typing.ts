/** 'Is typing': told to whoever listens now, and kept nowhere (A4). */
import { chatById, type ChatId } from '../../storage/chats.ts'
import { personById } from '../../storage/people.ts'
import type { Actor, App } from '../app.ts'
import { tellDesk } from '../stream.ts'
import { notFound, type Answer } from '../refusals.ts'
import { hasEnded } from './turn.ts'

/** POST /chats/{id}/typing. What is typed into an internal note is told to nobody. */
export async function tellTyping(app: App, actor: Actor, id: ChatId): Promise<Answer<null>> {
  if (actor.kind === 'system') throw new Error('The program does not type.')
  const found = await app.db.transaction(actor, async (tx) => ({
    chat: await chatById(tx, id),
    person: await personById(tx, actor.person),
  }))
  const { chat, person } = found
  if (chat === null || person === null) return notFound('chat')
  if (chat.endedAt !== null) return hasEnded
  await tellDesk(app, {
    chat: id,
    ticket: chat.ticket,
    partner: chat.partner,
    person: person.id,
    name: person.name,
    side: actor.kind === 'staff' ? 'agent' : 'partner',
  })
  return { ok: true, value: null }
}
