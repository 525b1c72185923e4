import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refold } from '../../src/domain/ticket/refold.ts'
import { agent, at, message, partner, policy, Story } from '../support/core.ts'

const ask = { fields: ['troubleshooting'], text: 'Tell us what you tried.' }
const details = { troubleshooting: 'Another browser.' }
const supply = { kind: 'supply', message: message('m'), details } as const
const determinations = (story: Story) => story.ticket.clocks.filter(({ promised }) => promised === 'determination')

test('What is missing is asked for in the receipt: one letter, which stops no clock (B2, C4)', () => {
  const story = new Story({ ask })
  assert.deepEqual(
    story.last.letters.map(({ template, data }) => [template, data]),
    [['receipt', { asked: 'Tell us what you tried.' }]],
  )
  assert.ok(story.ticket.clocks.every(({ stopped }) => stopped === null))
  assert.deepEqual(
    new Story().last.letters.map(({ data }) => data),
    [{}],
    'nobody is asked for nothing',
  )
})

test('Supplying what was asked before any answer starts no second clock (B2, C5)', () => {
  const story = new Story({ ask })
  const before = story.ticket.clocks
  story.do('2026-03-10T06:30:00Z', partner, supply)
  assert.deepEqual(story.ticket.clocks, before)
  assert.equal(story.ticket.unansweredSince?.toString(), '2026-03-10T06:00:00Z')
})

test('Nor does it after an acknowledgement, while the determination is still owed (B2, C5)', () => {
  const story = new Story({ ask })
  story.do('2026-03-10T06:30:00Z', agent, { kind: 'reply', message: null })
  const before = determinations(story)
  story.do('2026-03-10T06:40:00Z', partner, supply)
  assert.deepEqual(determinations(story), before)
  assert.equal(story.ticket.unansweredSince?.toString(), '2026-03-10T06:40:00Z')
})

test('After the determination it owes the next word, as a reply does (B2, C5)', () => {
  const story = new Story({ ask })
  story.do('2026-03-10T06:30:00Z', agent, { kind: 'reply', message: null, determination: true })
  story.do('2026-03-10T07:00:00Z', partner, supply)
  assert.deepEqual(
    determinations(story).map(({ ordinal, startedAt, stopped }) => [ordinal, startedAt.toString(), stopped?.because]),
    [
      [1, '2026-03-10T06:00:00Z', 'kept'],
      [2, '2026-03-10T07:00:00Z', undefined],
    ],
  )
})

test('An exempt request is promised nothing by being supplied (B7)', () => {
  const story = new Story({ ask, kind: 'feature-request' })
  story.do('2026-03-10T07:00:00Z', partner, supply)
  assert.deepEqual(story.ticket.clocks, [])
})

test('A request that is over takes nothing more, and says how it is opened again (B2)', () => {
  const story = new Story({ ask })
  story.do('2026-03-10T06:30:00Z', agent, { kind: 'solve', message: message('s') })
  assert.match(story.refused('2026-03-10T07:00:00Z', partner, supply).message, /A reply on it opens it again/)
})

test('A product that is supplied becomes the ticket’s; one that was known stays (B2)', () => {
  const given = { ...supply, details: { product: 'Zoho CRM' } }
  const story = new Story({ ask })
  story.do('2026-03-10T07:00:00Z', partner, given)
  assert.equal(story.ticket.product, 'Zoho CRM')
  const known = new Story({ ask, product: 'Zoho Desk' })
  known.do('2026-03-10T07:00:00Z', partner, given)
  assert.equal(known.ticket.product, 'Zoho Desk')
})

test('A reply that was held is owed an answer since it came, and a limit that passed meanwhile is broken then (A7, C14)', () => {
  const story = new Story({ severity: 1 })
  story.do('2026-03-10T06:30:00Z', agent, { kind: 'reply', message: null, determination: true })
  story.do('2026-03-12T06:00:00Z', partner, {
    kind: 'reply',
    message: message('h'),
    receivedAt: at('2026-03-10T08:00:00Z'),
  })
  const [, second] = determinations(story)
  assert.equal(second?.startedAt.toString(), '2026-03-10T08:00:00Z')
  // Severity 1: eight hours at most (C1).
  assert.equal(second?.breachedAt?.toString(), '2026-03-10T16:00:00Z')
  assert.equal(story.ticket.unansweredSince?.toString(), '2026-03-10T08:00:00Z')
})

test('What was asked first is owed first: the clock of a later message gives way to that of a held one (A7, C5)', () => {
  const story = new Story()
  story.do('2026-03-10T06:30:00Z', agent, { kind: 'reply', message: null, determination: true })
  story.do('2026-03-10T12:00:00Z', partner, { kind: 'reply', message: message('later') })
  story.do('2026-03-10T13:00:00Z', partner, {
    kind: 'reply',
    message: message('h'),
    receivedAt: at('2026-03-10T08:00:00Z'),
  })
  assert.deepEqual(
    determinations(story).map(({ startedAt, stopped }) => [startedAt.toString(), stopped?.because]),
    [
      ['2026-03-10T06:00:00Z', 'kept'],
      ['2026-03-10T12:00:00Z', 'withdrawn'],
      ['2026-03-10T08:00:00Z', undefined],
    ],
  )
})

test('No reply comes from the future (A7)', () => {
  const story = new Story()
  const problem = story.refused('2026-03-10T07:00:00Z', partner, {
    kind: 'reply',
    message: null,
    receivedAt: at('2026-03-10T07:00:01Z'),
  })
  assert.equal(problem.code, 'conflict')
})

test('A held reply reopens a solved ticket by the day on which it came, not that of its release (A7)', () => {
  const story = new Story()
  story.do('2026-03-10T07:00:00Z', agent, { kind: 'solve', message: message('s') })
  const late = '2026-04-20T07:00:00Z'
  assert.equal(story.refused(late, partner, { kind: 'reply', message: null }).code, 'invalid-state')
  story.do(late, partner, { kind: 'reply', message: message('h'), receivedAt: at('2026-03-11T07:00:00Z') })
  assert.equal(story.ticket.solvedAt, null)
})

test('A ticket that was asked, supplied and joined by a held reply is worked out again from its ledger (C10, G2)', () => {
  const story = new Story({ ask })
  story.do('2026-03-10T06:30:00Z', agent, { kind: 'reply', message: null, determination: true })
  story.do('2026-03-10T07:00:00Z', partner, supply)
  story.do('2026-03-12T09:00:00Z', partner, {
    kind: 'reply',
    message: message('h'),
    receivedAt: at('2026-03-10T06:50:00Z'),
  })
  assert.deepEqual(refold(story.ticket.id, story.events, policy).ticket, story.ticket)
})
