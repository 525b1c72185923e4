/** A request becomes a ticket, or what it would be promised if it were sent now. */
import type { Finding } from '../../domain/intake/request.ts'
import type { Instant, MessageId, TicketId } from '../../domain/kernel.ts'
import { deskRules, isExempt } from '../../domain/policy.ts'
import { placeOf } from '../../domain/region.ts'
import { openTicket as open } from '../../domain/ticket/open.ts'
import type { Channel, Decision } from '../../domain/ticket/ticket.ts'
import { commitAtOnce } from '../../storage/commit-at-once.ts'
import { commit, type Write } from '../../storage/commit.ts'
import type { Tx } from '../../storage/database.ts'
import { storableJson } from '../../storage/json.ts'
import { noMarks } from '../../storage/ticket-marks.ts'
import { byOf, isStaff, type Actor, type App } from '../app.ts'
import { openWithFiles, type Drawn } from '../attachments/uses.ts'
import { everybody } from '../escalation/duty.ts'
import type { TicketForm } from './intake.ts'
import { workforceOf } from './opening-contexts.ts'
import { prepare, type Asking, type Ready } from './opening-request.ts'
import { openingText } from './opening-text.ts'
import { keyMismatch, once, type Once, type Outcome } from '../once.ts'
import { no, type Answer } from '../refusals.ts'
import { clockView, ticketView, type ClockView, type TicketFacts, type TicketView } from './view.ts'
import { givenTo, readWorkforce, takerOf } from '../escalation/workforce.ts'

/**
 * Opens a ticket for the actor, or, for staff, on behalf of `contactEmail`. Refused with every wrong field. `channel` is
 * the way it came in where the form does not say.
 */
export async function openTicket(
  app: App,
  actor: Actor,
  form: TicketForm,
  channel: Channel,
  asked: Once | null,
): Promise<Answer<Outcome<TicketView>>> {
  const at = app.now()
  const prepared = await prepare(app, { actor, form, channel, at })
  const drawn = prepared.ok ? await drawUp(app, actor, form, prepared.value, at) : prepared
  // Whoever asks again gets the first answer, also where it would be refused by now.
  const { attachments = [] } = form
  if (!drawn.ok || attachments.length > 0)
    return once(app, actor, asked, 201, (tx) => openWithFiles(app, tx, actor, drawn, attachments))

  const { writes, view } = drawn.value
  const json = storableJson(view)
  const keyed = asked === null ? {} : { once: { ...asked, at, status: 201, response: json } }
  const done = await commitAtOnce(app.db, { actor, writes, ...keyed })
  if (done.kind === 'mismatch') return keyMismatch
  if (done.kind === 'replay') return { ok: true, value: { fresh: false, status: done.status, body: done.response } }
  const [committed] = done.committed
  if (committed === undefined) throw new Error('A new ticket was written and not told of.')
  const { number } = committed
  return { ok: true, value: { fresh: true, value: { ...view, number }, json: numbered(json, number) } }
}

/** The answer with the number that only the writing gave. Nothing else in it can be spelt so: quotes in words are escaped. */
const numbered = (json: string, number: string): string =>
  json.replace('"number":""', () => `"number":${JSON.stringify(number)}`)

export interface OpenedIn {
  readonly ticket: TicketId
  readonly number: string
  /** The first message: what the form said. */
  readonly message: MessageId
}

/**
 * The same within a transaction, by the contact that `form.contactEmail` names: its request came some other way than over
 * the API, now (A5) or earlier (A7), and what led to it is written with it. Without `receipt` no machine answers it.
 */
export async function openTicketIn(
  app: App,
  tx: Tx,
  { receipt, ...asking }: Omit<Asking, 'actor' | 'tx'> & { readonly receipt: boolean },
): Promise<Answer<OpenedIn>> {
  const { form, at } = asking
  const prepared = await prepare(app, { ...asking, actor: tx.actor, tx })
  if (!prepared.ok) return prepared
  const { context, opening } = prepared.value
  const { partner, contact } = context
  // Whom no machine answers, none asks for more either.
  const { ask: _ask, ...unasked } = opening
  const ready = receipt ? prepared.value : { ...prepared.value, opening: unasked }
  const by: Actor = { kind: 'partner', person: contact.id, partner: partner.id }
  const drawn = await drawUp(app, by, form, ready, at, tx)
  if (!drawn.ok) return drawn
  const { writes, message } = drawn.value
  const [committed] = await commit(tx, receipt ? writes : writes.map(withoutReceipt))
  if (committed === undefined) throw new Error('A new ticket was written and not told of.')
  return { ok: true, value: { ticket: committed.ticket, number: committed.number, message } }
}

