import assert from 'node:assert/strict'
import { test } from 'node:test'
import { explainClock } from '../../src/domain/explain/explain.ts'
import { factInWords } from '../../src/domain/explain/facts.ts'
import { refold } from '../../src/domain/ticket/refold.ts'
import { agent, brief, partner, policy, Story } from '../support/core.ts'

const to = (tier: string, reason = 'The yearly evaluation.') => ({ kind: 'set-tier', tier, reason }) as const

// Support, severity 2: acknowledgement in 6 to 12 h, determination in 24 to 48 h. Received on 10 March at 06:00.
// Premium aims at 6 h and 24 h, Advanced at 9 h and 36 h, Authorised at 12 h and 48 h; the limits are everybody's.

const rises: readonly { from: string; to: string; acknowledgement: string; determination: string }[] = [
  { from: 'authorised', to: 'advanced', acknowledgement: '03-10 15:00', determination: '03-11 18:00' },
  { from: 'authorised', to: 'premium', acknowledgement: '03-10 12:00', determination: '03-11 06:00' },
  { from: 'advanced', to: 'premium', acknowledgement: '03-10 12:00', determination: '03-11 06:00' },
]
for (const row of rises)
  test(`A partner that rises from ${row.from} to ${row.to}: its open ticket gets the nearer targets, counted from its own start (A2)`, () => {
    const story = new Story({ tier: row.from }).do('2026-03-10T07:00:00Z', agent, to(row.to))
    assert.equal(story.ticket.tier, row.to)
    assert.equal(
      brief(story.clock('acknowledgement')),
      `03-10 06:00 target ${row.acknowledgement} limit 03-10 18:00 breached - running`,
    )
    assert.equal(
      brief(story.clock('determination')),
      `03-10 06:00 target ${row.determination} limit 03-12 06:00 breached - running`,
    )
  })

const falls = [
  ['premium', 'advanced'],
  ['premium', 'authorised'],
  ['advanced', 'authorised'],
] as const
for (const [from, lower] of falls)
  test(`A partner that falls from ${from} to ${lower}: its open ticket keeps the promise that it was given (A2)`, () => {
    const story = new Story({ tier: from })
    const before = story.ticket.clocks
    story.do('2026-03-10T07:00:00Z', agent, to(lower))
    assert.deepEqual(story.ticket.clocks, before)
    assert.equal(story.ticket.tier, from)
    assert.deepEqual(story.kinds(), ['opened', 'tier-changed'])
    // What it is promised later is promised as before, too.
    story.reply('2026-03-10T08:00:00Z', agent, true).reply('2026-03-10T09:00:00Z', partner)
    assert.equal(story.clock('determination', 2).terms.tier, from)
  })

test('What a ticket is promised after its partner rose is promised under the new tier (A2)', () => {
  const story = new Story({ tier: 'authorised' }).reply('2026-03-10T06:30:00Z', agent, true)
  story.do('2026-03-10T07:00:00Z', agent, to('premium')).reply('2026-03-10T08:00:00Z', partner)
  assert.equal(
    brief(story.clock('determination', 2)),
    '03-10 08:00 target 03-11 08:00 limit 03-12 08:00 breached - running',
  )
})

test('A partner that falls and rises again: the ticket has the best that it ever was promised (A2)', () => {
  const story = new Story({ tier: 'advanced' })
  story.do('2026-03-10T07:00:00Z', agent, to('authorised')).do('2026-03-10T08:00:00Z', agent, to('premium'))
  assert.equal(story.clock('acknowledgement').targetAt.toString(), '2026-03-10T12:00:00Z')
  story.do('2026-03-10T09:00:00Z', agent, to('advanced'))
  assert.equal(story.clock('acknowledgement').targetAt.toString(), '2026-03-10T12:00:00Z')
  assert.equal(story.ticket.tier, 'premium')
})

