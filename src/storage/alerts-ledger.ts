/** What the ledger's reader writes of it as alerts, and how far it has read (0051). */
import type { Alert } from '../domain/alert.ts'
import type { Instant, PartnerId, PersonId, TicketId } from '../domain/kernel.ts'
import type { DeskId } from '../domain/policy.ts'
import type { TicketFact } from '../domain/ticket/facts.ts'
import type { TicketEvent } from '../domain/ticket/ticket.ts'
import { eventOf, type EventColumns } from './events.ts'
import type { Statement, Tx } from './tx.ts'

/** An event that may concern somebody, with its place in the stream. */
export interface AlertingEvent {
  readonly cursor: string
  readonly ticket: {
    readonly id: TicketId
    readonly desk: DeskId
    readonly partner: PartnerId | null
    readonly country: string
    readonly state: string | null
    readonly policyVersion: number
  }
  readonly event: TicketEvent
  /** Whose the ticket was just before. */
  readonly assignee: PersonId | null
  readonly isTransferred: boolean
  /** Who of the staff followed it when that was noted, and does. */
  readonly followers: readonly PersonId[]
}

/** Where the reader stands, and where the stream ends. */
export interface AlertPosition {
  readonly cursor: string
  readonly readAt: Instant | null
  readonly end: string
  /** False where this stream has never given that position: the desk was restored since (0039). */
  readonly isGiven: boolean
}

interface PositionRow {
  readonly cursor: string
  readonly read_at: Instant | null
  readonly end: string
  readonly given: boolean
}

const columns = `p.cursor, p.read_at, e.txid::text || '-' || e.id as end,
  p.cursor = '0-0' or is_stream_position(split_part(p.cursor, '-', 1)::xid8, split_part(p.cursor, '-', 2)::bigint) as given`
const position: Statement = {
  name: 'alert_position',
  text: `select ${columns} from alert_position p, stream_end() e`,
}
/** The end is looked up after the lock: whoever had it before has moved the position. */
const lock: Statement = { name: 'alert_position_lock', text: 'select from alert_position for update skip locked' }
const move: Statement = { name: 'alert_position_move', text: 'update alert_position set cursor = $1, read_at = $2' }

const positionOf = async (tx: Tx): Promise<AlertPosition> => {
  const [row] = await tx.call<PositionRow>(position)
  if (row === undefined) throw new Error('The place of the alerts in the ledger is lost.')
  return { cursor: row.cursor, readAt: row.read_at, end: row.end, isGiven: row.given }
}

/** Whether there is anything behind the position. */
export const hasUnreadLedger = async (tx: Tx): Promise<boolean> => {
  const { cursor, end, isGiven } = await positionOf(tx)
  return !isGiven || cursor !== end
}

/** The position, until this transaction ends nobody else's; null where another has it. */
export async function takePosition(tx: Tx): Promise<AlertPosition | null> {
  const locked = await tx.call(lock)
  return locked.length === 0 ? null : positionOf(tx)
}

export async function movePosition(tx: Tx, cursor: string, at: Instant): Promise<void> {
  await tx.call(move, [cursor, at])
}

/* Whose it was: the last that gave it to somebody, or took it from them, before. A primary key's range, of one ticket. */
const alerting: Statement = {
  name: 'alerting_events',
  text: `
    select e.ticket_id, e.seq, e.at, e.noted_at, e.by_kind, e.by_side, e.by_person, e.visible_to, e.kind, e.data,
      e.txid::text || '-' || e.id as cursor, t.desk, t.partner_id, t.country, t.state, t.policy_version,
      case when h.kind = 'assigned' then h.data ->> 'to' end as assignee, coalesce(h.kind = 'transferred', false) as is_transferred,
      array(select f.person_id from follows f where f.ticket_id = e.ticket_id and f.since_at <= e.noted_at order by f.person_id) as followers
    from events e join tickets t on t.id = e.ticket_id
    left join lateral (
      select kind, data from events h where h.ticket_id = e.ticket_id and h.seq < e.seq and h.kind in ('assigned', 'transferred')
      order by h.seq desc limit 1) as h on true
    where (e.txid, e.id) > ($1::xid8, $2::bigint) and (e.txid, e.id) <= ($3::xid8, $4::bigint)
      and e.kind = any ($5::text[]) and e.noted_at >= $6
    order by e.txid, e.id limit $7`,
}

