import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayNumber, isZone, neverOpens, timeOfDay } from './calendar.ts'

const minute = 60_000

test('A9: times of day are HH:MM or HH:MM:SS, and 24:00 is the end of the day', () => {
  assert.deepEqual(['00:00', '09:30', '23:59:59', '24:00', '24:00:00'].map(timeOfDay), [
    0,
    570 * minute,
    1440 * minute - 1000,
    1440 * minute,
    1440 * minute,
  ])
  const wrong = ['9:00', '24:01', '24:00:01', '25:00', '12:60', '12:00:60', '-1:00', '1200', '12:00 ', 'noon', '']
  assert.deepEqual(
    wrong.filter((text) => timeOfDay(text) !== null),
    [],
  )
})

test('A9: dates are written YYYY-MM-DD and exist', () => {
  assert.deepEqual(['1970-01-01', '1969-12-31', '2024-02-29'].map(dayNumber), [0, -1, 19782])
  const wrong = ['2025-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '20260101', '2026-01-01T00:00', '']
  assert.deepEqual(
    wrong.filter((text) => dayNumber(text) !== null),
    [],
  )
})

test('A9: a zone is one that the runtime knows', () => {
  const zones = ['Europe/Berlin', 'UTC', 'Etc/UTC', 'Asia/Kathmandu', 'Mars/Olympus', '', '2026-01-01[Europe/Berlin]']
  assert.deepEqual(zones.map(isZone), [true, true, true, true, false, false, false])
})

test('A9: a calendar with hours on no day at all never opens', () => {
  const hours = [{ opens: '09:00', closes: '10:00' }]
  assert.equal(neverOpens({ zone: 'UTC', week: {}, dates: {} }), true)
  assert.equal(neverOpens({ zone: 'UTC', week: { 1: [] }, dates: { '2026-01-01': [] } }), true)
  assert.equal(neverOpens({ zone: 'UTC', week: { 1: hours }, dates: {} }), false)
  assert.equal(neverOpens({ zone: 'UTC', week: {}, dates: { '2026-01-01': hours } }), false)
})
