/** Seals: the next lines of the audit and of the tickets' ledgers, chained in the order in which they were made (G2). */
import type { Instant, TicketId } from '../domain/kernel.ts'
import { auditColumns, messageColumns, type AuditRow } from './evidence.ts'
import { contentHash, sealedLine, sealHash, type Seal } from './seal-hash.ts'
import type { Statement, Tx } from './tx.ts'

/** So many rows of either stream are covered by one seal at most: what is in memory, and what a seal holds, is bounded. */
const most = 1000

/** How far the seals reach. */
export interface SealHead {
  readonly number: number
  readonly hash: string
}

interface Head extends SealHead {
  readonly audit_txid: string
  readonly audit_id: string
  readonly events_txid: string
  readonly events_id: string
}

// As text: a position of an adopted stream is beyond what a number of ours can hold exactly.
const headColumns = `number, encode(hash, 'hex') as hash, audit_txid, audit_id::text, events_txid, events_id::text`
const head: Statement = { name: 'seal_head', text: `select ${headColumns} from seal_head` }
const lockedHead: Statement = { name: 'seal_head_locked', text: `select ${headColumns} from seal_head for update` }

/* Nothing can come before what is older than the oldest transaction that is still open. */
const settled = `txid < pg_snapshot_xmin(pg_current_snapshot())`
const anyAudit: Statement = {
  name: 'seal_any_audit',
  text: `select from audit where (txid, id) > ($1::xid8, $2::bigint) and ${settled} order by txid, id limit 1`,
}
const anyEvents: Statement = {
  name: 'seal_any_events',
  text: `select from events where (txid, id) > ($1::xid8, $2::bigint) and ${settled} order by txid, id limit 1`,
}
const nextAudit: Statement = {
  name: 'seal_next_audit',
  text: `select ${auditColumns}, txid from audit where (txid, id) > ($1::xid8, $2::bigint) and ${settled}
    order by txid, id limit ${most}`,
}
const nextEvents: Statement = {
  name: 'seal_next_events',
  text: `select ticket_id as ticket, seq, encode(hash, 'hex') as hash, txid, id,
      coalesce(data ->> 'message', data -> 'request' ->> 'message') as message
    from events where (txid, id) > ($1::xid8, $2::bigint) and ${settled} order by txid, id limit ${most}`,
}
const messages: Statement = {
  name: 'seal_messages',
  text: `select ${messageColumns} from messages where id = any ($1::uuid[])`,
}
const add: Statement = {
  name: 'seal_add',
  text: `insert into seals (number, sealed_at, lines, before, hash) values ($1, $2, $3, decode($4, 'hex'), decode($5, 'hex'))`,
}
const advance: Statement = {
  name: 'seal_advance',
  text: `update seal_head set number = $1, hash = decode($2, 'hex'), audit_txid = $3::xid8, audit_id = $4::bigint,
    events_txid = $5::xid8, events_id = $6::bigint`,
}
const after: Statement = {
  name: 'seals_after',
  text: `select number, sealed_at as "sealedAt", lines, encode(before, 'hex') as before, encode(hash, 'hex') as hash
    from seals where number > $1 order by number limit $2`,
}
const naming: Statement = {
  name: 'seals_naming',
  text: `with near as (
      select s.number from unnest($1::timestamptz[]) as w (at)
        join seals s on s.sealed_at >= w.at - interval '5 minutes' and s.sealed_at < w.at + interval '1 hour'
      union
      select s.number from unnest($1::timestamptz[]) as w (at),
        lateral (select number from seals where sealed_at >= w.at order by sealed_at limit 5) s)
    select number, sealed_at as "sealedAt", lines, encode(before, 'hex') as before, encode(hash, 'hex') as hash
    from seals where number in (select number from near) and lines && $2::text[] order by number`,
}
const withHash: Statement = { name: 'seal_with_hash', text: `select from seals where encode(hash, 'hex') = $1` }

interface NextEvent {
  readonly ticket: TicketId
  readonly seq: number
  readonly hash: string
  readonly txid: string
  readonly id: number
  readonly message: string | null
}

/** Whether there is anything that no seal covers and that may be sealed. Reads only: where nothing happened, nothing is written. */
export async function isAnythingToSeal(tx: Tx): Promise<boolean> {
  const [last] = (await tx.call<Head>(head)) as [Head]
  if ((await tx.call(anyAudit, [last.audit_txid, last.audit_id])).length > 0) return true
  return (await tx.call(anyEvents, [last.events_txid, last.events_id])).length > 0
}

