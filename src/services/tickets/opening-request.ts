/** A request that may be opened: everything the core wants to know of it, or everything that is wrong with it at once. */
import { askFor } from '../../domain/intake/ask.ts'
import type { Finding } from '../../domain/intake/request.ts'
import type { Instant } from '../../domain/kernel.ts'
import type { Policy } from '../../domain/policy.ts'
import { isCritical } from '../../domain/ticket/decide.ts'
import type { OpenTicket } from '../../domain/ticket/open.ts'
import type { Channel } from '../../domain/ticket/ticket.ts'
import { openingContext, type OpeningContext } from '../../storage/opening-context.ts'
import type { Tx } from '../../storage/database.ts'
import { isStaff, type Actor, type App } from '../app.ts'
import { understand, type TicketForm, type Understood } from './intake.ts'
import { contextFor } from './opening-contexts.ts'
import { no, wrongFields, type Answer } from '../refusals.ts'

type FieldMistake = { readonly field: string; readonly message: string }

export interface Ready {
  readonly policy: Policy
  readonly understood: Understood
  readonly context: OpeningContext
  readonly opening: Omit<OpenTicket, 'id' | 'message'>
}

/** How a request came, beside what it says. */
export interface Asking {
  readonly actor: Actor
  readonly form: TicketForm
  /** Where the form does not say. */
  readonly channel: Channel
  readonly at: Instant
  /** Found already, beside what the form's own rules find. */
  readonly findings?: readonly Finding[]
  /** Where the contact was only now registered: looks it up in the same transaction. */
  readonly tx?: Tx
}

/** Refused with what the form says wrongly, who sends it, and what may not be said by whom. */
export async function prepare(app: App, asking: Asking): Promise<Answer<Ready>> {
  const { actor, form, channel, at, findings = [], tx } = asking
  const policy = app.policies.current()
  const staff = isStaff(actor)
  const understanding = understand(policy, form, channelOf(form, channel))
  const mistakes: FieldMistake[] = [...staffFields(form, staff), ...(understanding.ok ? [] : understanding.wrong)]

  const sought = {
    contactEmail: staff ? (form.contactEmail ?? null) : null,
    customerEmail: form.customerEmail ?? null,
    superAdminEmail: form.reproduction?.superAdminEmail ?? null,
  }
  const context = await (tx === undefined ? contextFor(app, actor, sought) : openingContext(tx, sought))
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

  const understood = {
    ...understanding.understood,
    findings: [...understanding.understood.findings, ...findings],
  }
  const { request, proposal } = understood
  const { partner, contact, customer } = context
  const ask = askFor(understood.findings, policy.intake.fields)
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
        ...(ask === null ? {} : { ask }),
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
