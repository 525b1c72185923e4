/** Calls of partners with their people at the vendor (D3). The table itself keeps anybody from being in two at once. */
import { ok, type Id, type Instant, type PartnerId, type PersonId, type Result } from '../domain/kernel.ts'
import { sqlState, toText } from './connection.ts'
import { cursorOf, pageOf, readCursor, type Page, type PageRequest } from './page.ts'
import type { Statement, Tx } from './tx.ts'

export type CallId = Id<'call'>

export interface Call {
  readonly id: CallId
  readonly partner: PartnerId
  readonly partnerName: string
  readonly contact: PersonId
  readonly host: PersonId
  readonly topic: string
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly sequence: number
  readonly bookedBy: PersonId
  readonly createdAt: Instant
  readonly cancelledAt: Instant | null
  /** The vendor's; null for a partner. */
  readonly notes: string | null
  readonly notedBy: PersonId | null
  readonly notedAt: Instant | null
}

export interface CallChange {
  readonly call: CallId
  readonly at: Instant
  readonly by: PersonId
  readonly what: 'booked' | 'moved' | 'cancelled'
  readonly was: Instant | null
  readonly became: Instant | null
  readonly reason: string | null
}

const rows = `select c.id, c.partner_id as partner, p.name as "partnerName", c.contact_id as contact, c.host_id as host, c.topic,
    c.starts_at as "startsAt", c.ends_at as "endsAt", c.sequence, c.booked_by as "bookedBy", c.created_at as "createdAt",
    c.cancelled_at as "cancelledAt", n.notes, n.noted_by as "notedBy", n.noted_at as "notedAt"
  from calls c join partners p on p.id = c.partner_id left join call_notes n on n.call_id = c.id`

const statement = (name: string, text: string): Statement => ({ name: `calls_${name}`, text })
const insert = statement(
  'insert',
  `insert into calls (id, partner_id, contact_id, host_id, host_no, topic, starts_at, ends_at, arranged_at, booked_by, created_at)
   select $1, $2, $3, $4, a.host_no, $5, $6, $7, $8, $9, $8 from availabilities a where a.person_id = $4`,
)
const move = statement(
  'move',
  `update calls set starts_at = $2, ends_at = $3, sequence = sequence + 1, arranged_at = $4, reminded_at = null where id = $1`,
)
const cancel = statement('cancel', 'update calls set cancelled_at = $2, sequence = sequence + 1 where id = $1')
const change = statement(
  'change',
  `insert into call_changes (call_id, partner_id, at, by_person, what, was, became, reason)
   values ($1, $2, $3, $4, $5, $6, $7, $8)`,
)
const changes = statement(
  'changes',
  `select call_id as call, at, by_person as by, what, was, became, reason
   from call_changes where call_id = any ($1::uuid[]) order by id`,
)
const note = statement(
  'note',
  `insert into call_notes (call_id, partner_id, notes, noted_by, noted_at) values ($1, $2, $3, $4, $5)
   on conflict (call_id) do update set notes = excluded.notes, noted_by = excluded.noted_by, noted_at = excluded.noted_at`,
)
const byId = statement('by_id', `${rows} where c.id = $1`)
const hostOf = statement('host', 'select id, name, email, zone, active from call_hosts where call_id = $1')
const lock = statement('lock', 'select id from calls where id = $1 for update')
const busy = statement(
  'busy',
  `select starts_at as "startsAt", ends_at as "endsAt" from calls
   where host_id = $1 and cancelled_at is null and ends_at > $2 and starts_at < $3`,
)
const open = statement(
  'open',
  'select count(*)::int as n from calls where partner_id = $1 and cancelled_at is null and starts_at > $2',
)
const turn = statement('turn', `select pg_advisory_xact_lock(1684370284, hashtext($1::text))`)
const due = statement(
  'due',
  `update calls set reminded_at = $1 where id in (
     select id from calls where cancelled_at is null and reminded_at is null and starts_at > $1 and starts_at <= $2
       and arranged_at < starts_at - $3 * interval '1 hour'
     order by starts_at limit 100 for update skip locked)
   returning id`,
)
const lastHeld = statement(
  'last_held',
  `select max(starts_at) as at from calls where partner_id = $1 and cancelled_at is null and ends_at <= $2`,
)

/** Whom a call is with, and how that person is reached, to those who may see the call. */
export interface CallHost {
  readonly id: PersonId
  readonly name: string
  readonly email: string
  /** Of the hours in which it can be booked. */
  readonly zone: string
  /** False where the host has left. */
  readonly active: boolean
}

export const hostOfCall = async (tx: Tx, id: CallId): Promise<CallHost | null> =>
  (await tx.call<CallHost>(hostOf, [id]))[0] ?? null

export type NewCall = Pick<Call, 'id' | 'partner' | 'contact' | 'host' | 'topic' | 'startsAt' | 'endsAt' | 'bookedBy'>

/** Throws what `isTaken` knows where the host is in another call then. */
export async function insertCall(tx: Tx, call: NewCall, at: Instant): Promise<void> {
  const { id, partner, contact, host, topic, startsAt, endsAt, bookedBy } = call
  await tx.call(insert, [id, partner, contact, host, topic, startsAt, endsAt, at, bookedBy])
}