/** Seals what comes next, as the program; its number, or null where nothing is left. Whoever comes at the same moment waits, and goes on after it. */
export async function sealNext(tx: Tx, at: Instant): Promise<number | null> {
  const [last] = (await tx.call<Head>(lockedHead)) as [Head]
  const audit = await tx.call<AuditRow & { txid: string }>(nextAudit, [last.audit_txid, last.audit_id])
  const events = await tx.call<NextEvent>(nextEvents, [last.events_txid, last.events_id])
  if (audit.length === 0 && events.length === 0) return null
  const said = await messageHashes(tx, events)
  const lines = audit.map(({ txid: _txid, ...row }) => sealedLine(`audit/${row.id}`, contentHash(row)))
  for (const { ticket, seq, hash, message } of events) {
    lines.push(sealedLine(`event/${ticket}/${seq}`, hash))
    const words = message === null ? undefined : said.get(message)
    if (message === null || words === undefined) continue
    // A message may be named by several events: it is sealed with the first.
    said.delete(message)
    lines.push(sealedLine(`message/${message}`, words))
  }
  const seal = { number: last.number + 1, sealedAt: at, lines, before: last.hash }
  const hash = sealHash(seal)
  await tx.call(add, [seal.number, at, lines, seal.before, hash])
  const [lastAudit, lastEvent] = [audit.at(-1), events.at(-1)]
  await tx.call(advance, [
    seal.number,
    hash,
    lastAudit?.txid ?? last.audit_txid,
    lastAudit?.id ?? last.audit_id,
    lastEvent?.txid ?? last.events_txid,
    lastEvent?.id ?? last.events_id,
  ])
  return seal.number
}

async function messageHashes(tx: Tx, events: readonly NextEvent[]): Promise<Map<string, string>> {
  const ids = [...new Set(events.flatMap(({ message }) => message ?? []))]
  if (ids.length === 0) return new Map()
  const rows = await tx.call<{ id: string }>(messages, [ids])
  return new Map(rows.map((row) => [row.id, contentHash(row)]))
}

export async function sealHead(tx: Tx): Promise<SealHead> {
  const [{ number, hash }] = (await tx.call<Head>(head)) as [Head]
  return { number, hash }
}

/** Up to `limit` of them after a number, in order. */
export const sealsAfter = (tx: Tx, number: number, limit: number): Promise<readonly Seal[]> =>
  tx.call<Seal>(after, [number, limit])

/**
 * The seals that have one of these lines, of those made within the hour after any of the instants, or next after it. What was written much
 * later than its instant says (a log that was replayed) is not found.
 */
export const sealsNaming = (tx: Tx, lines: readonly string[], about: readonly Instant[]): Promise<readonly Seal[]> =>
  tx.call<Seal>(naming, [about, lines])

/** Whether there is a seal with this hash, as it was written down elsewhere. */
export const isSealKnown = async (tx: Tx, hash: string): Promise<boolean> =>
  (await tx.call(withHash, [hash])).length > 0

/** What lies within the reach of the seals, and what waits for the next one. */
export interface SealCounts {
  readonly audit: number
  readonly events: number
  readonly unsealed: number
}

const counts: Statement = {
  name: 'seal_counts',
  text: `select
      (select count(*) from audit where (txid, id) <= (h.audit_txid, h.audit_id)) as audit,
      (select count(*) from events where (txid, id) <= (h.events_txid, h.events_id)) as events,
      (select count(*) from audit where (txid, id) > (h.audit_txid, h.audit_id))
        + (select count(*) from events where (txid, id) > (h.events_txid, h.events_id)) as unsealed
    from seal_head h`,
}

export async function sealCounts(tx: Tx): Promise<SealCounts> {
  const [found] = (await tx.call<SealCounts>(counts)) as [SealCounts]
  return found
}

const unnamed: Statement = {
  name: 'seal_unnamed',
  text: `with named as (select split_part(line, ' ', 1) as name from seals, unnest(lines) as line),
      there as (
        select 'audit/' || a.id as name from audit a, seal_head h where (a.txid, a.id) <= (h.audit_txid, h.audit_id)
        union all
        select 'event/' || e.ticket_id || '/' || e.seq from events e, seal_head h
        where (e.txid, e.id) <= (h.events_txid, h.events_id))
    select name from there where not exists (select from named n where n.name = there.name) order by name limit $1`,
}

/** Names of what lies within the reach of the seals and is named by none: it was put there later. Reads every seal. */
export const unnamedBySeals = async (tx: Tx, limit: number): Promise<readonly string[]> =>
  (await tx.call<{ name: string }>(unnamed, [limit])).map(({ name }) => name)