const withoutReceipt = (write: Write): Write => ({
  ...write,
  decision: { ...write.decision, letters: write.decision.letters.filter(({ template }) => template !== 'receipt') },
})

/** What is to be written of a new ticket, and what is answered; its number comes with the writing. */
async function drawUp(
  app: App,
  actor: Actor,
  form: TicketForm,
  ready: Ready,
  at: Instant,
  tx: Tx | null = null,
): Promise<Answer<Drawn>> {
  const { policy, understood, context, opening } = ready
  const message = app.newId<'message'>()
  const decided = open(policy, { ...opening, id: app.newId<'ticket'>(), message }, byOf(actor), at)
  if (!decided.ok) return no(decided.problem)
  const decision = decided.value
  const { findings, proposal } = understood
  const write: Write = {
    decision,
    expectedRevision: 0,
    messages: [
      {
        id: message,
        body: openingText(understood.request),
        visibility: 'public',
        forCustomer: false,
        determination: false,
        author: context.contact.id,
        side: 'partner',
        channel: opening.channel,
        at: opening.receivedAt,
      },
    ],
    opened: {
      numberPrefix: deskRules(policy, opening.desk).ticketPrefix,
      intake: form,
      findings,
      severityBecause: proposal.because,
      contact: context.contact,
    },
  }
  // F6: the region's DRI has it from the start, in the same write.
  const hasDris = deskRules(policy, opening.desk).dris.length > 0
  const found = () => (tx === null ? workforceOf(app) : readWorkforce(tx, app))
  const workforce = hasDris ? await found() : { absences: [], current: policy, staff: new Map() }
  const taker = takerOf(policy, opening, workforce, at)
  const given = taker === null ? [] : [givenTo(taker, decision, policy, at)]
  const facts = {
    ...factsOf(given[0]?.decision ?? decision, ready, at),
    assignee: taker === null ? null : { name: taker.name, email: isStaff(actor) ? taker.email : null },
  }
  const view = ticketView(policy, facts, { ...everybody(at, policy), absences: workforce.absences })
  return { ok: true, value: { writes: [write, ...given], view, message } }
}

export interface TicketPreview {
  readonly desk: string
  readonly kind: Ready['opening']['kind']
  readonly category: string
  readonly severity: number
  readonly severityBecause: string
  readonly exempt: boolean
  readonly exemptBecause: string | null
  readonly keyAccount: boolean
  readonly zone: string
  readonly clocks: ClockView[]
  readonly findings: readonly Finding[]
}

/** What would be promised if the form were sent now; nothing is written. A form may be as unfinished as it is. */
export async function previewTicket(
  app: App,
  actor: Actor,
  form: { readonly [Field in keyof TicketForm]?: TicketForm[Field] | undefined },
  channel: Channel,
): Promise<Answer<TicketPreview>> {
  const at = app.now()
  const whole: TicketForm = { ...form, subject: form.subject ?? '', description: form.description ?? '' }
  const prepared = await prepare(app, { actor, form: whole, channel, at })
  if (!prepared.ok) return prepared
  const { policy, understood, opening } = prepared.value
  const decided = open(policy, { ...opening, id: 'preview' as TicketId, message: null }, byOf(actor), at)
  if (!decided.ok) return no(decided.problem)
  const { ticket } = decided.value
  const exempt = isExempt(ticket.kind)
  return {
    ok: true,
    value: {
      desk: ticket.desk,
      kind: ticket.kind,
      category: ticket.category,
      severity: ticket.severity,
      severityBecause: understood.proposal.because,
      exempt,
      exemptBecause: exempt ? (understood.findings.find((finding) => finding.rule === 'B7')?.message ?? null) : null,
      keyAccount: ticket.keyAccount,
      zone: placeOf(policy, ticket.country, ticket.state).zone,
      clocks: ticket.clocks.map((clock) => clockView(policy, clock, ticket)),
      findings: understood.findings,
    },
  }
}

const factsOf = (decision: Decision, { understood, context }: Ready, at: Instant): Omit<TicketFacts, 'assignee'> => ({
  ticket: decision.ticket,
  number: '',
  severityBecause: understood.proposal.because,
  urgency: decision.urgency,
  findings: understood.findings,
  partner: context.partner,
  // Nobody opens a ticket for somebody who has left.
  contact: { ...context.contact, active: true },
  receiver: context.contact,
  trainedIn: context.contact.trainedIn,
  customer: context.customer,
  marks: noMarks,
  createdAt: at,
  updatedAt: at,
})
