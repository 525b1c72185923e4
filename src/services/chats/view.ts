/** A chat as its readers get it, with its ticket (A4). */
import { markedSince } from '../../domain/chat.ts'
import type { PersonId } from '../../domain/kernel.ts'
import { asProgram } from '../../storage/as-program.ts'
import { countBefore, type Chat } from '../../storage/chats.ts'
import type { Tx } from '../../storage/database.ts'
import { namesOf } from '../../storage/people.ts'
import { readTicket, type TicketRow } from '../../storage/ticket-rows.ts'
import type { App } from '../app.ts'
import { utc, utcOrNull } from '../instants.ts'
import { personRef } from '../registry/partner-view.ts'
import { viewsOf } from '../tickets/reading.ts'
import type { TicketView } from '../tickets/view.ts'

export type ChatView = Awaited<ReturnType<typeof viewWith>>

/** In their order. */
export async function chatViews(app: App, tx: Tx, chats: readonly Chat[]): Promise<ChatView[]> {
  const rows: TicketRow[] = []
  for (const { id, ticket } of chats) {
    const row = await readTicket(tx, ticket)
    if (row === null) throw new Error(`The ticket of chat ${id} cannot be read.`)
    rows.push(row)
  }
  const tickets = await viewsOf(app, tx, rows)
  const people = chats.flatMap(({ person, agent, joined, endedBy }) => [person, agent, endedBy, ...joined])
  const names = await namesOf(tx, [...new Set(people.filter((each) => each !== null))])
  const views: ChatView[] = []
  for (const [place, chat] of chats.entries()) {
    const [ticket, row] = [tickets[place], rows[place]]
    if (ticket !== undefined && row !== undefined) views.push(await viewWith(app, tx, chat, ticket, row, names))
  }
  return views
}

export async function chatView(app: App, tx: Tx, chat: Chat): Promise<ChatView> {
  const [view] = await chatViews(app, tx, [chat])
  if (view === undefined) throw new Error(`Chat ${chat.id} cannot be shown.`)
  return view
}

async function viewWith(
  app: App,
  tx: Tx,
  chat: Chat,
  ticket: TicketView,
  row: TicketRow,
  names: Parameters<typeof personRef>[0],
) {
  const { actor } = tx
  const state: 'waiting' | 'open' | 'ended' = chat.endedAt !== null ? 'ended' : chat.agent === null ? 'waiting' : 'open'
  const me: PersonId | null = actor.kind === 'system' ? null : actor.person
  const rules = app.policies.current().chat
  return {
    id: chat.id as string,
    ticket,
    person: personRef(names, chat.person),
    agent: personRef(names, chat.agent),
    joined: chat.joined.flatMap((id) => personRef(names, id) ?? []),
    state,
    startedAt: utc(chat.startedAt),
    waitingSince: utcOrNull(state === 'waiting' ? chat.waitingSince : null),
    takenAt: utcOrNull(chat.takenAt),
    endedAt: utcOrNull(chat.endedAt),
    endedBy: personRef(names, chat.endedBy),
    endedBecause: chat.endedBecause,
    /** While it waits: the next is the first. */
    position: state === 'waiting' ? 1 + (await asProgram(tx, (inner) => countBefore(inner, chat))) : null,
    /** When it becomes a request, or is ended for silence, if nothing happens. */
    dueAt: utcOrNull(chat.dueAt),
    /** Since when the partner has waited for a word, where that is long. */
    markedSince: utcOrNull(state === 'open' ? markedSince(rules, row.ticket.unansweredSince, app.now()) : null),
    /** Whether what was said was sent to the reader. */
    isTranscriptSent: me !== null && chat.transcriptTo.includes(me),
  }
}
