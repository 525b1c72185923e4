import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, policy } from '../../../test/support/core.ts'
import type { PartnerId, PersonId, TicketId } from '../kernel.ts'
import type { MailFacts, MailTicket } from './facts.ts'
import { fromFlaws, nobody, type Identity } from './identity.ts'
import { judgeMail } from './judge.ts'
import type { HoldVerdict, Verdict } from './verdict.ts'

const [aurora, borealis] = ['aurora', 'borealis'] as PartnerId[] as [PartnerId, PartnerId]
const [ana, bo, amit] = ['ana', 'bo', 'amit'] as PersonId[] as [PersonId, PersonId, PersonId]
const [first, second, third] = ['t1', 't2', 't3'] as TicketId[] as [TicketId, TicketId, TicketId]
const now = at('2026-11-20T10:00:00Z')

const proved = (email: string, name = ''): Identity => ({
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
const forged = (email: string, change: Partial<Identity> = {}): Identity => ({
  ...proved(email),
  proofs: [],
  dmarc: 'fail',
  asks: 'reject',
  spf: 'pass',
  ...change,
})

const ticket = (change: Partial<MailTicket> = {}): MailTicket => ({
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
const anaWrites: MailFacts = {
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
  sender: { person: { id: ana, side: 'partner', partner: aurora, active: true }, domainOf: aurora },
  alike: { domains: ['aurora.example', 'borealis.example', 'zohocorp.com'], people: [] },
  recent: { received: 0, answered: 0, toldAt: null },
}
const boWrites: MailFacts = {
  ...anaWrites,
  identity: proved('bo@borealis.example', 'Bo Berg'),
  sender: { person: { id: bo, side: 'partner', partner: borealis, active: true }, domainOf: borealis },
}
const strangerWrites = (email: string, name = ''): MailFacts => ({
  ...anaWrites,
  identity: proved(email, name),
  sender: { person: null, domainOf: null },
})
/** With the token of Ana's letter about her ticket. */
const answering = (facts: MailFacts, change: Partial<MailTicket> = {}): MailFacts => ({
  ...facts,
  token: { ticket: first, address: 'ana@aurora.example', person: ana },
  tickets: [ticket(change)],
})
const judge = (facts: Partial<MailFacts>): Verdict => judgeMail(policy, { ...anaWrites, ...facts })
const held = (facts: Partial<MailFacts>): HoldVerdict => {
  const verdict = judge(facts)
  assert.equal(verdict.kind, 'hold', JSON.stringify(verdict))
  return verdict as HoldVerdict
}
const said = ({ findings }: HoldVerdict): string => findings.map(({ message }) => message).join('\n')

test('A proved mail of a contact opens a ticket of its partner, at the desk that it wrote to (A5, A7)', () => {
  const verdict = judge({})
  assert.ok(verdict.kind === 'open')
  assert.deepEqual(
    [verdict.partner, verdict.contact, verdict.desk, verdict.mayAnswer, verdict.author.email],
    [aurora, ana, 'support', true, 'ana@aurora.example'],
  )
  assert.deepEqual(
    verdict.because.map(({ rule }) => rule),
    ['A7', 'A7'],
  )
})

test('So does one from a registered domain, of somebody who is no contact yet (A7)', () => {
  const verdict = judge({
    identity: proved('new@aurora.example', 'Nia New'),
    sender: { person: null, domainOf: aurora },
  })
  assert.ok(verdict.kind === 'open')
  assert.deepEqual([verdict.partner, verdict.contact], [aurora, null])
})

test('Without DMARC an aligned signature or server proves the author as well, unless the policy holds it all (A7)', () => {
  const identity: Identity = { ...proved('ana@aurora.example'), dmarc: 'none', asks: null }
  assert.equal(judge({ identity }).kind, 'open')
  assert.equal(judge({ identity: { ...identity, proofs: [] } }).kind, 'hold')
  const strict = { ...policy, mail: { ...policy.mail, withoutDmarc: 'hold' as const } }
  assert.equal(judgeMail(strict, { ...anaWrites, identity }).kind, 'hold')
  assert.equal(judgeMail(strict, anaWrites).kind, 'open')
})

test('A forged From of a registered domain is held, for a person to see whose name it took, and nobody is told on a forger’s word (A7)', () => {
  const verdict = held({ identity: forged('ana@aurora.example') })
  assert.deepEqual([verdict.tell, verdict.partner, verdict.author?.email], [null, aurora, 'ana@aurora.example'])
  assert.match(
    said(verdict),
    /does not pass the test \(DMARC\) that aurora\.example itself asks for.*Your mail is kept/,
  )
})

test('A mail that nothing proves is held, and its sender is told what to do where its domain does not disown it (A7)', () => {
  const unproved = forged('ana@aurora.example', { dmarc: 'none', asks: null, spf: 'none' })
  const verdict = held({ identity: unproved })
  assert.deepEqual(verdict.tell, { name: '', email: 'ana@aurora.example' })
  assert.match(said(verdict), /DKIM.*SPF.*portal/)
  assert.notEqual(held({ identity: { ...unproved, dmarc: 'fail', asks: 'none' } }).tell, null)
  for (const change of [{ spf: 'fail' }, { dmarc: 'fail', asks: 'quarantine' }] as const)
    assert.equal(held({ identity: { ...unproved, ...change } }).tell, null)
})

test('What could not be looked up holds a mail: it never passes, and is never refused (A7)', () => {
  const verdict = held({ identity: forged('ana@aurora.example', { dmarc: 'temperror', asks: null, unanswered: true }) })
  assert.equal(verdict.tell, null)
  assert.match(said(verdict), /could not be looked up/)
  const withProof: Identity = { ...proved('ana@aurora.example'), dmarc: 'temperror', unanswered: true }
  assert.equal(judge({ identity: withProof }).kind, 'hold')
})

test('A From line that names nobody, or several, is held whatever was proved (A7)', () => {
  for (const flaw of fromFlaws) {
    const verdict = held({ identity: nobody(flaw), sender: { person: null, domainOf: null } })
    assert.deepEqual([verdict.author, verdict.tell, verdict.findings.length], [null, null, 1], flaw)
  }
})

test('Free mail is held, and its sender is told to write from the company’s own address (A7)', () => {
  const verdict = held(strangerWrites('ana.rao@gmail.com', 'Ana Rao'))
  assert.deepEqual(verdict.tell?.email, 'ana.rao@gmail.com')
  assert.match(said(verdict), /company's own address: an address at gmail\.com/)
  const registered = { ...strangerWrites('ana.rao@gmail.com'), sender: anaWrites.sender }
  assert.equal(judge(registered).kind, 'hold')
})

test('An unregistered address is held, with what to do and nothing about others (A7, G3)', () => {
  const verdict = held(strangerWrites('x@stranger.example'))
  assert.equal(verdict.partner, null)
  assert.match(said(verdict), /x@stranger\.example is not registered.*administrator/)
  assert.doesNotMatch(said(verdict), /aurora|borealis/i)
})

test('Whoever was told is not told again within the policy’s days (A7)', () => {
  const told = (toldAt: string) =>
    held({ ...strangerWrites('x@stranger.example'), recent: { received: 1, answered: 1, toldAt: at(toldAt) } }).tell
  assert.equal(told('2026-11-13T10:00:00Z'), null)
  assert.notEqual(told('2026-11-13T09:59:59Z'), null)
})

test('A look-alike is held with a warning: another letter, another end, a name of ours, of staff, of a contact (A7)', () => {
  const staff = [{ name: 'Maya Lead', email: 'maya@zohocorp.com' }]
  for (const [email, name, words] of [
    ['ana@auroro.example', 'Ana', /looks like one that we know/],
    ['ana@xn--auror-8ve.example', 'Ana', /looks like one that we know/],
    ['ana@aurora.test', '', /looks like one that we know/],
    ['x@stranger.example', 'Maya Lead', /alone does not tell us who you are/],
    ['x@stranger.example', 'Mауа Lead', /alone does not tell us who you are/],
    ['x@stranger.example', 'Zoho Support', /as though we had written it/],
    ['x@stranger.example', 'PARTNER  Operations', /as though we had written it/],
    ['x@stranger.example', 'ana@aurora.example', /shows another address/],
  ] as const) {
    const verdict = held({ ...strangerWrites(email, name), alike: { ...anaWrites.alike, people: staff } })
    assert.match(verdict.findings[0]?.message ?? '', words, email)
    if (!name.includes('@')) assert.doesNotMatch(said(verdict), /aurora\.example|maya@/, 'gives nobody away')
  }
})

test('Nobody hides behind a registered domain either: a name of ours from there is held, but a contact is known (A7)', () => {
  const posing = { identity: proved('x@aurora.example', 'Zoho Partner Support') }
  assert.equal(judge({ ...posing, sender: { person: null, domainOf: aurora } }).kind, 'hold')
  assert.equal(judge(posing).kind, 'open')
})

test('A mail in the name of our own mailbox, of staff, or of somebody who left is held (A7)', () => {
  const ours = held({ identity: proved('partner-support@zohocorp.com'), sender: { person: null, domainOf: null } })
  assert.equal(ours.tell, null)
  const staff = { id: amit, side: 'staff', partner: null, active: true } as const
  assert.match(said(held({ sender: { person: staff, domainOf: null } })), /console/)
  const left = held({
    sender: { person: { id: ana, side: 'partner', partner: aurora, active: false }, domainOf: aurora },
  })
  assert.deepEqual([left.partner, left.tell?.email], [aurora, 'ana@aurora.example'])
})

test('A reply with its own token, or a colleague’s, is put on its ticket (A5)', () => {
  const own = judge(answering(anaWrites))
  assert.ok(own.kind === 'reply')
  assert.deepEqual([own.ticket, own.contact, own.partner, own.reopens], [first, ana, aurora, false])
  const colleague = judge(
    answering({
      ...anaWrites,
      identity: proved('amit@aurora.example'),
      sender: { person: { id: amit, side: 'partner', partner: aurora, active: true }, domainOf: aurora },
    }),
  )
  assert.ok(colleague.kind === 'reply')
  assert.equal(colleague.contact, amit)
})

test('A reply token in the wrong hands is held with its reason, and joins nothing (A5, G3)', () => {
  for (const facts of [answering(boWrites), answering(strangerWrites('eve@evil.example'))]) {
    const verdict = held(facts)
    assert.match(said(verdict), /given to somebody else/)
    assert.equal(verdict.ticket, first)
  }
  const forgedAna = held(answering({ ...anaWrites, identity: forged('ana@aurora.example') }))
  assert.match(said(forgedAna), /DMARC/)
})

test('A forged reply token is held: neither the ticket nor a new one (A5)', () => {
  assert.match(said(held({ token: 'unknown' })), /belongs to no ticket/)
  assert.equal(judge({ ...answering(anaWrites), tickets: [] }).kind, 'hold')
})

test('Who went over to another partner leaves its old conversations behind (G3)', () => {
  const person = { id: ana, side: 'partner', partner: borealis, active: true } as const
  assert.equal(judge(answering({ ...anaWrites, sender: { person, domainOf: aurora } })).kind, 'hold')
  const referring = {
    ...anaWrites,
    sender: { person, domainOf: aurora },
    references: [{ messageId: '<a@b>', tickets: [first] }],
    tickets: [ticket()],
  }
  assert.ok(judge(referring).kind === 'open')
})

test('References count only for whoever takes part already: a hijacked thread becomes a ticket of its own (A5, G3)', () => {
  const references = [{ messageId: '<ours@desk.example>', tickets: [first] }]
  assert.equal(judge({ references, tickets: [ticket()] }).kind, 'reply')
  const hijack = judge({ ...boWrites, references, tickets: [ticket()] })
  assert.ok(hijack.kind === 'open')
  assert.equal(hijack.partner, borealis)
  assert.ok(hijack.because.some(({ words }) => /takes no part: not joined/.test(words)))
  const stranger = judge({ ...strangerWrites('eve@evil.example'), references, tickets: [ticket()] })
  assert.equal(stranger.kind, 'hold')
})

test('Somebody whom a person let in stays in the conversation, and in that alone (A7)', () => {
  const guest = strangerWrites('gast@customer.example')
  const tickets = [ticket({ participants: ['ana@aurora.example', 'gast@customer.example'] })]
  const verdict = judge({ ...guest, references: [{ messageId: '<a@b>', tickets: [first] }], tickets })
  assert.ok(verdict.kind === 'reply')
  assert.deepEqual([verdict.partner, verdict.contact], [aurora, null])
  assert.equal(judge(guest).kind, 'hold')
})

test('A Message-ID that stands for several tickets joins none of them; the next one that is clear does (A5)', () => {
  const tickets = [ticket(), ticket({ id: second, number: 'PS-2' })]
  const repeated = { messageId: '<1@localhost>', tickets: [first, second] }
  assert.equal(judge({ references: [repeated], tickets }).kind, 'open')
  const clear = judge({ references: [repeated, { messageId: '<2@x>', tickets: [second] }], tickets })
  assert.ok(clear.kind === 'reply' && clear.ticket === second)
})

test('A number in the subject, and a name in Cc, give nobody anything (A5, G3)', () => {
  const verdict = judge({
    ...boWrites,
    subject: 'Re: [PS-1] The report is wrong',
    cc: [{ name: 'Ana', email: 'ana@aurora.example' }],
    tickets: [ticket({ participants: ['ana@aurora.example'] })],
  })
  assert.ok(verdict.kind === 'open' && verdict.partner === borealis)
  assert.ok(verdict.because.some(({ words }) => words === 'In Cc, without any access by it: ana@aurora.example.'))
})

test('A reply within the policy’s days reopens a solved ticket, and later it becomes a new one, linked to it (A5)', () => {
  const days = policy.tickets.reopensWithinDays
  const solvedAt = now.subtract({ hours: days * 24 })
  const inTime = judge(answering(anaWrites, { solvedAt }))
  assert.ok(inTime.kind === 'reply' && inTime.reopens)
  assert.equal(judge(answering(anaWrites, { solvedAt, closedAt: now })).kind, 'reply')
  const late = judge(answering(anaWrites, { solvedAt: solvedAt.subtract({ seconds: 1 }) }))
  assert.ok(late.kind === 'follow-up')
  assert.deepEqual([late.of, late.partner, late.desk], [first, aurora, 'support'])
})

test('A reply to a merged ticket goes to the one that survives, however often they were merged (C13)', () => {
  const tickets = [
    ticket({ mergedInto: second }),
    ticket({ id: second, number: 'PS-2', mergedInto: third }),
    ticket({ id: third, number: 'PS-3' }),
  ]
  const verdict = judge({ ...answering(anaWrites), tickets })
  assert.ok(verdict.kind === 'reply' && verdict.ticket === third)
  assert.equal(judge({ ...answering(anaWrites), tickets: tickets.slice(0, 2) }).kind, 'hold')
  const circle = [ticket({ mergedInto: second }), ticket({ id: second, mergedInto: first })]
  assert.equal(judge({ ...answering(anaWrites), tickets: circle }).kind, 'hold')
  const elsewhere = [ticket({ mergedInto: second }), ticket({ id: second, partner: borealis })]
  assert.equal(judge({ ...answering(anaWrites), tickets: elsewhere }).kind, 'hold')
})

test('What a machine wrote opens nothing and is never answered, even by a proved contact with a token (A5, C13)', () => {
  for (const automatic of ['auto-reply', 'loop', 'list'] as const)
    assert.equal(judge({ ...strangerWrites('x@stranger.example'), automatic }).kind, 'ignore', automatic)
  const away = judge({ ...answering(anaWrites), automatic: 'auto-reply' })
  assert.ok(away.kind === 'ignore' && away.ticket === first)
})

test('A contact who writes over a list of its own is held for a person, and not told (A5, A7)', () => {
  assert.equal(held({ automatic: 'list' }).tell, null)
  assert.equal(judge({ automatic: 'list', identity: forged('ana@aurora.example') }).kind, 'ignore')
})

test('A report is believed of the letter that it returns, and of its address alone; any other is kept and changes nothing (A5)', () => {
  const report = {
    outcome: 'failed',
    addresses: ['victim@borealis.example'],
    status: '5.1.1',
    diagnosis: '550 5.1.1 no such user',
    messageId: '<letter@desk.example>',
  } as const
  const stranger = { ...strangerWrites('mailer-daemon@mx.example'), automatic: 'bounce', report } as const
  const unknown = judge(stranger)
  assert.ok(unknown.kind === 'bounce')
  assert.deepEqual([unknown.address, unknown.ticket, unknown.status], [null, null, '5.1.1'])
  const returned = { messageId: report.messageId, ticket: first, address: 'ana@aurora.example' }
  const ours = judge({ ...stranger, returned })
  assert.ok(ours.kind === 'bounce')
  assert.deepEqual([ours.address, ours.ticket, ours.outcome], ['ana@aurora.example', first, 'failed'])
  assert.equal(judge({ ...stranger, report: null }).kind, 'bounce')
})

test('The same mail again is nothing (G1)', () => {
  assert.equal(judge({ seenBefore: true }).kind, 'ignore')
})

test('Two desks that answer each other’s receipts fall silent by themselves (A5)', () => {
  const { answers, mails } = policy.mail.breaker
  let [received, answered, opened] = [0, 0, 0]
  // The other desk says nothing of being a machine, and answers each receipt with one of its own, in a new thread.
  for (let turn = 0; turn < 1_000; turn += 1) {
    const verdict = judge({
      subject: `[#${turn}] We have received your request`,
      recent: { received, answered, toldAt: null },
    })
    received += 1
    assert.ok(verdict.kind === 'open')
    opened += 1
    if (!verdict.mayAnswer) break
    answered += 1
  }
  assert.deepEqual([answered, opened], [answers, answers + 1])
  const flooding = held({ recent: { received: mails, answered: 0, toldAt: null } })
  assert.equal(flooding.tell, null)
  assert.equal(judge({ recent: { received: mails - 1, answered: 0, toldAt: null } }).kind, 'open')
})

test('Nobody is told of a held mail either once enough machine letters went to it (A5)', () => {
  const recent = { received: 9, answered: policy.mail.breaker.answers, toldAt: null }
  assert.equal(held({ ...strangerWrites('x@stranger.example'), recent }).tell, null)
})

test('Whatever the facts, what is held says why in words and names a rule, and says that it is kept (A7)', () => {
  const verdicts = [
    held({ token: 'unknown' }),
    held(answering(boWrites)),
    held({ automatic: 'list' }),
    held(strangerWrites('x@yahoo.fr', 'Zoho')),
    held({ identity: nobody('comment') }),
    held({ identity: forged('ana@aurora.example') }),
  ]
  for (const { findings, because } of verdicts) {
    assert.ok(because.length > 0 && findings.length > 0)
    for (const { verdict, message, rule } of findings) {
      assert.equal(verdict, 'hold')
      assert.match(message, /\. Your mail is kept, with the time at which it came\.$/)
      assert.match(rule, /^[A-G]\d+$/)
    }
  }
})
