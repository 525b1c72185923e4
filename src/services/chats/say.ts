/** A word in a chat: a message of its ticket, read as it comes (A4). */
import { chatDueAt } from '../../domain/chat.ts'
import { countSaid, dateChat, joinChat, lockChat, type Chat, type ChatId } from '../../storage/chats.ts'
import type { Tx } from '../../storage/database.ts'
import type { Actor, App } from '../app.ts'
import { attachAndShow, attachmentMistakes } from '../attachments/uses.ts'
import { carryOut, type Acted } from '../tickets/carry-out.ts'
import { messageView, type MessageView } from '../tickets/message-view.ts'
import { once, type Once } from '../once.ts'
import { no, notFound, wrongFields, type Answer } from '../refusals.ts'
import { asMessage, newMessage } from '../tickets/acts.ts'
import type { TicketView } from '../tickets/view.ts'
import { renewPresence } from './presence.ts'
import { tooLong } from './start.ts'
import { hasEnded, logTurn } from './turn.ts'

export interface Word {
  readonly body: string
  readonly attachments?: readonly string[] | undefined
}

/**
 * POST /chats/{id}/messages. Whoever began a chat may finish it, whatever its partner is entitled to by then. An agent who
 * has not taken it joins by writing. Each word that is sent twice under one Idempotency-Key is one.
 */
export function sayInChat(
  app: App,
  actor: Actor,
  id: ChatId,
  { body, attachments = [] }: Word,
  asked: Once | null,
): Acted<{ message: MessageView; ticket: TicketView }> {
  return once(app, actor, asked, 201, async (tx) => {
    const chat = await lockChat(tx, id)
    if (chat === null) return notFound('chat')
    const may = await mayWrite(app, tx, actor, chat)
    if (!may.ok) return may
    const rules = app.policies.current().chat
    const mistakes = [
      ...(body.length > rules.longestMessage ? [tooLong('body', rules.longestMessage)] : []),
      ...(await attachmentMistakes(app, tx, actor, attachments)),
    ]
    if (mistakes.length > 0) return wrongFields(mistakes)
    if (await joins(tx, actor, chat)) await logTurn(app, tx, actor, chat.ticket, { what: 'joined' })
    const message = newMessage(app, actor, { body, visibility: 'public' }, 'chat')
    const done = await carryOut(app, tx, actor, chat.ticket, message.at, () => ({
      ok: true,
      value: { command: { kind: 'reply', message: message.id }, message, isSpoken: true },
    }))
    if (!done.ok) return done
    const { waitingSince } = chat
    if (waitingSince === null) await dateChat(tx, id, chatDueAt(rules, { waitingSince, lastWordAt: message.at }))
    if (actor.kind === 'staff') await renewPresence(app, tx, actor.person)
    const said = await asMessage(tx, chat.ticket, done.value.written ?? message)
    const files = await attachAndShow(app, tx, { ...said, partner: chat.partner }, attachments)
    return { ok: true, value: { message: messageView(said, files), ticket: done.value.ticket } }
  })
}

async function mayWrite(app: App, tx: Tx, actor: Actor, chat: Chat): Promise<Answer<null>> {
  if (actor.kind === 'system') throw new Error('Nobody speaks in a chat for the program itself.')
  if (chat.endedAt !== null) return hasEnded
  if (actor.kind === 'staff' && chat.agent === null)
    return no({
      code: 'invalid-state',
      message: 'Nobody has taken this chat: take it first, then the partner knows who writes.',
    })
  const { messagesPerMinute: most } = app.policies.current().chat
  const said = await countSaid(tx, chat.ticket, actor.person, app.now().subtract({ minutes: 1 }))
  if (said < most) return { ok: true, value: null }
  return no({
    code: 'too-many',
    message: `${most} messages in a minute are the most: wait a moment, and send it again.`,
  })
}

/** True where an agent writes for the first time in the chat of another. */
async function joins(tx: Tx, actor: Actor, { id, agent, joined }: Chat): Promise<boolean> {
  if (actor.kind !== 'staff' || actor.person === agent || joined.includes(actor.person)) return false
  await joinChat(tx, id, actor.person)
  return true
}
