/** Decisions as the rows that `commit_writes` (migrations/0003_writer.sql) takes. */
import type { Clock } from '../domain/clock.ts'
import { later, type Instant, type PartnerId, type TicketId } from '../domain/kernel.ts'
import { isOver, sideOf, statusOf, type Letter, type TicketEvent } from '../domain/ticket/ticket.ts'
import { chainHash, chainStart } from './chain.ts'
import type { NewMessage, Write } from './commit.ts'
import { toText } from './connection.ts'
import { storable } from './json.ts'

export interface Payload {
  readonly json: string
  readonly tickets: readonly { readonly id: TicketId; readonly revision: number }[]
  readonly heads: ReadonlyMap<TicketId, string>
  readonly hasEvents: boolean
}

/** Throws where the writes do not follow each other: our own mistake, never a partner's. */
export function payloadOf(writes: readonly Write[], heads: ReadonlyMap<TicketId, string>): Payload {
  const rows: Rows = { opened: [], changed: [], clocks: [], events: [], messages: [], letters: [] }
  const newHeads = new Map<TicketId, string>()
  const series = seriesOf(writes)
  for (const each of series) newHeads.set(each.id, addRows(rows, each, heads))
  const filled = Object.entries(rows).filter(([, list]) => list.length > 0)
  const text = JSON.stringify(Object.fromEntries(filled))
  return {
    // What PostgreSQL's text cannot hold was taken out of the events already, before they were hashed.
    json: /\\u0000|\\ud[89a-f]/i.test(text) ? JSON.stringify(storable(JSON.parse(text))) : text,
    tickets: series.map(({ id, last }) => ({ id, revision: last.decision.ticket.revision })),
    heads: newHeads,
    hasEvents: rows.events.length > 0,
  }
}

type Row = Readonly<Record<string, unknown>>
type Rows = Record<'opened' | 'changed' | 'clocks' | 'events' | 'messages' | 'letters', Row[]>

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
function addRows(rows: Rows, series: Series, heads: ReadonlyMap<TicketId, string>): string {
  const { id, first, writes, clocks } = series
  const { partner } = first.decision.ticket
  let head = first.expectedRevision === 0 ? chainStart : heads.get(id)
  if (head === undefined) throw new Error(`Ticket ${id} must be locked in the transaction that writes it.`)
  for (const { decision, messages, silent, opened } of writes) {
    for (const event of decision.events) {
      const kept = storable(event)
      head = chainHash(head, id, kept)
      rows.events.push(eventRow(id, partner, kept, head))
    }
    for (const message of messages)
      rows.messages.push(
        messageRow(id, partner, message, opened && message === messages[0] ? decision.ticket.subject : null),
      )
    if (silent !== true)
      for (const letter of decision.letters) rows.letters.push(letterRow(id, partner, letter, notedAt(writes)))
  }
  for (const clock of clocks.values()) rows.clocks.push(clockRow(id, partner, clock))
  rows[first.expectedRevision === 0 ? 'opened' : 'changed'].push(ticketRow(series, head))
  return head
}

const orNull = (at: Instant | null): string | null => (at === null ? null : toText(at))

/** When the last of these was decided; null where nothing was recorded. */
function notedAt(writes: readonly Write[]): string | null {
  const instants = writes.flatMap(({ decision }) => decision.events.map((event) => event.notedAt))
  return instants.length === 0 ? null : toText(instants.reduce(later))
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
    type: ticket.type,
    category: ticket.category,
    sub_type: ticket.subType,
    product: ticket.product,
    kind: ticket.kind,
    severity: ticket.severity,
    severity_because: because ?? opened?.severityBecause ?? null,
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
    received_at: toText(ticket.receivedAt),
    first_answered_at: orNull(ticket.firstAnsweredAt),
    unanswered_since: orNull(ticket.unansweredSince),
    waiting_on: ticket.waitingOn === null ? null : { ...ticket.waitingOn, since: toText(ticket.waitingOn.since) },
    solved_at: orNull(ticket.solvedAt),
    closed_at: orNull(ticket.closedAt),
    merged_into: ticket.mergedInto,
    status: statusOf(ticket),
    open: !isOver(ticket),
    wake_at: orNull(wakeAt),
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
    partner_id: partner,
    desk: terms.desk,
    severity: terms.severity,
    tier: terms.tier,
    key_account: terms.keyAccount,
    round_the_clock: terms.roundTheClock,
    started_at: toText(clock.startedAt),
    target_at: toText(clock.targetAt),
    limit_at: toText(clock.limitAt),
    warned_at: orNull(clock.warnedAt),
    breached_at: orNull(clock.breachedAt),
    stopped_at: orNull(stopped?.at ?? null),
    stopped_because: stopped?.because ?? null,
    changes: clock.changes,
  }
}

function eventRow(ticket: TicketId, partner: PartnerId | null, event: TicketEvent, hash: string): Row {
  const { kind, ...data } = event.fact
  return {
    ticket_id: ticket,
    seq: event.seq,
    partner_id: partner,
    at: toText(event.at),
    noted_at: toText(event.notedAt),
    by_kind: event.by.kind,
    by_side: sideOf(event.by),
    by_person: 'person' in event.by ? event.by.person : null,
    visible_to: event.visibleTo,
    kind,
    data,
    hash: `\\x${hash}`,
  }
}

function messageRow(ticket: TicketId, partner: PartnerId | null, message: NewMessage, subject: string | null): Row {
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
    at: toText(message.at),
    subject,
  }
}

function letterRow(ticket: TicketId, partner: PartnerId | null, letter: Letter, at: string | null): Row {
  return {
    ticket_id: ticket,
    partner_id: partner,
    template: letter.template,
    recipient: letter.to,
    address: letter.to.kind === 'named' ? letter.to.email : null,
    message_id: letter.message,
    data: letter.data,
    state: 'queued',
    created_at: at,
  }
}
