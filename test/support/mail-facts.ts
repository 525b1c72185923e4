/** Facts of mails for tests of the judgement: Ana of Aurora and Bo of Borealis are contacts, and everything about them is in order. */
import assert from 'node:assert/strict'
import type { PartnerId, PersonId, TicketId } from '../../src/domain/kernel.ts'
import type { MailFacts, MailTicket } from '../../src/domain/mail/facts.ts'
import type { Identity } from '../../src/domain/mail/identity.ts'
import { judgeMail } from '../../src/domain/mail/judge.ts'
import type { HoldVerdict, Verdict } from '../../src/domain/mail/verdict.ts'
import { at, policy } from './core.ts'

export const [aurora, borealis] = ['aurora', 'borealis'] as PartnerId[] as [PartnerId, PartnerId]
export const [ana, bo, amit] = ['ana', 'bo', 'amit'] as PersonId[] as [PersonId, PersonId, PersonId]
export const [first, second, third] = ['t1', 't2', 't3'] as TicketId[] as [TicketId, TicketId, TicketId]
export const now = at('2026-11-20T10:00:00Z')

export const proved = (email: string, name = ''): Identity => ({
  author: { name, email },
  flaw: null,
  proofs: [{ by: 'dkim', domain: email.slice(email.indexOf('@') + 1) }],
  dmarc: 'pass',
  asks: 'reject',
  spf: 'pass',
  spfSays: '',
  unanswered: false,
  source: 'checked',
})
export const forged = (email: string, change: Partial<Identity> = {}): Identity => ({
  ...proved(email),
  proofs: [],
  dmarc: 'fail',
  asks: 'reject',
  spf: 'pass',
  ...change,
})

export const ticket = (change: Partial<MailTicket> = {}): MailTicket => ({
  id: first,
  number: 'PS-1',
  desk: 'support',
  partner: aurora,
  participants: ['ana@aurora.example'],
  solvedAt: null,
  closedAt: null,
  mergedInto: null,
  ...change,
})

/** Ana of Aurora, a contact, writes to the desk for the first time: proved, and a person. */
export const anaWrites: MailFacts = {
  receivedAt: now,
  desk: 'support',
  dataCentre: 'com',
  subject: 'The report is wrong',
  to: [{ name: '', email: 'partner-support@zohocorp.com' }],
  cc: [],
  identity: proved('ana@aurora.example', 'Ana Rao'),
  automatic: null,
  report: null,
  returned: null,
  seenBefore: false,
  token: null,
  references: [],
  tickets: [],
  asked: null,
  sender: { person: { id: ana, side: 'partner', partner: aurora, active: true }, domainOf: aurora },
  alike: { domains: ['aurora.example', 'borealis.example', 'zohocorp.com'], people: [] },
  recent: { received: 0, answered: 0, toldAt: null },
}
export const boWrites: MailFacts = {
  ...anaWrites,
  identity: proved('bo@borealis.example', 'Bo Berg'),
  sender: { person: { id: bo, side: 'partner', partner: borealis, active: true }, domainOf: borealis },
}
export const strangerWrites = (email: string, name = ''): MailFacts => ({
  ...anaWrites,
  identity: proved(email, name),
  sender: { person: null, domainOf: null },
})
/** With the token of Ana's letter about her ticket. */
export const answering = (facts: MailFacts, change: Partial<MailTicket> = {}): MailFacts => ({
  ...facts,
  token: { ticket: first, address: 'ana@aurora.example', person: ana },
  tickets: [ticket(change)],
})
export const judge = (facts: Partial<MailFacts>): Verdict => judgeMail(policy, { ...anaWrites, ...facts })
export const held = (facts: Partial<MailFacts>): HoldVerdict => {
  const verdict = judge(facts)
  assert.equal(verdict.kind, 'hold', JSON.stringify(verdict))
  return verdict as HoldVerdict
}
export const said = ({ findings }: HoldVerdict): string => findings.map(({ message }) => message).join('\n')
