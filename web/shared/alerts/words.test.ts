import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AlertsView } from '../../../src/http/wire-alerts.ts'
import { sayWhat } from './words.ts'

const line = (words: string, count: number, unread: number): AlertsView['what'][number] => ({
  kind: 'answered',
  words,
  dueAt: null,
  at: '2026-03-10T06:00:00Z',
  count,
  unread,
})

test('Ten answers are one line; while something is unread, what was read is not said again', () => {
  const what = [line('Asha answered', 12, 10), line('Assigned to you by Ada', 1, 0), line('Escalated to level 1', 1, 1)]
  assert.equal(sayWhat({ what, unread: 11 }), 'Asha answered, 10 times · Escalated to level 1')
  const read = what.map((each) => ({ ...each, unread: 0 }))
  assert.equal(
    sayWhat({ what: read, unread: 0 }),
    'Asha answered, 12 times · Assigned to you by Ada · Escalated to level 1',
  )
})

test('A target is not told of beside the limit that has passed since', () => {
  const target = { ...line('Target of the determination passed', 1, 1), kind: 'target-passed' as const }
  const limit = { ...line('Limit of the determination passed', 1, 1), kind: 'limit-passed' as const }
  assert.equal(sayWhat({ what: [limit, target], unread: 2 }), 'Limit of the determination passed')
  assert.equal(sayWhat({ what: [target], unread: 1 }), 'Target of the determination passed')
})

test('A line stays a line, however much has happened', () => {
  const what = ['a', 'b', 'c', 'd', 'e'].map((words) => line(words, 1, 1))
  assert.equal(sayWhat({ what, unread: 5 }), 'a · b · c · 2 more')
})
