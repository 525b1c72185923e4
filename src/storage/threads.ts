/** What a mail about a ticket answers: the Message-IDs that its receiver knows of. */
import type { TicketId } from '../domain/kernel.ts'
import type { Statement, Tx } from './tx.ts'

/** A mail of a ticket's thread. */
export interface Threaded {
  readonly ticket: TicketId
  /** Null of one that came in: everybody on the ticket may know it. */
  readonly address: string | null
  /** Without angle brackets. */
  readonly messageId: string
}

/* The latest of each: a thread says where it belongs, it need not say all of where it has been. */
const mostKnown = 50

const known: Statement = {
  name: 'mail_threads',
  text: `select ticket, address, "messageId" from (
      select ticket_id as ticket, null as address, btrim(message_id, '<>') as "messageId", received_at as at,
        row_number() over (partition by ticket_id order by received_at desc, id desc) as place
      from mails_in where ticket_id = any ($1::uuid[]) and message_id is not null and outcome in ('open', 'reply', 'follow-up')
      union all
      select ticket_id, address, message_ref, settled_at, row_number() over (partition by ticket_id, address order by id desc)
      from letters where ticket_id = any ($1::uuid[]) and state = 'sent' and address = any ($2::text[])
    ) as mails where place <= ${mostKnown} order by at, "messageId"`,
}

/** The mails of these tickets that came in, and the letters that went to these addresses, oldest first. */
export const threadsOf = (
  tx: Tx,
  tickets: readonly TicketId[],
  addresses: readonly string[],
): Promise<readonly Threaded[]> => (tickets.length === 0 ? Promise.resolve([]) : tx.call(known, [tickets, addresses]))