/** Likewise. */
export async function moveCall(
  tx: Tx,
  id: CallId,
  { startsAt, endsAt }: Pick<Call, 'startsAt' | 'endsAt'>,
  at: Instant,
): Promise<void> {
  await tx.call(move, [id, startsAt, endsAt, at])
}

/** An exclusion constraint was violated: somebody else was quicker. */
export const isTaken = (thrown: unknown): boolean => sqlState(thrown) === '23P01'

export async function cancelCall(tx: Tx, id: CallId, at: Instant): Promise<void> {
  await tx.call(cancel, [id, at])
}

export async function recordCallChange(tx: Tx, partner: PartnerId, made: CallChange): Promise<void> {
  const { call, at, by, what, was, became, reason } = made
  await tx.call(change, [call, partner, at, by, what, was, became, reason])
}

/** In their order, by call. */
export async function callChanges(tx: Tx, ids: readonly CallId[]): Promise<ReadonlyMap<CallId, readonly CallChange[]>> {
  if (ids.length === 0) return new Map()
  return Map.groupBy(await tx.call<CallChange>(changes, [ids]), ({ call }) => call)
}

export async function keepCallNotes(
  tx: Tx,
  { id, partner }: Pick<Call, 'id' | 'partner'>,
  notes: string,
  by: PersonId,
  at: Instant,
): Promise<void> {
  await tx.call(note, [id, partner, notes, by, at])
}

export async function callById(tx: Tx, id: CallId): Promise<Call | null> {
  return (await tx.call<Call>(byId, [id]))[0] ?? null
}

/** As `callById`; nobody else changes it until this transaction ends. */
export async function lockCall(tx: Tx, id: CallId): Promise<Call | null> {
  await tx.call(lock, [id])
  return callById(tx, id)
}

/** When a host is in calls, whosever they are: ask as the system. */
export const busySpans = (
  tx: Tx,
  host: PersonId,
  from: Instant,
  to: Instant,
): Promise<readonly Pick<Call, 'startsAt' | 'endsAt'>[]> => tx.call(busy, [host, from, to])

/** Calls to come of a partner; others that book for it wait until this transaction ends. */
export async function countOpenCalls(tx: Tx, partner: PartnerId, at: Instant): Promise<number> {
  await tx.call(turn, [partner])
  return (await tx.call<{ n: number }>(open, [partner, at]))[0]?.n ?? 0
}

/** Marks calls that begin until `until` as reminded of; those arranged so late that they need no reminder are left out. */
export async function takeReminders(tx: Tx, at: Instant, until: Instant, hours: number): Promise<readonly CallId[]> {
  return (await tx.call<{ id: CallId }>(due, [at, until, hours])).map(({ id }) => id)
}

/** When the last call with a partner was held. */
export const lastCallHeld = async (tx: Tx, partner: PartnerId, at: Instant): Promise<Instant | null> =>
  (await tx.call<{ at: Instant | null }>(lastHeld, [partner, at]))[0]?.at ?? null

export interface CallFilter {
  /** To come, the next first; or past, the latest first, cancelled ones with them. */
  readonly when: 'upcoming' | 'past'
  readonly at: Instant
  readonly host?: PersonId | undefined
  readonly partner?: PartnerId | undefined
}

export async function listCalls(
  tx: Tx,
  { when, at, host, partner, limit, cursor }: CallFilter & PageRequest,
): Promise<Result<Page<Call>>> {
  const order = `calls-${when}`
  const after = readCursor(cursor, order, ['instant', 'uuid'])
  if (!after.ok) return after
  const ahead = when === 'upcoming'
  const values: unknown[] = [at]
  const where = [
    ahead ? 'c.ends_at > $1 and c.cancelled_at is null' : '(c.ends_at <= $1 or c.cancelled_at is not null)',
  ]
  const and = (condition: (place: string) => string, value: unknown): void => {
    values.push(value)
    where.push(condition(`$${values.length}`))
  }
  if (host !== undefined) and((place) => `c.host_id = ${place}`, host)
  if (partner !== undefined) and((place) => `c.partner_id = ${place}`, partner)
  if (after.value !== null) {
    const [key, id] = after.value
    values.push(key, id)
    where.push(`(c.starts_at, c.id) ${ahead ? '>' : '<'} ($${values.length - 1}::timestamptz, $${values.length}::uuid)`)
  }
  const direction = ahead ? 'asc' : 'desc'
  values.push(limit + 1)
  const text = `${rows} where ${where.join(' and ')} order by c.starts_at ${direction}, c.id ${direction} limit $${values.length}`
  const name = `calls_list_${when}_${host === undefined ? '' : 'h'}${partner === undefined ? '' : 'p'}${after.value === null ? '' : 'c'}`
  const found = await tx.call<Call>({ name, text }, values)
  return ok(
    pageOf(
      found,
      limit,
      (row): Call => row,
      (row) => cursorOf(order, [toText(row.startsAt), row.id]),
    ),
  )
}
