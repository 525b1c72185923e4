/** What becomes of a chat is written into the ledger of its ticket, and so heard at once by everybody whom it concerns. */
import type { ChatFact } from '../../domain/chat.ts'
import type { PersonId, TicketId } from '../../domain/kernel.ts'
import { lockChat, type Chat, type ChatId } from '../../storage/chats.ts'
import type { Tx } from '../../storage/database.ts'
import { namesOf } from '../../storage/people.ts'
import type { Actor, App } from '../app.ts'
import { carryOut, type Act } from '../tickets/carry-out.ts'
import { once, type Once, type Outcome } from '../once.ts'
import { no, notFound, type Answer } from '../refusals.ts'
import { chatView, type ChatView } from './view.ts'

export type Turned = Promise<Answer<Outcome<ChatView>>>

type Turning = Pick<ChatFact, 'what'> & Partial<Pick<ChatFact, 'name' | 'because'>>

/** Throws where the ticket takes nothing any more: whoever turns a chat has looked. */
export async function logTurn(app: App, tx: Tx, actor: Actor, ticket: TicketId, fact: Turning): Promise<void> {
  const { what, name = null, because = null } = fact
  await must(app, tx, actor, ticket, { command: { kind: 'log-chat', fact: { kind: 'chat', what, name, because } } })
}

/** Whoever has the chat has its ticket (nobody: the desk). */
export const giveTicket = (app: App, tx: Tx, actor: Actor, ticket: TicketId, to: PersonId | null): Promise<void> =>
  must(app, tx, actor, ticket, { command: { kind: 'assign', to } })

async function must(app: App, tx: Tx, actor: Actor, ticket: TicketId, act: Act): Promise<void> {
  const done = await carryOut(app, tx, actor, ticket, app.now(), () => ({ ok: true, value: act }))
  if (!done.ok) throw new Error(done.problem.message)
}

export const nameOf = async (tx: Tx, person: PersonId): Promise<string> =>
  (await namesOf(tx, [person])).get(person)?.name ?? 'somebody'

export const hasEnded = no({
  code: 'invalid-state',
  message: 'This chat has ended: write on the request that it has become.',
})

/** One change of a chat that goes on, done once; what comes out is the chat as it then is. */
export function turnOnce(
  app: App,
  actor: Actor,
  id: ChatId,
  asked: Once | null,
  work: (tx: Tx, chat: Chat) => Promise<Answer<unknown>>,
): Turned {
  return once(app, actor, asked, 200, async (tx) => {
    const chat = await lockChat(tx, id)
    if (chat === null) return notFound('chat')
    if (chat.endedAt !== null) return hasEnded
    const done = await work(tx, chat)
    return done.ok ? shownAgain(app, tx, id) : done
  })
}

export async function shownAgain(app: App, tx: Tx, id: ChatId): Promise<Answer<ChatView>> {
  const chat = await lockChat(tx, id)
  return chat === null ? notFound('chat') : { ok: true, value: await chatView(app, tx, chat) }
}

export const done: Answer<null> = { ok: true, value: null }
