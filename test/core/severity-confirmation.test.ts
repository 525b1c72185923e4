import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refold } from '../../src/domain/ticket/refold.ts'
import { agent, brief, policy, Story } from '../support/core.ts'

test('C7: an agent confirms the proposed severity: a fact in the ledger that moves no promise and is recomputed from it', () => {
  const story = new Story()
  const before = story.ticket.clocks.map(brief)
  story.do('2026-03-10T06:10:00Z', agent, { kind: 'confirm-severity', severity: 2 })
  assert.deepEqual(story.events.at(-1)?.fact, { kind: 'severity-confirmed', severity: 2 })
  assert.equal(story.events.at(-1)?.visibleTo, 'partner')
  assert.deepEqual(story.ticket.clocks.map(brief), before)
  assert.deepEqual(story.last.letters, [])
  assert.deepEqual(refold(story.ticket.id, story.events, policy).ticket, story.ticket)
})

test('C7: a severity that has become another meanwhile is not confirmed, nor that of a ticket that is over', () => {
  const story = new Story().do('2026-03-10T06:05:00Z', agent, {
    kind: 'set-severity',
    severity: 1,
    cause: 'worsened',
    reason: 'Everybody now.',
  })
  const stale = story.refused('2026-03-10T06:10:00Z', agent, { kind: 'confirm-severity', severity: 2 })
  assert.equal(stale.code, 'conflict')
  assert.match(stale.message, /is 1 by now/)
  story.reply('2026-03-10T06:20:00Z').do('2026-03-10T06:30:00Z', agent, { kind: 'solve', message: null })
  const over = story.refused('2026-03-10T06:40:00Z', agent, { kind: 'confirm-severity', severity: 1 })
  assert.equal(over.code, 'invalid-state')
})
