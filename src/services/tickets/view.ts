/** A ticket as readers get it: instants, reasons and closed spans worked out under the policy it was opened with. */
import { clockState, type Clock } from '../../domain/clock.ts'
import { closedSpans, explainClock } from '../../domain/explain/explain.ts'
import type { Finding } from '../../domain/intake/request.ts'
import type { Instant, PersonId } from '../../domain/kernel.ts'
import type { Policy, Promised } from '../../domain/policy.ts'
import { kindForCustomer } from '../../domain/kind-words.ts'
import { placeOf } from '../../domain/region.ts'
import { statusOf, type Ticket, type Urgency } from '../../domain/ticket/ticket.ts'
import { turnOf } from '../../domain/ticket/turn.ts'
import type { TicketMarks } from '../../storage/ticket-marks.ts'
import type { Duty } from '../escalation/duty.ts'
import { disputeView, driView, escalationView } from '../escalation/view.ts'
import { utc, utcOrNull } from '../instants.ts'

/** A ticket with what stands around it: names, and what the ledger said when it was opened. */
export interface TicketFacts {
  readonly ticket: Ticket
  readonly number: string
  readonly severityBecause: string
  readonly urgency: Urgency
  readonly findings: readonly Finding[]
  readonly partner: {
    readonly name: string
    readonly tier: string
    readonly country: string
    readonly state: string | null
  } | null
  readonly contact: (NamedPerson & { readonly active: boolean }) | null
  /** Who gets what is written to the partner: the contact, or whoever does once that one has left (F8). */
  readonly receiver: (NamedPerson & { readonly id: PersonId }) | null
  /** Ids of the products that the contact has a training record for (D4). */
  readonly trainedIn: readonly string[]
  readonly assignee: NamedPerson | null
  readonly customer: { readonly name: string } | null
  readonly marks: TicketMarks
  readonly createdAt: Instant
  readonly updatedAt: Instant
}

export interface NamedPerson {
  readonly name: string
  readonly email: string | null
}

export type ClockView = ReturnType<typeof clockView>
export type TicketView = ReturnType<typeof ticketView>

export function clockView(policy: Policy, clock: Clock, where: { country: string; state: string | null }) {
  return {
    id: clock.id as string,
    kind: clock.promised as Promised,
    state: clockState(clock),
    startedAt: utc(clock.startedAt),
    targetAt: utc(clock.targetAt),
    limitAt: utc(clock.limitAt),
    stoppedAt: utcOrNull(clock.stopped?.at ?? null),
    stoppedBecause: clock.stopped?.because ?? null,
    warnedAt: utcOrNull(clock.warnedAt),
    breachedAt: utcOrNull(clock.breachedAt),
    roundTheClock: clock.terms.roundTheClock,
    closed: closedSpans(policy, clock, where, toldUntil(clock)).map(({ from, to }) => ({
      from: utc(from),
      to: utc(to),
    })),
    because: [...explainClock(policy, clock, where).because],
  }
}

/** A broken promise that runs on is late in working time: closed time is told so far beyond its limit. */
const lateFor = { hours: 28 * 24 } as const

const toldUntil = ({ stopped, breachedAt, limitAt }: Clock): Instant | undefined =>
  stopped?.at ?? (breachedAt === null ? undefined : limitAt.add(lateFor))

/** `duty` is what `dutyFor` found for it. */
export function ticketView(policy: Policy, facts: TicketFacts, duty: Duty) {
  const { ticket } = facts
  const place = placeOf(policy, ticket.country, ticket.state)
  return {
    id: ticket.id as string,
    number: facts.number,
    subject: ticket.subject,
    desk: ticket.desk,
    type: ticket.type,
    category: ticket.category,
    subType: ticket.subType,
    product: ticket.product,
    kind: ticket.kind,
    kindMeans: kindForCustomer[ticket.kind],
    severity: ticket.severity,
    severityBecause: facts.severityBecause,
    severityConfirmed: confirmedView(facts.marks),
    status: statusOf(ticket),
    channel: ticket.channel,
    partner:
      facts.partner === null || ticket.partner === null ? null : { id: ticket.partner as string, ...facts.partner },
    contact: contactView(facts),
    receiver: facts.receiver === null ? null : personRef(facts.receiver.id, facts.receiver, 'partner'),
    untrained: isUntrained(policy, facts),
    customer:
      facts.customer === null || ticket.customer === null
        ? null
        : { id: ticket.customer as string, name: facts.customer.name },
    keyAccount: ticket.keyAccount,
    critical: ticket.critical,
    assignee: personRef(ticket.assignee, facts.assignee, 'staff'),
    dri: driView(policy, ticket, duty),
    waitingOn: ticket.waitingOn === null ? null : { ...ticket.waitingOn, since: utc(ticket.waitingOn.since) },
    zone: place.zone,
    subregion: place.subregion,
    clocks: ticket.clocks.map((clock) => clockView(policy, clock, ticket)),
    urgency: { band: facts.urgency.band as number, at: utc(facts.urgency.at) },
    turn: turnOf(ticket),
    escalation: escalationView(policy, ticket, duty),
    dispute: disputeView(ticket.dispute),
    findings: [...facts.findings],
    idea: facts.marks.idea === null ? null : { ...facts.marks.idea, id: facts.marks.idea.id as string },
    ...(facts.marks.tags.length === 0 ? {} : { tags: [...facts.marks.tags] }),
    mergedInto: ticket.mergedInto as string | null,
    policyVersion: ticket.policyVersion,
    receivedAt: utc(ticket.receivedAt),
    solvedAt: utcOrNull(ticket.solvedAt),
    closedAt: utcOrNull(ticket.closedAt),
    createdAt: utc(facts.createdAt),
    updatedAt: utc(facts.updatedAt),
    revision: ticket.revision,
  }
}

/** D4: the contact has no record for the ticket's product; where none is named, none at all. */
function isUntrained(policy: Policy, { ticket, contact, trainedIn }: TicketFacts): boolean {
  if (contact === null) return false
  const product = policy.products.find(({ id, name }) => id === ticket.product || name === ticket.product)
  return product === undefined ? trainedIn.length === 0 : !trainedIn.includes(product.id)
}

const confirmedView = ({ severityConfirmed: confirmed }: TicketMarks) =>
  confirmed === null ? null : { at: utc(confirmed.at), by: confirmed.by?.name ?? null }

function contactView({ ticket, contact }: TicketFacts) {
  const ref = personRef(ticket.contact, contact, 'partner')
  return ref === null || contact === null ? null : { ...ref, active: contact.active }
}

const personRef = (id: PersonId | null, person: NamedPerson | null, side: 'staff' | 'partner') =>
  id === null || person === null ? null : { id: id as string, name: person.name, email: person.email, side }
