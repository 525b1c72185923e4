import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clockState } from '../../src/domain/clock.ts'
import type { SeverityCause } from '../../src/domain/ticket/facts.ts'
import { agent, brief, Story } from '../support/core.ts'

const to = (severity: number, cause: SeverityCause, reason = 'The shop stands still.') =>
  ({ kind: 'set-severity', severity, cause, reason }) as const

// Support, Premium. Severity 2: 6–12 h and 24–48 h. Severity 1: 1–3 h and 2–8 h. Severity 3: 16–24 h and 48–72 h.

test('Worsened: the earlier of the old limit and the new range from the change holds (C8)', () => {
  const early = new Story().do('2026-03-10T07:00:00Z', agent, to(1, 'worsened'))
  assert.equal(
    brief(early.clock('acknowledgement')),
    '03-10 06:00 target 03-10 08:00 limit 03-10 10:00 breached - running',
  )
  assert.equal(
    brief(early.clock('determination')),
    '03-10 06:00 target 03-10 09:00 limit 03-10 15:00 breached - running',
  )
  // Half an hour before its old limit the new range would be milder: the old limit stays.
  const late = new Story().do('2026-03-10T17:30:00Z', agent, to(1, 'worsened'))
  assert.equal(late.clock('acknowledgement').limitAt.toString(), '2026-03-10T18:00:00Z')
})

test('Corrected: recounted from the start; a limit already past is breached as of that instant (C8)', () => {
  const story = new Story().do('2026-03-10T10:00:00Z', agent, to(1, 'corrected'))
  assert.equal(
    brief(story.clock('acknowledgement')),
    '03-10 06:00 target 03-10 07:00 limit 03-10 09:00 breached 03-10 09:00 running',
  )
  assert.equal(
    brief(story.clock('determination')),
    '03-10 06:00 target 03-10 08:00 limit 03-10 14:00 breached - running',
  )
  const breach = story.events.find((event) => event.fact.kind === 'limit-passed')
  assert.equal(breach?.at.toString(), '2026-03-10T09:00:00Z')
  assert.equal(breach?.notedAt.toString(), '2026-03-10T10:00:00Z')
})

test('Corrected to the milder: recounted from the start as well (C8)', () => {
  const story = new Story().do('2026-03-10T10:00:00Z', agent, to(3, 'corrected'))
  assert.equal(
    brief(story.clock('acknowledgement')),
    '03-10 06:00 target 03-10 22:00 limit 03-11 06:00 breached - running',
  )
})

test('Eased: the looser limit from the original start holds (C8)', () => {
  const story = new Story({ severity: 1 }).do('2026-03-10T06:30:00Z', agent, to(2, 'eased'))
  assert.equal(
    brief(story.clock('acknowledgement')),
    '03-10 06:00 target 03-10 12:00 limit 03-10 18:00 breached - running',
  )
})

test('A breach once recorded stands for good, with the limit it broke (C8)', () => {
  const story = new Story({ severity: 1 }).do('2026-03-10T10:00:00Z', agent, to(3, 'eased'))
  assert.equal(
    brief(story.clock('acknowledgement')),
    '03-10 06:00 target 03-10 07:00 limit 03-10 09:00 breached 03-10 09:00 running',
  )
  assert.equal(story.clock('determination').limitAt.toString(), '2026-03-13T06:00:00Z')
})

test('History keeps both: what the terms were, and what they are (C8)', () => {
  const story = new Story()
    .do('2026-03-10T07:00:00Z', agent, to(1, 'worsened'))
    .do('2026-03-10T07:30:00Z', agent, to(2, 'eased'))
  const { changes } = story.clock('determination')
  assert.deepEqual(
    changes.map((change) => [change.cause, change.was.terms.severity, change.was.limitAt.toString()]),
    [
      ['worsened', 2, '2026-03-12T06:00:00Z'],
      ['eased', 1, '2026-03-10T15:00:00Z'],
    ],
  )
})

test('A stopped clock is not touched by a later change', () => {
  const story = new Story().reply('2026-03-10T07:00:00Z').do('2026-03-10T08:00:00Z', agent, to(1, 'corrected'))
  assert.equal(story.clock('acknowledgement').limitAt.toString(), '2026-03-10T18:00:00Z')
  assert.equal(clockState(story.clock('acknowledgement')), 'met')
})

test('A target that passed under the old terms is open again where the new ones are looser', () => {
  const story = new Story().wake('2026-03-10T13:00:00Z')
  assert.notEqual(story.clock('acknowledgement').warnedAt, null)
  story.do('2026-03-10T13:30:00Z', agent, to(3, 'eased'))
  assert.equal(story.clock('acknowledgement').warnedAt, null)
  assert.equal(story.last.wakeAt?.toString(), '2026-03-10T22:00:00.001Z')
})

test('A critical case that becomes severity 1 on a Saturday runs on the wall clock from then (A9, C8)', () => {
  // Received on Friday 2026-03-13 at 12:00 in Kolkata; worsened on Saturday at 12:00.
  const story = new Story({ critical: true, receivedAt: Temporal.Instant.from('2026-03-13T06:30:00Z') }).reply(
    '2026-03-13T07:00:00Z',
  )
  story.do('2026-03-14T06:30:00Z', agent, to(1, 'worsened'))
  assert.equal(
    brief(story.clock('determination')),
    '03-13 06:30 target 03-14 08:30 limit 03-14 14:30 breached - running',
  )
})

test('A change is refused, and says which field, without a reason, to the same, to an unknown one, or with the wrong cause', () => {
  const story = new Story()
  const when = '2026-03-10T07:00:00Z'
  assert.equal(story.refused(when, agent, to(1, 'worsened', '')).field, 'reason')
  assert.equal(story.refused(when, agent, to(2, 'corrected')).field, 'severity')
  assert.equal(story.refused(when, agent, to(4, 'eased')).field, 'severity')
  assert.equal(story.refused(when, agent, to(3, 'worsened')).field, 'cause')
  assert.equal(story.refused(when, agent, to(1, 'eased')).field, 'cause')
  story.do(when, agent, { kind: 'close' })
  assert.equal(story.refused(when, agent, to(1, 'worsened')).code, 'invalid-state')
})
