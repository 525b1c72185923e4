/** Tickets as the core knows them, out of the database. `commit.ts` puts them in. */
import { clockId, type Clock } from '../domain/clock.ts'
import type { Instant, TicketId } from '../domain/kernel.ts'
import type { Ticket } from '../domain/ticket/ticket.ts'
import { revive } from './json.ts'
import type { ClockColumns, TicketStateColumns } from './tables.ts'
import type { Statement, Tx } from './tx.ts'

const lock: Statement = { name: 'lock_tickets', text: 'select * from lock_tickets($1::uuid[])' }
const due: Statement = { name: 'claim_due', text: 'select * from claim_due($1::timestamptz, $2::integer)' }

/** Locks the ticket for the rest of the transaction; null where there is none, or none that the actor may see (G3). */
export async function lockTicket(tx: Tx, id: TicketId): Promise<Ticket | null> {
  const [ticket] = await lockTickets(tx, [id])
  return ticket ?? null
}

/** Locks those that there are, by id, so that two that lock several cannot wait for each other. */
export async function lockTickets(tx: Tx, ids: readonly TicketId[]): Promise<readonly Ticket[]> {
  return locked(tx, await tx.call<TicketStateColumns>(lock, [ids]))
}

/**
 * Locks up to `limit` tickets that want waking at `at` or before, the longest due first, and passes over those that
 * another transaction has: nothing is woken twice, however many nodes look (C11).
 */
export async function claimDue(tx: Tx, at: Instant, limit: number): Promise<readonly Ticket[]> {
  return locked(tx, await tx.call<TicketStateColumns>(due, [at, limit]))
}

function locked(tx: Tx, rows: readonly TicketStateColumns[]): readonly Ticket[] {
  for (const row of rows) tx.heads.set(row.id, row.chain_head)
  return rows.map(ticketOf)
}

export function ticketOf(row: TicketStateColumns): Ticket {
  return {
    id: row.id,
    revision: row.revision,
    policyVersion: row.policy_version,
    desk: row.desk,
    type: row.type,
    category: row.category,
    subType: row.sub_type,
    product: row.product,
    kind: row.kind,
    severity: row.severity,
    channel: row.channel,
    subject: row.subject,
    partner: row.partner_id,
    contact: row.contact_id,
    customer: row.customer_id,
    tier: row.tier,
    country: row.country,
    state: row.state,
    keyAccount: row.key_account,
    critical: row.critical,
    assignee: row.assignee_id,
    receivedAt: row.received_at,
    firstAnsweredAt: row.first_answered_at,
    unansweredSince: row.unanswered_since,
    waitingOn: revive(row.waiting_on) as Ticket['waitingOn'],
    escalation: revive(row.escalation) as Ticket['escalation'],
    dispute: revive(row.dispute) as Ticket['dispute'],
    solvedAt: row.solved_at,
    closedAt: row.closed_at,
    mergedInto: row.merged_into,
    clocks: row.clocks.map((clock) => clockOf(row.id, clock)),
  }
}

const at = (text: string): Instant => Temporal.Instant.from(text)
const atOrNull = (text: string | null): Instant | null => (text === null ? null : at(text))

function clockOf(ticket: TicketId, row: ClockColumns): Clock {
  const stoppedAt = atOrNull(row.stopped_at)
  return {
    id: clockId(ticket, row.promised, row.ordinal),
    promised: row.promised,
    ordinal: row.ordinal,
    terms: {
      desk: row.desk,
      severity: row.severity,
      tier: row.tier,
      keyAccount: row.key_account,
      roundTheClock: row.round_the_clock,
    },
    startedAt: at(row.started_at),
    targetAt: at(row.target_at),
    limitAt: at(row.limit_at),
    warnedAt: atOrNull(row.warned_at),
    breachedAt: atOrNull(row.breached_at),
    stopped:
      stoppedAt === null || row.stopped_because === null ? null : { at: stoppedAt, because: row.stopped_because },
    changes: revive(row.changes) as Clock['changes'],
  }
}
