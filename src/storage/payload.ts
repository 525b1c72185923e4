/** Decisions as the rows that `commit_writes` (migrations/0003_writer.sql) takes. */
import type { Clock } from '../domain/clock.ts'
import { later, type Instant, type PartnerId, type TicketId } from '../domain/kernel.ts'
import { isOver, sideOf, statusOf, type TicketEvent } from '../domain/ticket/ticket.ts'
import { chainHash, chainStart } from './chain.ts'
import type { NewMessage, Write } from './commit.ts'
import { toText } from './connection.ts'
import { storableJson } from './json.ts'
import { letterRow } from './letter-row.ts'
import type { Tx } from './tx.ts'

export interface Payload {
  /** JSON of the rows for each table; null where there are none. */
  readonly rows: Readonly<Record<Table, string | null>>
  readonly tickets: readonly { readonly id: TicketId; readonly revision: number }[]
  readonly heads: ReadonlyMap<TicketId, string>
  readonly hasEvents: boolean
}

/** Throws where the writes do not follow each other: our own mistake, never a partner's. */
export function payloadOf(
  writes: readonly Write[],
  heads: ReadonlyMap<TicketId, string>,
  letters: Tx['letters'],
): Payload {
  const rows: Rows = { opened: [], changed: [], clocks: [], events: [], messages: [], letters: [] }
  const newHeads = new Map<TicketId, string>()
  const series = seriesOf(writes)
  for (const each of series) newHeads.set(each.id, addRows(rows, each, heads, letters))
  return {
    rows: {
      opened: jsonOf(rows.opened),
      changed: jsonOf(rows.changed),
      clocks: jsonOf(rows.clocks),
      events: jsonOf(rows.events),
      messages: jsonOf(rows.messages),
      letters: jsonOf(rows.letters),
    },
    tickets: series.map(({ id, last }) => ({ id, revision: last.decision.ticket.revision })),
    heads: newHeads,
    hasEvents: rows.events.length > 0,
  }
}

/** In the order of the parameters of `commit_writes`. */
export const tables = ['opened', 'changed', 'clocks', 'events', 'messages', 'letters'] as const
type Table = (typeof tables)[number]

/** What is absent is null: it need not be sent. */
type Row = Readonly<Record<string, unknown>>
type Rows = Record<Table, Row[]>

/** JSON of rows; null where there are none. */
export const jsonOf = (rows: readonly Row[]): string | null => (rows.length === 0 ? null : storableJson(rows))

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
  rows[first.expectedRevision === 0 ? 'opened' : 'changed'].push(ticketRow(series, head))
  return head
}

const text = (at: Instant | null | undefined): string | undefined => (at ? toText(at) : undefined)
const given = <Value>(value: Value | null): Value | undefined => value ?? undefined

/** When the last of these was decided; nothing where nothing was recorded. */
function notedAt(writes: readonly Write[]): string | undefined {
  const instants = writes.flatMap(({ decision }) => decision.events.map((event) => event.notedAt))
  return instants.length === 0 ? undefined : toText(instants.reduce(later))
}

function ticketRow({ first, last, writes }: Series, head: string): Row {
  const { ticket, wakeAt, urgency } = last.decision
  const { opened } = first
  const because = writes.findLast((write) => write.severityBecause !== undefined)?.severityBecause
  const at = notedAt(writes)
  const facts = {
    id: ticket.id,
    revision: ticket.revision,
    desk: ticket.desk,
    type: given(ticket.type),
    category: ticket.category,
    sub_type: given(ticket.subType),
    product: given(ticket.product),
    kind: ticket.kind,
    severity: ticket.severity,
    severity_because: because ?? opened?.severityBecause,
    subject: ticket.subject,
    partner_id: given(ticket.partner),
    contact_id: given(ticket.contact),
    customer_id: given(ticket.customer),
    tier: ticket.tier,
    country: ticket.country,
    state: given(ticket.state),
    key_account: ticket.keyAccount,
    critical: ticket.critical,
    assignee_id: given(ticket.assignee),
    received_at: toText(ticket.receivedAt),
    first_answered_at: text(ticket.firstAnsweredAt),
    unanswered_since: text(ticket.unansweredSince),
    escalation: ticket.escalation ?? undefined,
    dispute: ticket.dispute ?? undefined,
    waiting_on: ticket.waitingOn === null ? undefined : { ...ticket.waitingOn, since: toText(ticket.waitingOn.since) },
    solved_at: text(ticket.solvedAt),
    closed_at: text(ticket.closedAt),
    merged_into: given(ticket.mergedInto),
    status: statusOf(ticket),
    open: !isOver(ticket),
    wake_at: text(wakeAt),
    urgency_band: urgency.band,
    urgency_at: toText(urgency.at),
    chain_head: `\\x${head}`,
    updated_at: at,
  }
  if (opened === undefined) return { ...facts, expected: first.expectedRevision }
  return {
    ...facts,
    number_prefix: opened.numberPrefix,
    policy_version: ticket.policyVersion,
    channel: ticket.channel,
    findings: opened.findings,
    intake: opened.intake,
    created_at: toText(first.decision.events[0]?.notedAt ?? ticket.receivedAt),
  }
}

function clockRow(ticket: TicketId, partner: PartnerId | null, clock: Clock): Row {
  const { terms, stopped } = clock
  return {
    ticket_id: ticket,
    promised: clock.promised,
    ordinal: clock.ordinal,
    partner_id: given(partner),
    desk: terms.desk,
    severity: terms.severity,
    tier: terms.tier,
    key_account: terms.keyAccount,
    round_the_clock: terms.roundTheClock,
    started_at: toText(clock.startedAt),
    target_at: toText(clock.targetAt),
    limit_at: toText(clock.limitAt),
    warned_at: text(clock.warnedAt),
    breached_at: text(clock.breachedAt),
    stopped_at: text(stopped?.at),
    stopped_because: stopped?.because,
    changes: clock.changes,
  }
}

function eventRow(ticket: TicketId, partner: PartnerId | null, event: TicketEvent, hash: string): Row {
  const { kind, ...data } = event.fact
  return {
    ticket_id: ticket,
    seq: event.seq,
    partner_id: given(partner),
    at: toText(event.at),
    noted_at: toText(event.notedAt),
    by_kind: event.by.kind,
    by_side: sideOf(event.by),
    by_person: 'person' in event.by ? event.by.person : undefined,
    visible_to: event.visibleTo,
    kind,
    data,
    hash: `\\x${hash}`,
  }
}

function messageRow(
  ticket: TicketId,
  partner: PartnerId | null,
  message: NewMessage,
  subject: string | undefined,
): Row {
  return {
    id: message.id,
    ticket_id: ticket,
    partner_id: given(partner),
    body: message.body,
    visibility: message.visibility,
    for_customer: message.forCustomer,
    determination: message.determination,
    author_id: given(message.author),
    side: message.side,
    channel: message.channel,
    at: toText(message.at),
    subject,
  }
}