interface AlertingRow extends EventColumns {
  readonly ticket_id: TicketId
  readonly cursor: string
  readonly desk: DeskId
  readonly partner_id: PartnerId | null
  readonly country: string
  readonly state: string | null
  readonly policy_version: number
  readonly assignee: PersonId | null
  readonly is_transferred: boolean
  readonly followers: readonly PersonId[]
}

/** Events of these kinds behind one position and not beyond the other, noted at `since` or later, in the order of the stream. */
export async function alertingEvents(
  tx: Tx,
  range: {
    readonly after: string
    readonly until: string
    readonly kinds: readonly TicketFact['kind'][]
    readonly since: Instant
    readonly limit: number
  },
): Promise<readonly AlertingEvent[]> {
  const { after, until, kinds, since, limit } = range
  const rows = await tx.call<AlertingRow>(alerting, [...after.split('-'), ...until.split('-'), kinds, since, limit])
  return rows.map((row) => ({
    cursor: row.cursor,
    ticket: {
      id: row.ticket_id,
      desk: row.desk,
      partner: row.partner_id,
      country: row.country,
      state: row.state,
      policyVersion: row.policy_version,
    },
    event: eventOf(row),
    assignee: row.assignee,
    isTransferred: row.is_transferred,
    followers: row.followers,
  }))
}

export interface NewAlert extends Alert {
  readonly ticket: TicketId
  readonly seq: number
  readonly at: Instant
}

const add: Statement = {
  name: 'alerts_add',
  text: `
    insert into alerts (person_id, ticket_id, seq, kind, at)
    select r.* from unnest($1::uuid[], $2::uuid[], $3::integer[], $4::text[], $5::timestamptz[]) as r (person_id, ticket_id, seq, kind, at)
    join people p on p.id = r.person_id and p.side = 'staff' and p.active
    on conflict do nothing returning person_id`,
}

/** To those of the staff who have not left; what was told before is not told again. Whom there is something new for. */
export async function addAlerts(tx: Tx, alerts: readonly NewAlert[]): Promise<ReadonlySet<PersonId>> {
  if (alerts.length === 0) return new Set()
  const rows = await tx.call<{ person_id: PersonId }>(add, [
    alerts.map(({ person }) => person),
    alerts.map(({ ticket }) => ticket),
    alerts.map(({ seq }) => seq),
    alerts.map(({ kind }) => kind),
    alerts.map(({ at }) => at.toString()),
  ])
  return new Set(rows.map(({ person_id }) => person_id))
}

const seen: Statement = {
  name: 'alerts_seen',
  text: `
    update alerts a set read_at = r.at
    from unnest($1::uuid[], $2::uuid[], $3::integer[], $4::timestamptz[]) as r (person_id, ticket_id, seq, at)
    where a.person_id = r.person_id and a.ticket_id = r.ticket_id and a.read_at is null
      and (a.seq < r.seq or (a.reminder_id is not null and a.at <= r.at))
    returning a.person_id`,
}

/** What somebody did to a ticket, as the event says it. */
export interface OwnAct {
  readonly person: PersonId
  readonly ticket: TicketId
  readonly seq: number
  readonly at: Instant
}

/** Whoever acts on a ticket has read what there was of it. Of whom something was unread. */
export async function markSeen(tx: Tx, acts: readonly OwnAct[]): Promise<ReadonlySet<PersonId>> {
  if (acts.length === 0) return new Set()
  const rows = await tx.call<{ person_id: PersonId }>(seen, [
    acts.map(({ person }) => person),
    acts.map(({ ticket }) => ticket),
    acts.map(({ seq }) => seq),
    acts.map(({ at }) => at.toString()),
  ])
  return new Set(rows.map(({ person_id }) => person_id))
}

const leads: Statement = {
  name: 'alert_leads',
  text: `select id from people where side = 'staff' and active and role = 'lead' and $1 = any (desks)`,
}

/** Who leads a desk. */
export const leadsOf = async (tx: Tx, desk: DeskId): Promise<readonly PersonId[]> =>
  (await tx.call<{ id: PersonId }>(leads, [desk])).map(({ id }) => id)

const sweep: Statement = {
  name: 'alerts_sweep',
  text: `delete from alerts a where a.at < $1
    or exists (select from people p where p.id = a.person_id and not p.active) returning person_id`,
}

/** Those from before `before`, and all of those who have left; how many. */
export const sweepAlerts = async (tx: Tx, before: Instant): Promise<number> => (await tx.call(sweep, [before])).length
