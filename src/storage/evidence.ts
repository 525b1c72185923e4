/** What seals cover, by its names: rows of the audit, events of tickets, messages (G2). */
import type { Instant, PartnerId, PersonId, TicketId } from '../domain/kernel.ts'
import { eventOf, type EventColumns } from './events.ts'
import { contentHash } from './seal-hash.ts'
import type { Statement, Tx } from './tx.ts'

export type AuditActor = 'staff' | 'partner' | 'system' | 'auth' | 'database'
export type AuditAct = 'added' | 'changed' | 'removed'

/** A row of the audit. `was` and `became` have the columns that differ; all of them of what was added or removed. */
export interface AuditRow {
  readonly id: number
  readonly at: Instant
  readonly actor: AuditActor
  readonly person: PersonId | null
  readonly act: AuditAct
  /** The table, and the row's key in it. */
  readonly thing: string
  readonly key: string
  readonly partner: PartnerId | null
  readonly was: Readonly<Record<string, unknown>> | null
  readonly became: Readonly<Record<string, unknown>> | null
}

/** One thing that a seal names, as it is kept now. */
export interface Evidence {
  readonly name: string
  readonly hash: string
  /** What the hash is over; null where it was not asked for. */
  readonly content: object | null
  /** Of an event: the hash of the one before it in its ticket's ledger. */
  readonly before?: string
}

export const auditColumns = `id, at, actor, person_id as person, act, thing, key, partner_id as partner, was, became`
export const messageColumns = `id, ticket_id as ticket, body, visibility, for_customer as "forCustomer", determination,
  author_id as author, side, channel, at`

const auditRows: Statement = {
  name: 'evidence_audit',
  text: `select ${auditColumns} from audit where id = any ($1::bigint[])`,
}
const messageRows: Statement = {
  name: 'evidence_messages',
  text: `select ${messageColumns} from messages where id = any ($1::uuid[])`,
}
const eventHashes: Statement = {
  name: 'evidence_event_hashes',
  text: `select e.ticket_id, e.seq, encode(e.hash, 'hex') as hash
    from unnest($1::uuid[], $2::integer[]) as n (ticket, seq) join events e on e.ticket_id = n.ticket and e.seq = n.seq`,
}
const eventRows: Statement = {
  name: 'evidence_events',
  text: `select e.*, encode(e.hash, 'hex') as hash, encode(b.hash, 'hex') as before
    from unnest($1::uuid[], $2::integer[]) as n (ticket, seq) join events e on e.ticket_id = n.ticket and e.seq = n.seq
    left join events b on b.ticket_id = e.ticket_id and b.seq = e.seq - 1`,
}

interface EventHash {
  readonly ticket_id: TicketId
  readonly seq: number
  readonly hash: string
}

/**
 * What is there of these names, by name; what is not there is left out. An event's hash is the one that its ledger keeps: whether it fits
 * the event shows where the ledger is followed (`faultIn`). With `whole` every content comes along.
 */
export async function evidenceOf(
  tx: Tx,
  names: readonly string[],
  { whole }: { readonly whole: boolean },
): Promise<ReadonlyMap<string, Evidence>> {
  const parts = names.map((name) => name.split('/'))
  const ofKind = (kind: string) => parts.filter(([first]) => first === kind)
  const found = new Map<string, Evidence>()
  const add = (name: string, row: { readonly id: number | string }) =>
    found.set(name, { name, hash: contentHash(row), content: row })
  const [audit, messages, events] = [ofKind('audit'), ofKind('message'), ofKind('event')]
  if (audit.length > 0)
    for (const row of await tx.call<AuditRow>(auditRows, [audit.map(([, id]) => id)])) add(`audit/${row.id}`, row)
  if (messages.length > 0)
    for (const row of await tx.call<{ id: string }>(messageRows, [messages.map(([, id]) => id)]))
      add(`message/${row.id}`, row)
  if (events.length > 0) {
    const rows = await tx.call<EventHash & EventColumns & { before: string | null }>(whole ? eventRows : eventHashes, [
      events.map(([, ticket]) => ticket),
      events.map(([, , seq]) => seq),
    ])
    for (const row of rows) {
      const name = `event/${row.ticket_id}/${row.seq}`
      found.set(name, {
        name,
        hash: row.hash,
        content: whole ? { ticket: row.ticket_id, ...eventOrRow(row) } : null,
        before: row.before ?? '',
      })
    }
  }
  return found
}

/** A line that no event of ours could have become is given as it stands. */
function eventOrRow(row: EventColumns): object {
  try {
    return eventOf(row)
  } catch {
    const { seq, at, noted_at: notedAt, kind, data } = row
    return { seq, at, notedAt, kind, data }
  }
}
