/** An automatic reply to a letter of ours: agents see it on the ticket, and no clock does (C13). */
import type { MessageId, TicketId } from '../../domain/kernel.ts'
import type { NewMessage } from '../../storage/commit.ts'
import type { Tx } from '../../storage/database.ts'
import type { App } from '../app.ts'
import { carryOut } from '../tickets/carry-out.ts'
import type { Incoming } from './incoming.ts'
import { wordsOf } from './let-in.ts'

/** Null where the ticket takes no note any more. */
export async function noteAutomatic(app: App, tx: Tx, incoming: Incoming, ticket: TicketId): Promise<MessageId | null> {
  const who = incoming.from?.email ?? 'Somebody'
  const message: NewMessage = {
    id: app.newId<'message'>(),
    body: `${who} answers by machine: ${incoming.subject}\n\n${wordsOf(incoming)}`,
    visibility: 'internal',
    forCustomer: false,
    determination: false,
    author: null,
    side: 'system',
    channel: 'mail',
    at: app.now(),
  }
  const done = await carryOut(app, tx, { kind: 'system' }, ticket, message.at, () => ({
    ok: true,
    value: { command: { kind: 'automatic', message: message.id }, message },
  }))
  return done.ok ? message.id : null
}
