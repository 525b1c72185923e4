/** The demo's live chats (A4), from what the ledgers of their tickets say. Nobody is available but who signs in. */
import { chatDueAt } from '../../src/domain/chat.ts'
import type { Policy } from '../../src/domain/policy.ts'
import type { TicketEvent } from '../../src/domain/ticket/ticket.ts'
import { newIdAt } from '../../src/services/ids.ts'
import { endChat, insertChat, takeChat } from '../../src/storage/chats.ts'
import type { Write } from '../../src/storage/commit.ts'
import type { Tx } from '../../src/storage/tx.ts'

export async function furnishChats(tx: Tx, policy: Policy, writes: readonly Write[]): Promise<void> {
  const tickets = Map.groupBy(writes, ({ decision }) => decision.ticket.id)
  for (const ofTicket of tickets.values()) {
    const turns = ofTicket.flatMap(({ decision }) => decision.events).flatMap(turnOf)
    const [first] = turns
    const { ticket } = ofTicket[0]!.decision
    if (first === undefined || ticket.partner === null || ticket.contact === null) continue
    const { at } = first
    const id = newIdAt<'chat'>(at)
    const isLeft = first.what === 'left'
    const rules = policy.chat
    await insertChat(tx, {
      id,
      ticket: ticket.id,
      partner: ticket.partner,
      person: ticket.contact,
      desk: ticket.desk,
      startedAt: at,
      waitingSince: isLeft ? null : at,
      dueAt: isLeft ? null : chatDueAt(rules, { waitingSince: at, lastWordAt: at }),
      endedAt: isLeft ? at : null,
      endedBy: isLeft ? ticket.contact : null,
      endedBecause: isLeft ? 'left' : null,
    })
    for (const turn of turns) {
      if (turn.what === 'taken' && turn.by !== null)
        await takeChat(tx, id, turn.by, turn.at, chatDueAt(rules, { waitingSince: null, lastWordAt: turn.at }))
      if (turn.what === 'ended') await endChat(tx, id, { at: turn.at, by: turn.by, because: 'agent' })
    }
  }
}

function turnOf({ fact, at, by }: TicketEvent) {
  if (fact.kind !== 'chat') return []
  return [{ what: fact.what, at, by: by.kind === 'staff' || by.kind === 'partner' ? by.person : null }]
}
