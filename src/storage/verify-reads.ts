/** Tickets as they stand in every table, beside their ledger: what `desk verify` compares. */
import { sql, type RawBuilder } from 'kysely'
import type { Instant, PersonId, TicketId } from '../domain/kernel.ts'
import type { Status, Ticket, TicketEvent, Urgency } from '../domain/ticket/ticket.ts'
import { eventOf, type EventColumns } from './events.ts'
import type { LedgerLine } from './ledger-check.ts'
import type { TicketStateColumns } from './tables.ts'
import { ticketOf } from './tickets.ts'
import type { Tx } from './tx.ts'

/** A ticket, what is kept of it for lists, and its ledger; all of one moment. */
export interface KeptTicket {
  readonly number: string
  readonly ticket: Ticket
  readonly status: Status
  readonly open: boolean
  readonly wakeAt: Instant | null
  readonly urgency: Urgency
  /** Hash of the last event, as the ticket knows it. */
  readonly head: string
  readonly ledger: readonly LedgerLine[]
}

type Columns = TicketStateColumns & {
  readonly number: string
  readonly status: Status
  readonly open: boolean
  readonly wake_at: Instant | null
  readonly urgency_band: Urgency['band']
  readonly urgency_at: Instant
  readonly events: readonly EventInJson[]
}

type EventInJson = Omit<EventColumns, 'at' | 'noted_at'> & {
  readonly at: string
  readonly noted_at: string
  readonly hash: string
  readonly by_person: PersonId | null
}

/** Up to `limit` tickets after `after` (null: from the first), by id. One statement, so that nothing changes in between. */
export async function keptTickets(
  tx: Tx,
  { after, limit }: { readonly after: TicketId | null; readonly limit: number },
): Promise<readonly KeptTicket[]> {
  return kept(tx, sql`id > ${after ?? '00000000-0000-0000-0000-000000000000'} order by id limit ${limit}`)
}

/** One of them; null where there is none. */
export const keptTicket = async (tx: Tx, id: TicketId): Promise<KeptTicket | null> =>
  (await kept(tx, sql`id = ${id}::uuid`))[0] ?? null

async function kept(tx: Tx, which: RawBuilder<unknown>): Promise<readonly KeptTicket[]> {
  const rows = await tx.run(sql<Columns>`
    select s.*, t.number, t.status, t.open, t.wake_at, t.urgency_band, t.urgency_at,
      (select coalesce(json_agg(json_build_object('seq', e.seq, 'at', e.at, 'noted_at', e.noted_at, 'by_kind', e.by_kind,
          'by_side', e.by_side, 'by_person', e.by_person, 'visible_to', e.visible_to, 'kind', e.kind, 'data', e.data,
          'hash', encode(e.hash, 'hex'))
          order by e.seq), '[]')
        from events e where e.ticket_id = t.id) as events
    from (select * from tickets where ${which}) t
    join ticket_states s on s.id = t.id
    order by t.id`)
  return rows.map((row) => ({
    number: row.number,
    ticket: ticketOf(row),
    status: row.status,
    open: row.open,
    wakeAt: row.wake_at,
    urgency: { band: row.urgency_band, at: row.urgency_at },
    head: row.chain_head,
    ledger: row.events.map((line) => ({ seq: line.seq, hash: line.hash, event: eventOrNull(line) })),
  }))
}

function eventOrNull(row: EventInJson): TicketEvent | null {
  try {
    return eventOf({ ...row, at: Temporal.Instant.from(row.at), noted_at: Temporal.Instant.from(row.noted_at) })
  } catch {
    return null
  }
}

/** Tickets that the ledger or the clocks know of and that are not there. */
export async function lostTickets(tx: Tx): Promise<readonly TicketId[]> {
  const rows = await tx.run(sql<{ id: TicketId }>`
    select ticket_id as id from (select ticket_id from events union select ticket_id from clocks) known
    where not exists (select from tickets t where t.id = known.ticket_id) order by ticket_id`)
  return rows.map(({ id }) => id)
}
