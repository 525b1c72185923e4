import assert from 'node:assert/strict'
import { test } from 'node:test'
import { policy } from '../../../test/support/core.ts'
import { first, forged, anaWrites, strangerWrites, answering, judge, held } from '../../../test/support/mail-facts.ts'

test('What a machine wrote opens nothing and is never answered, even by a proved contact with a token (A5, C13)', () => {
  for (const automatic of ['auto-reply', 'loop', 'list'] as const)
    assert.equal(judge({ ...strangerWrites('x@stranger.example'), automatic }).kind, 'ignore', automatic)
  const back = judge({ ...answering(anaWrites), automatic: 'loop' })
  assert.ok(back.kind === 'ignore' && back.ticket === null, 'our own mail is no answer')
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
