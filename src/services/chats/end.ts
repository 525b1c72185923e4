/** A chat ends, and its ticket goes on as any other: solved, or open with its promises (A4). */
import type { ChatEnd } from '../../domain/chat.ts'
import type { PersonId } from '../../domain/kernel.ts'
import { endChat, type Chat, type ChatId } from '../../storage/chats.ts'
import type { Tx } from '../../storage/database.ts'
import { isStaff, type Actor, type App } from '../app.ts'
import { carryOut } from '../tickets/carry-out.ts'
import type { Once } from '../once.ts'
import { wrongFields } from '../refusals.ts'
import { newMessage } from '../tickets/acts.ts'
import { done, logTurn, turnOnce, type Turned } from './turn.ts'

export interface Ending {
  /** Whether the request is solved with it. */
  readonly solved: boolean
  /** An agent's answer that solves it, where the partner has had none yet. */
  readonly body?: string | undefined
}

/** POST /chats/{id}/end, by either side. */
export const endBy = (app: App, actor: Actor, id: ChatId, { solved, body }: Ending, asked: Once | null): Turned =>
  turnOnce(app, actor, id, asked, async (tx, chat) => {
    if (body !== undefined && !(solved && isStaff(actor)))
      return wrongFields([
        { field: 'body', message: 'Only an agent’s solution has these words: write them in the chat before.' },
      ])
    const because: ChatEnd = isStaff(actor) ? 'agent' : 'partner'
    await over(app, tx, actor, chat, because)
    if (!solved) return done
    return carryOut(app, tx, actor, chat.ticket, app.now(), () => {
      if (body === undefined) return { ok: true, value: { command: { kind: 'solve', message: null } } }
      const message = newMessage(app, actor, { body, visibility: 'public', determination: true }, 'chat')
      return { ok: true, value: { command: { kind: 'solve', message: message.id }, message } }
    })
  })

/** The end itself, whoever or whatever brings it. */
export async function over(app: App, tx: Tx, actor: Actor, chat: Chat, because: ChatEnd): Promise<void> {
  const by: PersonId | null = actor.kind === 'system' ? null : actor.person
  await endChat(tx, chat.id, { at: app.now(), by, because })
  await logTurn(app, tx, actor, chat.ticket, { what: 'ended', because })
}