test('A nearer target that has passed already is passed as of its own instant; no limit moves, none is broken (A2, C3)', () => {
  const story = new Story({ tier: 'authorised' }).do('2026-03-10T13:00:00Z', agent, to('premium'))
  const clock = story.clock('acknowledgement')
  assert.equal(clock.warnedAt?.toString(), '2026-03-10T12:00:00Z')
  assert.equal(brief(clock), '03-10 06:00 target 03-10 12:00 limit 03-10 18:00 breached - running')
})

test('A promise that was broken stays broken, with the terms it was broken under (A2, C8)', () => {
  const story = new Story({ tier: 'authorised' }).wake('2026-03-10T19:00:00Z')
  story.do('2026-03-10T20:00:00Z', agent, to('premium'))
  const clock = story.clock('acknowledgement')
  assert.equal(brief(clock), '03-10 06:00 target 03-10 18:00 limit 03-10 18:00 breached 03-10 18:00 running')
  assert.equal(clock.terms.tier, 'authorised')
  assert.equal(story.clock('determination').targetAt.toString(), '2026-03-11T06:00:00Z')
})

test('A clock that was answered is not touched by a change of tier', () => {
  const story = new Story({ tier: 'authorised' }).reply('2026-03-10T07:00:00Z')
  story.do('2026-03-10T08:00:00Z', agent, to('premium'))
  assert.equal(story.clock('acknowledgement').targetAt.toString(), '2026-03-10T18:00:00Z')
})

test('A key account has the best targets already: a better tier moves none of them (C3, A2)', () => {
  const story = new Story({ tier: 'authorised', keyAccount: true })
  const before = brief(story.clock('determination'))
  story.do('2026-03-10T07:00:00Z', agent, to('premium'))
  assert.equal(brief(story.clock('determination')), before)
})

test('An exempt ticket takes the better tier, for the day it is covered (A2, B7)', () => {
  const story = new Story({ tier: 'authorised', kind: 'feature-request' }).do(
    '2026-03-10T07:00:00Z',
    agent,
    to('premium'),
  )
  story.do('2026-03-10T08:00:00Z', agent, { kind: 'reclassify', to: 'incident', reason: 'It did work before.' })
  assert.equal(story.clock('acknowledgement').targetAt.toString(), '2026-03-10T14:00:00Z')
})

test('The same tier again changes nothing, and says nothing', () => {
  const story = new Story().do('2026-03-10T07:00:00Z', agent, to('premium'))
  assert.deepEqual(story.kinds(), ['opened'])
})

test('A change of tier is refused on a ticket that is over, to a tier its policy does not know, or without a reason', () => {
  const story = new Story({ tier: 'advanced' })
  assert.equal(story.refused('2026-03-10T07:00:00Z', agent, to('platinum')).field, 'tier')
  assert.equal(story.refused('2026-03-10T07:00:00Z', agent, to('premium', ' ')).field, 'reason')
  story.do('2026-03-10T07:00:00Z', agent, { kind: 'close' })
  assert.equal(story.refused('2026-03-10T08:00:00Z', agent, to('premium')).code, 'invalid-state')
})

test('History keeps both promises, the ledger makes the ticket again, and both say so in words (A2, C10)', () => {
  const story = new Story({ tier: 'advanced' })
  story.do('2026-03-10T07:00:00Z', agent, to('premium')).do('2026-03-10T08:00:00Z', agent, to('authorised'))
  const clock = story.clock('acknowledgement')
  assert.deepEqual(
    clock.changes.map(({ cause, was }) => [cause, was.terms.tier, was.targetAt.toString()]),
    [['tier', 'advanced', '2026-03-10T15:00:00Z']],
  )
  assert.deepEqual(refold(story.ticket.id, story.events, policy), { ticket: story.ticket, events: story.events })
  assert.match(explainClock(policy, clock, story.ticket).because.join(' '), /tier changed: the better promise holds/)
  assert.deepEqual(
    story.events.slice(1).map(({ fact }) => factInWords(policy, fact)),
    [
      'The partner is Premium now, no longer Advanced: The yearly evaluation. The better promise holds.',
      'The partner is Authorised now, no longer Premium: The yearly evaluation. This ticket keeps the promise that it was given as Premium.',
    ],
  )
})
