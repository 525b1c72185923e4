import assert from 'node:assert/strict'
import { test } from 'node:test'
import { policy } from '../../../test/support/core.ts'
import {
  aurora,
  borealis,
  ana,
  amit,
  first,
  second,
  third,
  now,
  proved,
  forged,
  ticket,
  anaWrites,
  boWrites,
  strangerWrites,
  answering,
  judge,
  held,
  said,
} from '../../../test/support/mail-facts.ts'

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
  const colleague = {
    identity: proved('amit@aurora.example'),
    sender: { person: { id: amit, side: 'partner', partner: aurora, active: true }, domainOf: aurora },
  } as const
  assert.equal(judge({ ...colleague, references, tickets: [ticket()] }).kind, 'open', 'a colleague who takes no part')
  const stranger = judge({ ...strangerWrites('eve@evil.example'), references, tickets: [ticket()] })
  assert.equal(stranger.kind, 'hold')
})

test('Who takes part without being of the partner, or holds its own token, is let in by a person, each time (A7, G3)', () => {
  const guest = strangerWrites('gast@customer.example')
  const tickets = [ticket({ participants: ['ana@aurora.example', 'gast@customer.example'] })]
  const referring = held({ ...guest, references: [{ messageId: '<a@b>', tickets: [first] }], tickets })
  assert.match(said(referring), /not registered/)
  const token = { ticket: first, address: 'gast@customer.example', person: null }
  const answered = held({ ...guest, token, tickets })
  assert.match(said(answered), /not registered/)
  assert.equal(answered.ticket, first)
})

test('A contact at a free-mail provider may answer our letter, and no more (A7)', () => {
  const contact = { ...strangerWrites('ana.rao@gmail.com'), sender: anaWrites.sender }
  const token = { ticket: first, address: 'ana.rao@gmail.com', person: ana }
  assert.equal(judge({ ...contact, token, tickets: [ticket()] }).kind, 'reply')
  assert.equal(judge(contact).kind, 'hold')
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
