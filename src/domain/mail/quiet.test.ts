import assert from 'node:assert/strict'
import { test } from 'node:test'
import { zoho } from '../../../test/support/policies.ts'
import { workingTimeEverywhere } from './quiet.ts'

const hoursBetween = (from: string, to: string): number =>
  workingTimeEverywhere(zoho, Temporal.Instant.from(from), Temporal.Instant.from(to)) / 60

test('A silence is as long as it was working time for everybody: no weekend, and no region’s own day, makes one (G1)', () => {
  // Tuesday to Wednesday: open everywhere.
  assert.equal(hoursBetween('2026-03-10T12:00:00Z', '2026-03-11T12:00:00Z'), 24)
  // A weekend in London, which has seen no working time of it; Sydney has seen 11 hours, Los Angeles 7.
  assert.equal(hoursBetween('2026-03-14T00:00:00Z', '2026-03-16T00:00:00Z'), 0)
  // Half a day longer is half a day for all but those who are not up yet.
  assert.equal(hoursBetween('2026-03-14T00:00:00Z', '2026-03-16T12:00:00Z'), 12)
  assert.equal(hoursBetween('2026-03-11T12:00:00Z', '2026-03-11T12:00:00Z'), 0)
  assert.equal(hoursBetween('2026-03-11T12:00:00Z', '2026-03-10T12:00:00Z'), 0)
})
