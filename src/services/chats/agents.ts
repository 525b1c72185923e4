/** Agents take chats, hand them over and give them back (A4). */
import { chatDueAt } from '../../domain/chat.ts'
import type { PersonId } from '../../domain/kernel.ts'
import { agentsAvailable } from '../../storage/chat-presences.ts'
import { lockHeldBy, returnChat, takeChat, type Chat, type ChatId } from '../../storage/chats.ts'
import type { Tx } from '../../storage/database.ts'
import { personById } from '../../storage/people.ts'
import type { Actor, App } from '../app.ts'
import { staffOnly } from '../tickets/carry-out.ts'
import type { Once } from '../once.ts'
import { no, wrongFields, type Answer } from '../refusals.ts'
import { renewPresence } from './presence.ts'
import { done, giveTicket, logTurn, nameOf, turnOnce, type Turned } from './turn.ts'

/** POST /chats/{id}/take. Of two who take at once one has it, and the other hears who. */
export const takeOver = (app: App, actor: Actor, id: ChatId, asked: Once | null): Turned =>
  turnOnce(app, actor, id, asked, async (tx, chat) => {
    if (actor.kind !== 'staff') return staffOnly
    if (chat.agent === actor.person) return done
    if (chat.agent !== null) {
      const name = await nameOf(tx, chat.agent)
      return no({ code: 'conflict', message: `${name} has taken this chat: join it by writing, or take another one.` })
    }
    const full = await fullness(app, tx, actor.person)
    if (full !== null)
      return no({
        code: 'invalid-state',
        message: `You have ${full} chats, and that is the most at a time: end one, or hand one over.`,
      })
    await renewPresence(app, tx, actor.person)
    await begin(app, tx, chat, actor.person)
    await logTurn(app, tx, actor, chat.ticket, { what: 'taken' })
    await giveTicket(app, tx, actor, chat.ticket, actor.person)
    return done
  })

/** How many somebody has who can have no more; null for everybody else. */
async function fullness(app: App, tx: Tx, person: PersonId): Promise<number | null> {
  const holds = await lockHeldBy(tx, person)
  return holds < app.policies.current().chat.mostPerAgent ? null : holds
}

/** The silence of a chat counts from when it was taken, at the earliest. */
function begin(app: App, tx: Tx, { id }: Chat, agent: PersonId): Promise<void> {
  const at = app.now()
  const dueAt = chatDueAt(app.policies.current().chat, { waitingSince: null, lastWordAt: at })
  return takeChat(tx, id, agent, at, dueAt)
}

/** POST /chats/{id}/hand-over: to a colleague who is available, or (null) back to those that wait, before all others. */
export const handOver = (
  app: App,
  actor: Actor,
  id: ChatId,
  given: { readonly person: string | null },
  asked: Once | null,
): Turned =>
  turnOnce(app, actor, id, asked, async (tx, chat) => {
    if (actor.kind !== 'staff') return staffOnly
    if (chat.agent === null) return no({ code: 'invalid-state', message: 'Nobody has this chat: take it.' })
    const to = given.person as PersonId | null
    if (to === null) {
      await waitAgain(app, tx, actor, chat, 'given-back')
      return done
    }
    const may = await mayHave(app, tx, chat, to)
    if (!may.ok) return may
    await begin(app, tx, chat, to)
    await logTurn(app, tx, actor, chat.ticket, { what: 'handed-over', name: may.value })
    await giveTicket(app, tx, actor, chat.ticket, to)
    return done
  })

/** The name of whom it may be handed to. */
async function mayHave(app: App, tx: Tx, chat: Chat, to: PersonId): Promise<Answer<string>> {
  const wrong = (message: string) => wrongFields([{ field: 'person', message }])
  const person = await personById(tx, to)
  if (person?.side !== 'staff')
    return wrong('Nobody of the staff has this id: see GET /api/v1/chats/presence for who is available.')
  if (chat.agent === to) return wrong(`${person.name} has it already.`)
  const full = await fullness(app, tx, to)
  if (full !== null) return wrong(`${person.name} has ${full} chats, which is the most at a time.`)
  const isThere = (await agentsAvailable(tx, app.now())).some(({ id }) => id === to)
  return isThere ? { ok: true, value: person.name } : wrong(`${person.name} is not available for chat now.`)
}

/** It waits for another agent. Where it stands among those that wait goes by when it began. */
export async function waitAgain(
  app: App,
  tx: Tx,
  actor: Actor,
  chat: Chat,
  because: 'gone' | 'silent' | 'given-back',
): Promise<void> {
  if (chat.agent === null) throw new Error(`Chat ${chat.id} waits already.`)
  const at = app.now()
  await returnChat(tx, chat.id, at, chatDueAt(app.policies.current().chat, { waitingSince: at, lastWordAt: at }))
  await logTurn(app, tx, actor, chat.ticket, { what: 'returned', name: await nameOf(tx, chat.agent), because })
  await giveTicket(app, tx, actor, chat.ticket, null)
}
