/** What was said on a ticket. `commit` writes it; nothing said is ever changed, but for what is redacted (redactions.ts). */
import { ok, type Instant, type MessageId, type Result, type TicketId } from '../domain/kernel.ts'
import type { Channel } from '../domain/ticket/ticket.ts'
import { toText } from './connection.ts'
import { atLeast, cursorOf, pageOf, readCursor, type Page, type PageRequest } from './page.ts'
import type { PersonName } from './people.ts'
import { from } from './tables.ts'
import type { Tx } from './tx.ts'

export interface Message {
  readonly id: MessageId
  readonly ticket: TicketId
  readonly body: string
  readonly visibility: 'public' | 'internal'
  /** Written so that the partner may forward it to its customer as it stands (D6). */
  readonly forCustomer: boolean
  readonly determination: boolean
  readonly author: PersonName | null
  readonly side: 'agent' | 'partner' | 'system'
  readonly channel: Channel
  readonly at: Instant
}

const messages = from
  .selectFrom('messages as m')
  .leftJoin('person_names as p', 'p.id', 'm.author_id')
  .select([
    'm.id',
    'm.ticket_id as ticket',
    'm.body',
    'm.visibility',
    'm.for_customer as forCustomer',
    'm.determination',
    'm.side',
    'm.channel',
    'm.at',
    'p.id as author_id',
    'p.name as author_name',
    'p.side as author_side',
    'p.email as author_email',
  ])

/** Oldest first; a partner gets the public ones (G3). */
export async function messagesOf(
  tx: Tx,
  ticket: TicketId,
  { limit, cursor }: PageRequest,
): Promise<Result<Page<Message>>> {
  const after = readCursor(cursor, 'messages', ['instant', 'uuid'])
  if (!after.ok) return after
  let query = messages.where('m.ticket_id', '=', ticket).orderBy('m.at').orderBy('m.id').limit(atLeast(limit))
  if (after.value !== null) {
    const [at, id] = after.value as [string, MessageId]
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('m.at', 'm.id'), '>', tuple(Temporal.Instant.from(at), id)),
    )
  }
  const rows = await tx.runOften(query)
  return ok(pageOf(rows, limit, messageOf, (last) => cursorOf('messages', [toText(last.at), last.id])))
}

type Row = Awaited<ReturnType<typeof messages.execute>>[number]

function messageOf({ author_id, author_name, author_side, author_email, ...message }: Row): Message {
  const author =
    author_id === null || author_name === null || author_side === null
      ? null
      : { id: author_id, name: author_name, side: author_side, email: author_email }
  return { ...message, author }
}
