/** Decisions made by hand for storage's tests: what is written is under test, not what was decided. */
import { randomUUID } from 'node:crypto'
import { startClock, stopClock, type Clock, type Terms } from '../../src/domain/clock.ts'
import type { Instant, MessageId, TicketId } from '../../src/domain/kernel.ts'
import type { TicketFact } from '../../src/domain/ticket/facts.ts'
import {
  statusOf,
  type By,
  type Decision,
  type Letter,
  type Ticket,
  type TicketEvent,
} from '../../src/domain/ticket/ticket.ts'
import type { NewMessage, Write } from '../../src/storage/commit.ts'

export const at = (text: string): Instant => Temporal.Instant.from(text)
export const uuid = <Kind>(): Kind => randomUUID() as Kind

const morning = at('2026-03-10T06:00:00Z')
const terms: Terms = { desk: 'support', severity: 2, tier: 'premium', keyAccount: false, roundTheClock: false }

/** A new ticket of two running promises, received on a Tuesday morning unless told otherwise. */
export function opening(change: Partial<Ticket> = {}, extra: Partial<Write> = {}): Write {
  const id = change.id ?? uuid<TicketId>()
  const receivedAt = change.receivedAt ?? morning
  const clocks = (['acknowledgement', 'determination'] as const).map((promised, place) =>
    startClock(id, promised, 1, terms, receivedAt, {
      targetAt: receivedAt.add({ hours: 6 + place * 18 }),
      limitAt: receivedAt.add({ hours: 12 + place * 36 }),
    }),
  )
  const ticket: Ticket = {
    id,
    revision: 1,
    policyVersion: 1,
    desk: 'support',
    type: null,
    category: 'existing-features',
    subType: null,
    product: null,
    kind: 'incident',
    severity: 2,
    channel: 'api',
    subject: 'The report is wrong',
    partner: null,
    contact: null,
    customer: null,
    tier: 'premium',
    country: 'IN',
    state: null,
    keyAccount: false,
    critical: false,
    assignee: null,
    receivedAt,
    firstAnsweredAt: null,
    unansweredSince: receivedAt,
    waitingOn: null,
    escalation: null,
    dispute: null,
    solvedAt: null,
    closedAt: null,
    mergedInto: null,
    clocks,
    ...change,
  }
  const { id: _id, revision: _revision, clocks: _clocks, policyVersion: _version, ...known } = ticket
  const request = { ...known, severityBecause: 'Given.', message: null }
  const decision: Decision = {
    ticket,
    clocks,
    events: [event(1, { kind: 'opened', request }, { at: receivedAt })],
    letters: [],
    wakeAt: clocks[0]?.targetAt.add({ milliseconds: 1 }) ?? null,
    urgency: { band: 2, at: clocks[0]?.targetAt ?? receivedAt },
  }
  return {
    decision,
    expectedRevision: 0,
    messages: [],
    opened: { numberPrefix: 'PS', intake: { subject: ticket.subject }, findings: [], severityBecause: 'Given.' },
    ...extra,
  }
}

/** The same write with another decision in it. */
export const deciding = (write: Write, change: Partial<Decision>): Write => ({
  ...write,
  decision: { ...write.decision, ...change },
})

/** A public answer by an agent, one hour after the receipt unless told otherwise: it keeps the acknowledgement. */
export function answering(ticket: Ticket, by: By = { kind: 'log', side: 'agent' }, when?: Instant): Write {
  const now = when ?? ticket.receivedAt.add({ hours: 1 })
  const clocks = ticket.clocks
    .filter((clock) => clock.promised === 'acknowledgement')
    .map((clock) => stopClock(clock, now, 'kept'))
  return following(
    {
      ...ticket,
      firstAnsweredAt: ticket.firstAnsweredAt ?? now,
      unansweredSince: null,
      clocks: replaced(ticket, clocks),
    },
    { kind: 'agent-replied', message: null, determination: false },
    { clocks, at: now, by },
  )
}

/** One more event on a ticket, which is then as it is given. */
export function following(
  ticket: Ticket,
  fact: TicketFact,
  more: { clocks?: readonly Clock[]; at?: Instant; by?: By; visibleTo?: 'partner' | 'staff'; letters?: Letter[] } = {},
): Write {
  const revision = ticket.revision + 1
  return {
    decision: {
      ticket: { ...ticket, revision },
      clocks: more.clocks ?? [],
      events: [event(revision, fact, { ...more, at: more.at ?? ticket.receivedAt.add({ hours: revision }) })],
      letters: more.letters ?? [],
      wakeAt: null,
      urgency: { band: statusOf(ticket) === 'solved' ? 3 : 2, at: ticket.receivedAt },
    },
    expectedRevision: ticket.revision,
    messages: [],
  }
}

export function event(
  seq: number,
  fact: TicketFact,
  { at: when = morning, by = { kind: 'log', side: 'partner' }, visibleTo = 'partner' }: Partial<TicketEvent> = {},
): TicketEvent {
  return { seq, at: when, notedAt: when, by, visibleTo, fact }
}

export const replaced = (ticket: Ticket, clocks: readonly Clock[]): readonly Clock[] =>
  ticket.clocks.map((clock) => clocks.find(({ id }) => id === clock.id) ?? clock)

export const message = (body: string, change: Partial<NewMessage> = {}): NewMessage => ({
  id: uuid<MessageId>(),
  body,
  visibility: 'public',
  forCustomer: false,
  determination: false,
  author: null,
  side: 'partner',
  channel: 'api',
  at: morning,
  ...change,
})
