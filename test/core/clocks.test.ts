import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clockState } from '../../src/domain/clock.ts'
import { openTicket } from '../../src/domain/ticket/open.ts'
import { statusOf } from '../../src/domain/ticket/ticket.ts'
import { agent, at, brief, partner, policy, request, Story, system } from '../support/core.ts'

// Support, severity 2: acknowledgement in 6 to 12 h, determination in 24 to 48 h; Premium aims at the lower end.

test('Both promises run from the receipt, with target and limit of the range (C1, C3, C4, C5)', () => {
  const story = new Story()
  assert.equal(
    brief(story.clock('acknowledgement')),
    '03-10 06:00 target 03-10 12:00 limit 03-10 18:00 breached - running',
  )
  assert.equal(
    brief(story.clock('determination')),
    '03-10 06:00 target 03-11 06:00 limit 03-12 06:00 breached - running',
  )
})

test('A ticket opened late still counts from its receipt, and is born breached where the limit has passed (A7, C14)', () => {
  const story = new Story({}, '2026-03-10T20:00:00Z')
  assert.equal(
    brief(story.clock('acknowledgement')),
    '03-10 06:00 target 03-10 12:00 limit 03-10 18:00 breached 03-10 18:00 running',
  )
  const passed = story.events.map((event) => [event.fact.kind, event.at.toString()])
  assert.deepEqual(passed, [
    ['opened', '2026-03-10T06:00:00Z'],
    ['target-passed', '2026-03-10T12:00:00Z'],
    ['limit-passed', '2026-03-10T18:00:00Z'],
  ])
})

test('A receipt in the future is refused', () => {
  const opened = openTicket(policy, request(), partner, at('2026-03-10T05:59:59Z'))
  assert.ok(!opened.ok)
  assert.equal(opened.problem.field, 'receivedAt')
})

test('The first public reply stops the acknowledgement and not the determination (C4, C5)', () => {
  const story = new Story().reply('2026-03-10T07:00:00Z')
  assert.equal(clockState(story.clock('acknowledgement')), 'met')
  assert.equal(clockState(story.clock('determination')), 'running')
  assert.equal(statusOf(story.ticket), 'open')
})

test('A first reply marked as determination stops both (C5)', () => {
  const story = new Story().reply('2026-03-10T07:00:00Z', agent, true)
  assert.equal(clockState(story.clock('determination')), 'met')
  assert.equal(statusOf(story.ticket), 'waiting-on-partner')
})

test("An agent's later reply is taken as the determination (C5)", () => {
  const story = new Story().reply('2026-03-10T07:00:00Z').reply('2026-03-10T09:30:00Z')
  assert.equal(
    brief(story.clock('determination')),
    '03-10 06:00 target 03-11 06:00 limit 03-12 06:00 breached - kept 03-10 09:30',
  )
})

test("Each later reply of the partner's starts one determination clock, ended by the next public answer (C5)", () => {
  const story = new Story().reply('2026-03-10T07:00:00Z', agent, true)
  story.reply('2026-03-10T10:00:00Z', partner).reply('2026-03-10T11:00:00Z', partner)
  assert.equal(story.ticket.clocks.length, 3)
  assert.equal(
    brief(story.clock('determination', 2)),
    '03-10 10:00 target 03-11 10:00 limit 03-12 10:00 breached - running',
  )
  story.reply('2026-03-10T12:00:00Z').reply('2026-03-10T13:00:00Z', partner)
  assert.equal(clockState(story.clock('determination', 2)), 'met')
  assert.equal(story.clock('determination', 3).startedAt.toString(), '2026-03-10T13:00:00Z')
})

test('A partner that writes before it was answered starts no further clock', () => {
  const story = new Story().reply('2026-03-10T07:00:00Z', partner)
  assert.equal(story.ticket.clocks.length, 2)
  assert.equal(story.ticket.unansweredSince?.toString(), '2026-03-10T06:00:00Z')
})

test('Automatic mail and internal notes satisfy no clock (C4, C13)', () => {
  const story = new Story()
  story.do('2026-03-10T07:00:00Z', agent, { kind: 'note', message: null })
  story.do('2026-03-10T08:00:00Z', system, { kind: 'automatic', message: null })
  assert.deepEqual(story.ticket.clocks.map(clockState), ['running', 'running'])
  assert.equal(statusOf(story.ticket), 'new')
})

