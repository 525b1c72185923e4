/** 'For you': alerts as each of the staff reads its own (0051); `alerts-ledger.ts` writes them. */
import { sql } from 'kysely'
import type { AlertKind } from '../domain/alert.ts'
import { ok, type Instant, type PartnerId, type PersonId, type Result, type TicketId } from '../domain/kernel.ts'
import type { DeskId, Severity } from '../domain/policy.ts'
import type { Status, TicketEvent } from '../domain/ticket/ticket.ts'
import { eventOf, type EventColumns } from './events.ts'
import { eventsChannel } from './listen.ts'
import { cursorOf, pageOf, readCursor, type Page, type PageRequest } from './page.ts'
import type { Statement, Tx } from './tx.ts'

const notify: Statement = { name: 'alerts_notify', text: 'select pg_notify($1, $2)' }
/** How a notice on the channel of events begins that says whose alerts have changed. */
export const alertsNotice = 'alerts '
/** PostgreSQL takes less than 8,000 bytes. */
const mostNamed = 200

/** With the commit, every node hears whose alerts have changed. */
export async function announceAlerts(tx: Tx, people: Iterable<PersonId>): Promise<void> {
  const all = [...people]
  for (let from = 0; from < all.length; from += mostNamed)
    await tx.call(notify, [eventsChannel, `${alertsNotice}${all.slice(from, from + mostNamed).join(' ')}`])
}

/** What there is for somebody of one ticket: one line of the list. */
export interface AlertGroup {
  readonly ticket: {
    readonly id: TicketId
    readonly number: string
    readonly subject: string
    readonly desk: DeskId
    readonly severity: Severity
    readonly status: Status
    readonly policyVersion: number
    readonly partner: { readonly id: PartnerId; readonly name: string } | null
  }
  /** Of the last. */
  readonly at: Instant
  readonly count: number
  readonly unread: number
}

interface GroupRow {
  readonly id: TicketId
  readonly number: string
  readonly subject: string
  readonly desk: DeskId
  readonly severity: Severity
  readonly status: Status
  readonly policy_version: number
  readonly partner_id: PartnerId | null
  readonly partner_name: string | null
  readonly at: Instant
  readonly count: number
  readonly unread: number
}

export interface AlertFilter {
  readonly unread?: boolean | undefined
  readonly ticket?: TicketId | undefined
}

/** Somebody's own by ticket, the newest first; of tickets that it may see. */
export async function listAlerts(
  tx: Tx,
  person: PersonId,
  { unread = false, ticket, limit, cursor }: AlertFilter & PageRequest,
): Promise<Result<Page<AlertGroup>>> {
  const after = readCursor(cursor, 'alerts', ['instant', 'uuid'])
  if (!after.ok) return after
  const rows = await tx.run(sql<GroupRow>`
    select t.id, t.number, t.subject, t.desk, t.severity, t.status, t.policy_version, t.partner_id,
      (select name from partners where id = t.partner_id) as partner_name, g.at, g.count, g.unread
    from (
      select ticket_id, max(at) as at, count(*)::int as count, count(*) filter (where read_at is null)::int as unread
      from alerts where person_id = ${person}::uuid ${ticket === undefined ? sql`` : sql`and ticket_id = ${ticket}::uuid`}
      group by ticket_id) as g
    join tickets t on t.id = g.ticket_id
    where true ${unread ? sql`and g.unread > 0` : sql``}
      ${after.value === null ? sql`` : sql`and (g.at, g.ticket_id) < (${after.value[0]}::timestamptz, ${after.value[1]}::uuid)`}
    order by g.at desc, g.ticket_id desc limit ${limit + 1}`)
  return ok(
    pageOf(rows, limit, groupOf, ({ at, id }) => cursorOf('alerts', [at.toString({ fractionalSecondDigits: 3 }), id])),
  )
}

const groupOf = (row: GroupRow): AlertGroup => ({
  ticket: {
    id: row.id,
    number: row.number,
    subject: row.subject,
    desk: row.desk,
    severity: row.severity,
    status: row.status,
    policyVersion: row.policy_version,
    partner:
      row.partner_id === null || row.partner_name === null ? null : { id: row.partner_id, name: row.partner_name },
  },
  at: row.at,
  count: row.count,
  unread: row.unread,
})

/** Of one ticket and one kind: how many, and the last of them. */
export interface AlertLine {
  readonly ticket: TicketId
  readonly kind: AlertKind
  readonly count: number
  readonly unread: number
  readonly at: Instant
  readonly event: TicketEvent
  /** Who did the last. */
  readonly by: string | null
}

interface LineRow extends EventColumns {
  readonly ticket_id: TicketId
  readonly alert_kind: AlertKind
  readonly count: number
  readonly unread: number
  readonly alert_at: Instant
  readonly by_name: string | null
}

const lines: Statement = {
  name: 'alert_lines',
  text: `
    select a.ticket_id, a.kind as alert_kind, a.count, a.unread, a.at as alert_at, n.name as by_name,
      e.seq, e.at, e.noted_at, e.by_kind, e.by_side, e.by_person, e.visible_to, e.kind, e.data
    from (
      select ticket_id, kind, max(seq) as seq, max(at) as at, count(*)::int as count,
        count(*) filter (where read_at is null)::int as unread
      from alerts where person_id = $1 and ticket_id = any ($2::uuid[]) and seq is not null group by ticket_id, kind) as a
    join events e on e.ticket_id = a.ticket_id and e.seq = a.seq
    left join person_names n on n.id = e.by_person
    order by a.at desc, a.seq desc`,
}

/** What happened on these tickets, by kind, the newest first. */
export async function alertLines(
  tx: Tx,
  person: PersonId,
  tickets: readonly TicketId[],
): Promise<ReadonlyMap<TicketId, readonly AlertLine[]>> {
  if (tickets.length === 0) return new Map()
  const rows = await tx.call<LineRow>(lines, [person, tickets])
  return Map.groupBy(
    rows.map((row) => ({
      ticket: row.ticket_id,
      kind: row.alert_kind,
      count: row.count,
      unread: row.unread,
      at: row.alert_at,
      event: eventOf(row),
      by: row.by_name,
    })),
    ({ ticket }) => ticket,
  )
}

const count: Statement = {
  name: 'alerts_count',
  text: `select count(*)::int as count from (
    select distinct a.ticket_id from alerts a where a.person_id = $1 and a.read_at is null
      and exists (select from tickets t where t.id = a.ticket_id) limit 1000) as tickets`,
}

/** Tickets of which something is unread; up to 1,000. */
export async function countUnread(tx: Tx, person: PersonId): Promise<number> {
  const [row] = await tx.call<{ count: number }>(count, [person])
  return row?.count ?? 0
}

const read: Statement = {
  name: 'alerts_read',
  text: `update alerts set read_at = $3
    where person_id = $1 and read_at is null and ($2::uuid is null or ticket_id = $2) returning ticket_id`,
}

/** All of somebody's, or those of one ticket; how many had been unread. */
export const markRead = async (tx: Tx, person: PersonId, ticket: TicketId | null, at: Instant): Promise<number> =>
  (await tx.call(read, [person, ticket, at])).length
