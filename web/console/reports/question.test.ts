import assert from 'node:assert/strict'
import { test } from 'node:test'
import { queryOf, readQuestion } from './question.ts'

test('An address says which report it is; what it does not know is left out', () => {
  const search = { by: 'tier', days: 7, desk: 'support', clock: 'wall', value: 1, outcome: 'breached', other: 'x' }
  assert.deepEqual(readQuestion(search), {
    by: 'tier',
    days: '7',
    desk: 'support',
    clock: 'wall',
    value: '1',
    outcome: 'breached',
  })
  assert.deepEqual(readQuestion({ by: 'colour', days: 8, desk: 4, clock: 'sun', outcome: 'lost' }), {})
})

test('The days asked for are those of UTC, today in it', () => {
  const now = Date.parse('2026-03-10T23:30:00Z')
  assert.deepEqual(queryOf({}, now), { by: 'desk', from: '2026-02-09', to: '2026-03-10', desk: undefined })
  assert.deepEqual(queryOf({ by: 'month', days: '7', desk: 'support' }, now), {
    by: 'month',
    from: '2026-03-04',
    to: '2026-03-10',
    desk: 'support',
  })
})
