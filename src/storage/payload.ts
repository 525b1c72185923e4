/** Decisions as the rows that `commit_writes` (migrations/0038_written_rows.sql) takes. */
import type { Clock } from '../domain/clock.ts'
import { later, type Instant, type PartnerId, type TicketId } from '../domain/kernel.ts'
import { searchWords } from '../domain/search.ts'
import { isOver, sideOf, statusOf, type TicketEvent } from '../domain/ticket/ticket.ts'
import type { Findable } from './binary-rows.ts'
import { chainHash, chainStart } from './chain.ts'
import type { NewMessage, Opened, Write } from './commit.ts'
import { letterRow } from './letter-row.ts'
import { toText } from './connection.ts'
import type { Tx } from './tx.ts'
import { writtenRows, type RowTypes, type WrittenRow } from './written-rows.ts'

export interface Payload {
  /** The rows for each table; null where there are none. */
  readonly rows: Readonly<Record<Table, Buffer | null>>
  readonly tickets: readonly { readonly id: TicketId; readonly revision: number }[]
  readonly heads: ReadonlyMap<TicketId, string>
  readonly hasEvents: boolean
}

/** Throws where the writes do not follow each other: our own mistake, never a partner's. */
export function payloadOf(
  writes: readonly Write[],
  heads: ReadonlyMap<TicketId, string>,
  letters: Tx['letters'],
  types: RowTypes,
): Payload {
  const rows: Rows = { opened: [], changed: [], clocks: [], events: [], messages: [], letters: [] }
  const newHeads = new Map<TicketId, string>()
  const series = seriesOf(writes)
  for (const each of series) newHeads.set(each.id, addRows(rows, each, heads, letters))
  return {
    rows: {
      opened: writtenRows(types, 'opened', rows.opened),
      changed: writtenRows(types, 'changed', rows.changed),
      clocks: writtenRows(types, 'clocks', rows.clocks),
      events: writtenRows(types, 'events', rows.events),
      messages: writtenRows(types, 'messages', rows.messages),
      letters: writtenRows(types, 'letters', rows.letters),
    },
    tickets: series.map(({ id, last }) => ({ id, revision: last.decision.ticket.revision })),
    heads: newHeads,
    hasEvents: rows.events.length > 0,
  }
}

/** In the order of the parameters of `commit_writes`. */
export const tables = ['opened', 'changed', 'clocks', 'events', 'messages', 'letters'] as const
type Table = (typeof tables)[number]

type Rows = { readonly [Each in Table]: WrittenRow<Each>[] }

/** All that is written about one ticket in one call: only what is true at the end is written of ticket and clocks. */
interface Series {
  readonly id: TicketId
  readonly first: Write
  last: Write
  readonly writes: Write[]
  readonly clocks: Map<string, Clock>
}

function seriesOf(writes: readonly Write[]): readonly Series[] {
  const all = new Map<TicketId, Series>()
  for (const write of writes) {
    const { ticket, clocks } = write.decision
    let series = all.get(ticket.id)
    if (series === undefined) {
      if ((write.expectedRevision === 0) !== (write.opened !== undefined))
        throw new Error(`Ticket ${ticket.id}: 'opened' belongs to a new ticket, and to every one.`)
      series = { id: ticket.id, first: write, last: write, writes: [], clocks: new Map() }
      all.set(ticket.id, series)
    } else if (write.expectedRevision !== series.last.decision.ticket.revision || write.opened !== undefined)
      throw new Error(`Ticket ${ticket.id}: decisions written together must follow each other.`)
    series.last = write
    series.writes.push(write)
    for (const clock of clocks) series.clocks.set(clock.id, clock)
  }
  return [...all.values()]
}

/** Adds a ticket's rows; its new head of the chain. */
function addRows(rows: Rows, series: Series, heads: ReadonlyMap<TicketId, string>, letters: Tx['letters']): string {
  const { id, first, writes, clocks } = series
  const { partner } = first.decision.ticket
  let head = first.expectedRevision === 0 ? chainStart : heads.get(id)
  if (head === undefined) throw new Error(`Ticket ${id} must be locked in the transaction that writes it.`)
  for (const write of writes) {
    const { decision, messages, silent, opened } = write
    for (const event of decision.events) {
      head = chainHash(head, id, event)
      rows.events.push(eventRow(id, partner, event, head))
    }
    for (const message of messages)
      rows.messages.push(
        messageRow(id, partner, message, opened && message === messages[0] ? decision.ticket.subject : undefined),
      )
    if (silent !== true)
      for (const letter of decision.letters)
        rows.letters.push(
          letterRow(id, partner, letter, letters, notedAt([write]) ?? notedAt(writes), first.opened?.contact),
        )
  }
  for (const clock of clocks.values()) rows.clocks.push(clockRow(id, partner, clock))
  const row = ticketRow(series, head)
  if (first.opened === undefined) rows.changed.push({ ...row, expected: first.expectedRevision })
  else rows.opened.push({ ...row, ...openedRow(first, first.opened) })
  return head
}

