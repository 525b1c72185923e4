/** What time makes of chats, each in a transaction of its own and once, on whatever node (A4). */
import { chatDueAt, chatTurnBy, type ChatStanding } from '../../domain/chat.ts'
import type { TicketId } from '../../domain/kernel.ts'
import type { Ticket } from '../../domain/ticket/ticket.ts'
import { presenceOf } from '../../storage/chat-presences.ts'
import { dateChat, dueChats, lockChatUnlessBusy, type Chat, type ChatId } from '../../storage/chats.ts'
import type { Tx } from '../../storage/database.ts'
import { lockTicket } from '../../storage/tickets.ts'
import type { App } from '../app.ts'
import { isOutage } from '../health.ts'
import { waitAgain } from './agents.ts'
import { over } from './end.ts'
import { postTranscript } from './transcript.ts'

export interface WokenChats {
  readonly chats: number
  /** By what could not be brought up to date: a mistake of ours, which must not keep the others waiting. */
  readonly failed: readonly { readonly ticket: TicketId; readonly error: unknown }[]
}

/** Costs a look at an index where nothing is due. */
export async function wakeChats(app: App, limit: number): Promise<WokenChats> {
  const due = await app.db.system((tx) => dueChats(tx, app.now(), limit))
  const failed: { ticket: TicketId; error: unknown }[] = []
  let chats = 0
  for (const { id, ticket } of due) {
    try {
      if (await app.db.system((tx) => bringUp(app, tx, id))) chats += 1
    } catch (error) {
      if (isOutage(error)) throw error
      failed.push({ ticket, error })
    }
  }
  return { chats, failed }
}

/** False where nothing was to be done, or another node does it. */
async function bringUp(app: App, tx: Tx, id: ChatId): Promise<boolean> {
  const chat = await lockChatUnlessBusy(tx, id)
  if (chat === null) return false
  const ticket = await lockTicket(tx, chat.ticket)
  if (ticket === null) throw new Error(`The ticket of chat ${id} is not there.`)
  const rules = app.policies.current().chat
  const standing = await standingOf(tx, chat, ticket)
  const due = chatTurnBy(rules, standing, app.now())
  if (due === null) {
    // Somebody wrote on the ticket's own page meanwhile.
    await dateChat(tx, id, chatDueAt(rules, standing))
    return false
  }
  if (due.turn === 'return') await waitAgain(app, tx, tx.actor, chat, due.because)
  else {
    await over(app, tx, tx.actor, chat, due.because)
    // Whoever was not there any more has in writing what was said.
    if (due.because === 'silence') await postTranscript(app, tx, chat, chat.person)
  }
  return true
}

async function standingOf(tx: Tx, chat: Chat, ticket: Ticket): Promise<ChatStanding> {
  const { waitingSince, lastWordAt, agent } = chat
  const { mergedInto, solvedAt, closedAt, unansweredSince } = ticket
  return {
    waitingSince,
    lastWordAt,
    agentUntil: agent === null ? null : ((await presenceOf(tx, agent))?.until ?? null),
    isOwed: unansweredSince !== null,
    over: mergedInto !== null ? 'merged' : closedAt !== null ? 'closed' : solvedAt !== null ? 'solved' : null,
  }
}
