/** What a story's form asks for, as the intake understands it and the registry completes it. */
import type { Instant } from '../../src/domain/kernel.ts'
import type { Policy } from '../../src/domain/policy.ts'
import { askFor } from '../../src/domain/intake/ask.ts'
import { isCritical } from '../../src/domain/ticket/decide.ts'
import type { OpenTicket } from '../../src/domain/ticket/open.ts'
import { understand, type TicketForm, type Understood } from '../../src/services/tickets/intake.ts'
import type { Customer } from '../../src/storage/customers.ts'
import type { Cast } from './company.ts'
import type { Story } from './story.ts'

export interface Asked extends Understood {
  /** The form as the channel hands it over. */
  readonly form: TicketForm
  /** Everything that the core wants to know of it. */
  readonly opening: Omit<OpenTicket, 'id' | 'message'>
}

/** Throws where the policy does not know what the form says. */
export function askedIn(story: Story, policy: Policy, people: Cast, at: Instant): Asked {
  const form = formOf(story, at)
  const understanding = understand(policy, form, story.channel)
  if (!understanding.ok)
    throw new Error(understanding.wrong.map(({ field, message }) => `${field}: ${message}`).join(' '))
  const { request, proposal } = understanding.understood
  const { desk, type, category, subType, product, kind, channel, subject } = request
  const { person, partner } = people.contact(story.from)
  const ask = askFor(understanding.understood.findings, policy.intake.fields)
  const customer = customerOf(form.customerEmail, partner.id, people)
  return {
    ...understanding.understood,
    form,
    opening: {
      desk,
      type,
      category,
      subType,
      product,
      kind,
      channel,
      subject,
      receivedAt: at,
      severity: proposal.severity,
      severityBecause: proposal.because,
      partner: partner.id,
      contact: person.id,
      customer: customer?.id ?? null,
      tier: partner.tier,
      country: partner.country,
      state: partner.state,
      keyAccount: customer?.keyAccount ?? false,
      critical: isCritical(policy, category, subType),
      ...(ask === null ? {} : { ask }),
    },
  }
}

/** The same, received at another instant: all that depends on it is when it last happened. */
export function receivedAt(at: Instant, asked: Asked, story: Story): Asked {
  const form = formOf(story, at)
  const occurredAt = form.reproduction?.occurredAt ?? null
  const { request, opening } = asked
  return {
    ...asked,
    form,
    request: { ...request, reproduction: { ...request.reproduction, occurredAt } },
    opening: { ...opening, receivedAt: at },
  }
}

function formOf({ form }: Story, at: Instant): TicketForm {
  const { reproduction, ...plain } = form
  if (reproduction === undefined) return plain
  const { happenedBefore, ...details } = reproduction
  if (happenedBefore === undefined) return { ...plain, reproduction: details }
  const occurredAt = at.subtract({ minutes: happenedBefore }).toString({ smallestUnit: 'minute' })
  return { ...plain, reproduction: { ...details, occurredAt } }
}

/** D2: by the super-admin's address, else by its domain. */
function customerOf(address: string | undefined, partner: Customer['partner'], people: Cast): Customer | null {
  const own = people.customers.filter((row) => row.partner === partner)
  const domain = address?.slice(address.indexOf('@') + 1)
  return own.find((row) => row.superAdminEmail === address) ?? own.find((row) => row.domain === domain) ?? null
}