/** When the last of these was decided; nothing where nothing was recorded. */
function notedAt(writes: readonly Write[]): Instant | null {
  let latest: Instant | null = null
  for (const { decision } of writes)
    for (const { notedAt: at } of decision.events) latest = latest === null ? at : later(latest, at)
  return latest
}

function ticketRow({ first, last, writes }: Series, head: string): WrittenRow<'changed'> {
  const { ticket, wakeAt, urgency } = last.decision
  const { opened } = first
  const because = writes.findLast((write) => write.severityBecause !== undefined)?.severityBecause
  const at = notedAt(writes)
  return {
    id: ticket.id,
    revision: ticket.revision,
    desk: ticket.desk,
    type: ticket.type,
    category: ticket.category,
    sub_type: ticket.subType,
    product: ticket.product,
    kind: ticket.kind,
    severity: ticket.severity,
    severity_because: because ?? opened?.severityBecause,
    subject: ticket.subject,
    partner_id: ticket.partner,
    contact_id: ticket.contact,
    customer_id: ticket.customer,
    tier: ticket.tier,
    country: ticket.country,
    state: ticket.state,
    key_account: ticket.keyAccount,
    critical: ticket.critical,
    assignee_id: ticket.assignee,
    received_at: ticket.receivedAt,
    first_answered_at: ticket.firstAnsweredAt,
    unanswered_since: ticket.unansweredSince,
    escalation: ticket.escalation,
    dispute: ticket.dispute,
    waiting_on: ticket.waitingOn === null ? null : { ...ticket.waitingOn, since: toText(ticket.waitingOn.since) },
    solved_at: ticket.solvedAt,
    closed_at: ticket.closedAt,
    merged_into: ticket.mergedInto,
    status: statusOf(ticket),
    open: !isOver(ticket),
    wake_at: wakeAt,
    urgency_band: urgency.band,
    urgency_at: urgency.at,
    chain_head: head,
    updated_at: at,
  }
}

/** What only a new ticket has: it never changes after. */
const openedRow = ({ decision: { ticket, events } }: Write, opened: Opened): WrittenRow<'opened'> => ({
  number_prefix: opened.numberPrefix,
  policy_version: ticket.policyVersion,
  channel: ticket.channel,
  findings: opened.findings,
  intake: opened.intake,
  created_at: events[0]?.notedAt ?? ticket.receivedAt,
})

function clockRow(ticket: TicketId, partner: PartnerId | null, clock: Clock): WrittenRow<'clocks'> {
  const { terms, stopped } = clock
  return {
    ticket_id: ticket,
    promised: clock.promised,
    ordinal: clock.ordinal,
    partner_id: partner,
    desk: terms.desk,
    severity: terms.severity,
    tier: terms.tier,
    key_account: terms.keyAccount,
    round_the_clock: terms.roundTheClock,
    started_at: clock.startedAt,
    target_at: clock.targetAt,
    limit_at: clock.limitAt,
    warned_at: clock.warnedAt,
    breached_at: clock.breachedAt,
    stopped_at: stopped?.at,
    stopped_because: stopped?.because,
    changes: clock.changes,
  }
}

function eventRow(ticket: TicketId, partner: PartnerId | null, event: TicketEvent, hash: string): WrittenRow<'events'> {
  const { kind, ...data } = event.fact
  return {
    ticket_id: ticket,
    seq: event.seq,
    partner_id: partner,
    at: event.at,
    noted_at: event.notedAt,
    by_kind: event.by.kind,
    by_side: sideOf(event.by),
    by_person: 'person' in event.by ? event.by.person : undefined,
    visible_to: event.visibleTo,
    kind,
    data,
    hash,
  }
}

function messageRow(
  ticket: TicketId,
  partner: PartnerId | null,
  message: NewMessage,
  subject: string | undefined,
): WrittenRow<'messages'> {
  return {
    id: message.id,
    ticket_id: ticket,
    partner_id: partner,
    body: message.body,
    visibility: message.visibility,
    for_customer: message.forCustomer,
    determination: message.determination,
    author_id: message.author,
    side: message.side,
    channel: message.channel,
    at: message.at,
    words: findableBy(partner, message, subject),
  }
}

/** Of a text so much is looked at: beyond, nobody would say that it is about a word. */
const lookedAt = 50_000

/** A partner's own messages carry its mark, by which the search keeps to them (migrations/0004_reads.sql). */
export const findableBy = (
  partner: PartnerId | null,
  { body, visibility }: Pick<NewMessage, 'body' | 'visibility'>,
  subject: string | undefined,
): Findable => ({
  words: searchWords(`${subject ?? ''} ${body.slice(0, lookedAt)}`),
  mark: partner !== null && visibility === 'public' ? `=${partner}` : null,
})