test('An answer at the very instant of the limit is in time; a millisecond later it is a breach (C14)', () => {
  const onTime = new Story().reply('2026-03-10T18:00:00Z')
  assert.equal(clockState(onTime.clock('acknowledgement')), 'met')
  const tooLate = new Story().reply('2026-03-10T18:00:00.001Z')
  assert.equal(
    brief(tooLate.clock('acknowledgement')),
    '03-10 06:00 target 03-10 12:00 limit 03-10 18:00 breached 03-10 18:00 kept 03-10 18:00',
  )
  assert.equal(clockState(tooLate.clock('acknowledgement')), 'breached')
})

test('A breach is dated with the limit, whenever it is noticed, and marked late after the fact (C11, C14)', () => {
  const story = new Story().wake('2026-03-13T00:00:00Z')
  const breaches = story.events.filter((event) => event.fact.kind === 'limit-passed')
  assert.deepEqual(
    breaches.map((event) => [event.at.toString(), event.fact.kind === 'limit-passed' && event.fact.late]),
    [
      ['2026-03-10T18:00:00Z', true],
      ['2026-03-12T06:00:00Z', true],
    ],
  )
})

test('Woken in time, each target and limit fires once, in order, and is not late (C11)', () => {
  const story = new Story()
  const fired: string[] = []
  for (let wakes = 0; story.last.wakeAt !== null && wakes < 10; wakes += 1) {
    story.wake(story.last.wakeAt.toString())
    for (const { fact } of story.last.events)
      if (fact.kind === 'target-passed' || fact.kind === 'limit-passed')
        fired.push(`${fact.promised} ${fact.kind} ${fact.late}`)
  }
  assert.deepEqual(fired, [
    'acknowledgement target-passed false',
    'acknowledgement limit-passed false',
    'determination target-passed false',
    'determination limit-passed false',
  ])
})

test('A wake with nothing due changes nothing', () => {
  const story = new Story().wake('2026-03-10T06:30:00Z')
  assert.deepEqual(story.last.events, [])
  assert.deepEqual(story.last.clocks, [])
  assert.equal(story.ticket.revision, 1)
})

test('Feature requests and product limitations carry no clocks (B7)', () => {
  for (const kind of ['feature-request', 'product-limitation'] as const) {
    const story = new Story({ kind })
    assert.deepEqual(story.ticket.clocks, [])
    assert.equal(story.last.wakeAt, null)
  }
})

test('Reclassifying works forward only: what was broken stays broken (B7)', () => {
  const story = new Story()
  story.do('2026-03-10T20:00:00Z', agent, {
    kind: 'reclassify',
    to: 'product-limitation',
    reason: 'The API has no such field.',
  })
  assert.equal(clockState(story.clock('acknowledgement')), 'breached')
  assert.equal(clockState(story.clock('determination')), 'withdrawn')
  assert.equal(story.clock('determination').stopped?.because, 'exempt')
  story.do('2026-03-10T21:00:00Z', agent, { kind: 'reclassify', to: 'incident', reason: 'It has one after all.' })
  assert.equal(story.clock('acknowledgement', 2).startedAt.toString(), '2026-03-10T21:00:00Z')
  assert.equal(story.clock('determination', 2).startedAt.toString(), '2026-03-10T21:00:00Z')
})

test('Reclassifying wants a reason and another kind', () => {
  const story = new Story()
  assert.equal(
    story.refused('2026-03-10T07:00:00Z', agent, { kind: 'reclassify', to: 'request', reason: ' ' }).field,
    'reason',
  )
  assert.equal(
    story.refused('2026-03-10T07:00:00Z', agent, { kind: 'reclassify', to: 'incident', reason: 'x' }).field,
    'kind',
  )
})

test('Waiting on a product team hides no promise: the determination clock runs on (C6)', () => {
  const story = new Story().reply('2026-03-10T07:00:00Z')
  story.do('2026-03-10T08:00:00Z', agent, {
    kind: 'wait-on-product',
    team: 'CRM',
    reference: 'CRM-77',
    expectedOn: '2026-03-20',
  })
  assert.equal(clockState(story.clock('determination')), 'running')
  story.wake('2026-03-12T06:00:00.001Z')
  assert.equal(clockState(story.clock('determination')), 'breached')
  story.do('2026-03-12T07:00:00Z', agent, { kind: 'product-answered' })
  assert.equal(story.ticket.waitingOn, null)
  assert.equal(story.refused('2026-03-12T08:00:00Z', agent, { kind: 'product-answered' }).code, 'invalid-state')
})
