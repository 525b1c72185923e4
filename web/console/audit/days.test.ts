import assert from 'node:assert/strict'
import { test } from 'node:test'
import { between, dayOf, isDay } from './days.ts'

test('Days are whole where the reader is, both in the span, also where one is longer than the others', () => {
  process.env.TZ = 'Europe/Berlin'
  assert.deepEqual(between('2026-03-28', '2026-03-29'), {
    from: '2026-03-27T23:00:00.000Z',
    to: '2026-03-29T22:00:00.000Z',
  })
  assert.deepEqual(between('2026-12-31', '2026-12-31'), {
    from: '2026-12-30T23:00:00.000Z',
    to: '2026-12-31T23:00:00.000Z',
  })
  assert.deepEqual(between(undefined, '2026-02-28'), { from: undefined, to: '2026-02-28T23:00:00.000Z' })
  assert.deepEqual(between('2026-03-01', undefined), { from: '2026-02-28T23:00:00.000Z', to: undefined })
  assert.equal(dayOf(Date.parse('2026-03-27T23:00:00Z')), '2026-03-28')
  assert.equal(dayOf(Date.parse('2026-03-27T22:59:59Z')), '2026-03-27')
})

test('What is no day of the calendar is none', () => {
  for (const day of ['2026-02-29', '2026-13-01', '2026-1-1', 'today', '', 20260101, undefined])
    assert.equal(isDay(day), false, String(day))
  assert.ok(isDay('2028-02-29'))
})
