/** Tickets of the core for tests: one partner in India, a Tuesday morning, nothing closed for days. */
import assert from 'node:assert/strict'
import type { Instant, MessageId, PartnerId, PersonId, Result, TicketId } from '../../src/domain/kernel.ts'
import type { Clock } from '../../src/domain/clock.ts'
import type { Policy, Promised } from '../../src/domain/policy.ts'
import { decide } from '../../src/domain/ticket/decide.ts'
import type { TicketCommand } from '../../src/domain/ticket/command.ts'
import { openTicket, type OpenTicket } from '../../src/domain/ticket/open.ts'
import type { By, Decision, Ticket, TicketEvent } from '../../src/domain/ticket/ticket.ts'
import { zoho } from './policies.ts'

export const policy: Policy = { ...zoho, version: 1 }

export const at = (text: string): Instant => Temporal.Instant.from(text)
export const agent: By = { kind: 'staff', person: 'agent' as PersonId }
export const partner: By = { kind: 'partner', person: 'contact' as PersonId }
export const system: By = { kind: 'system' }
export const message = (id: string): MessageId => id as MessageId

export const request = (change: Partial<OpenTicket> = {}): OpenTicket => ({
  id: 'ticket' as TicketId,
  desk: 'support',
  type: null,
  category: 'existing-features',
  subType: null,
  product: null,
  kind: 'incident',
  severity: 2,
  severityBecause: 'Given with the request.',
  channel: 'api',
  subject: 'The report is wrong',
  partner: 'partner' as PartnerId,
  contact: 'contact' as PersonId,
  customer: null,
  tier: 'premium',
  country: 'IN',
  state: null,
  keyAccount: false,
  critical: false,
  message: null,
  receivedAt: at('2026-03-10T06:00:00Z'),
  ...change,
})

/** A ticket under way, with everything that was decided on the way. */
export class Story {
  ticket: Ticket
  readonly events: TicketEvent[] = []
  last: Decision

  constructor(change: Partial<OpenTicket> = {}, openedAt?: string) {
    const asked = request(change)
    const opened = openTicket(policy, asked, partner, openedAt === undefined ? asked.receivedAt : at(openedAt))
    assert.ok(opened.ok, JSON.stringify(opened))
    this.last = opened.value
    this.ticket = opened.value.ticket
    this.events.push(...opened.value.events)
  }

  try(when: string, by: By, command: TicketCommand): Result<Decision> {
    const decided = decide(this.ticket, command, policy, by, at(when))
    if (decided.ok) {
      this.last = decided.value
      this.ticket = decided.value.ticket
      this.events.push(...decided.value.events)
    }
    return decided
  }

  do(when: string, by: By, command: TicketCommand): this {
    const decided = this.try(when, by, command)
    assert.ok(decided.ok, JSON.stringify(decided))
    return this
  }

  reply(when: string, by: By = agent, determination = false): this {
    return this.do(when, by, { kind: 'reply', message: null, determination })
  }

  wake(when: string): this {
    return this.do(when, system, { kind: 'wake' })
  }

  refused(when: string, by: By, command: TicketCommand): { code: string; field: string | undefined; message: string } {
    const decided = this.try(when, by, command)
    assert.ok(!decided.ok, 'It was allowed.')
    const { code, field, message: words } = decided.problem
    return { code, field, message: words }
  }

  clock(promised: Promised, ordinal = 1): Clock {
    const found = this.ticket.clocks.find((clock) => clock.promised === promised && clock.ordinal === ordinal)
    assert.ok(found !== undefined, `There is no ${promised} ${ordinal}.`)
    return found
  }

  kinds(): string[] {
    return this.events.map((event) => event.fact.kind)
  }
}

/** A clock in words that are easy to compare. */
export const brief = (clock: Clock): string => {
  const hm = (instant: Instant | null): string =>
    instant === null ? '-' : instant.toString().slice(5, 16).replace('T', ' ')
  const end = clock.stopped === null ? 'running' : `${clock.stopped.because} ${hm(clock.stopped.at)}`
  return `${hm(clock.startedAt)} target ${hm(clock.targetAt)} limit ${hm(clock.limitAt)} breached ${hm(clock.breachedAt)} ${end}`
}
