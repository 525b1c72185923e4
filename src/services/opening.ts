/** A request becomes a ticket, or what it would be promised if it were sent now. */
import type { Finding } from '../domain/intake/request.ts'
import type { Instant, TicketId } from '../domain/kernel.ts'
import { deskRules, isExempt, type Policy } from '../domain/policy.ts'
import { placeOf } from '../domain/region.ts'
import { isCritical } from '../domain/ticket/decide.ts'
import { openTicket as open, type OpenTicket } from '../domain/ticket/open.ts'
import type { Channel, Decision } from '../domain/ticket/ticket.ts'
import { commitAtOnce } from '../storage/commit-at-once.ts'
import type { Write } from '../storage/commit.ts'
import type { OpeningContext } from '../storage/opening-context.ts'
import { byOf, isStaff, type Actor, type App } from './app.ts'
import { everybody } from './duty.ts'
import { understand, type TicketForm, type Understood } from './intake.ts'
import { contextFor, workforceOf } from './opening-contexts.ts'
import { openingText } from './opening-text.ts'
import { keyMismatch, once, type Once, type Outcome } from './once.ts'
import { no, wrongFields, type Answer } from './refusals.ts'
import { clockView, ticketView, type ClockView, type TicketFacts, type TicketView } from './ticket-view.ts'
import { givenTo, takerOf } from './workforce.ts'

type FieldMistake = { readonly field: string; readonly message: string }

/** A request that may be opened: everything the core wants to know of it. */
interface Ready {
  readonly policy: Policy
  readonly understood: Understood
  readonly context: OpeningContext
  readonly opening: Omit<OpenTicket, 'id' | 'message'>
}

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
  const prepared = await prepare(app, actor, form, channel, at)
  const drawn = prepared.ok ? await drawUp(app, actor, form, prepared.value, at) : prepared
  // Whoever asks again gets the first answer, also where it would be refused by now.
  if (!drawn.ok) return once(app, actor, asked, 201, async () => drawn)

  const { writes, view } = drawn.value
  const keyed = asked === null ? {} : { once: { ...asked, at, status: 201, response: view } }
  const done = await commitAtOnce(app.db, { actor, writes, ...keyed })
  if (done.kind === 'mismatch') return keyMismatch
  if (done.kind === 'replay') return { ok: true, value: { fresh: false, status: done.status, body: done.response } }
  const [committed] = done.committed
  if (committed === undefined) throw new Error('A new ticket was written and not told of.')
  return { ok: true, value: { fresh: true, value: { ...view, number: committed.number } } }
}

/** What is to be written of a new ticket, and what is answered; its number comes with the writing. */
async function drawUp(
  app: App,
  actor: Actor,
  form: TicketForm,
  ready: Ready,
  at: Instant,
): Promise<Answer<{ readonly writes: readonly Write[]; readonly view: TicketView }>> {
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
    },
  }
  // F6: the region's DRI has it from the start, in the same write.
  const hasDris = deskRules(policy, opening.desk).dris.length > 0
  const workforce = hasDris ? await workforceOf(app) : { absences: [], current: policy, staff: new Map() }
  const taker = takerOf(policy, opening, workforce, at)
  const given = taker === null ? [] : [givenTo(taker, decision, policy, at)]
  const facts = {
    ...factsOf(given[0]?.decision ?? decision, ready, at),
    assignee: taker === null ? null : { name: taker.name, email: isStaff(actor) ? taker.email : null },
  }
  const view = ticketView(policy, facts, { ...everybody(at, policy), absences: workforce.absences })
  return { ok: true, value: { writes: [write, ...given], view } }
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
  const prepared = await prepare(app, actor, whole, channel, at)
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
  contact: context.contact,
  trainedIn: context.contact.trainedIn,
  customer: context.customer,
  createdAt: at,
  updatedAt: at,
})

/** Everything wrong with a request at once: what the form says, who sends it, and what may be said by whom. */
async function prepare(
  app: App,
  actor: Actor,
  form: TicketForm,
  channel: Channel,
  at: Instant,
): Promise<Answer<Ready>> {
  const policy = app.policies.current()
  const staff = isStaff(actor)
  const understanding = understand(policy, form, channelOf(form, channel))
  const mistakes: FieldMistake[] = [...staffFields(form, staff), ...(understanding.ok ? [] : understanding.wrong)]

  const context = await contextFor(app, actor, {
    contactEmail: staff ? (form.contactEmail ?? null) : null,
    customerEmail: form.customerEmail ?? null,
    superAdminEmail: form.reproduction?.superAdminEmail ?? null,
  })
  if (context === null && form.contactEmail !== undefined)
    mistakes.push({
      field: 'contactEmail',
      message: 'No contact of a partner has this address: check it, or register the contact first.',
    })
  else if (context === null && staff)
    mistakes.push({
      field: 'contactEmail',
      message: 'Say for which contact of which partner you open it: give its address.',
    })
  if (!understanding.ok || mistakes.length > 0) return wrongFields(mistakes)
  if (context === null) return no({ code: 'not-allowed', message: 'You are not registered as a contact of a partner.' })

  const { understood } = understanding
  const { request, proposal } = understood
  const { partner, contact, customer } = context
  return {
    ok: true,
    value: {
      policy,
      understood,
      context,
      opening: {
        desk: request.desk,
        type: request.type,
        category: request.category,
        subType: request.subType,
        product: request.product,
        kind: request.kind,
        severity: proposal.severity,
        severityBecause: proposal.because,
        channel: request.channel,
        subject: request.subject,
        partner: partner.id,
        contact: contact.id,
        customer: customer?.id ?? null,
        tier: partner.tier,
        country: partner.country,
        state: partner.state,
        keyAccount: customer?.keyAccount ?? false,
        critical: isCritical(policy, request.category, request.subType),
        receivedAt: form.receivedAt === undefined ? at : Temporal.Instant.from(form.receivedAt),
      },
    },
  }
}

const channelOf = (form: TicketForm, channel: Channel): Channel => form.channel ?? channel

const partnerChannels: readonly Channel[] = ['portal', 'widget', 'api']

function staffFields(form: TicketForm, staff: boolean): FieldMistake[] {
  if (staff) return []
  const mistakes: FieldMistake[] = []
  if (form.contactEmail !== undefined)
    mistakes.push({ field: 'contactEmail', message: 'Only the vendor opens a ticket for somebody else: leave it out.' })
  if (form.receivedAt !== undefined)
    mistakes.push({ field: 'receivedAt', message: 'Only the vendor may say when a request came in: leave it out.' })
  if (form.channel !== undefined && !partnerChannels.includes(form.channel))
    mistakes.push({ field: 'channel', message: `Give ${partnerChannels.join(', ')}, or leave it out.` })
  return mistakes
}
