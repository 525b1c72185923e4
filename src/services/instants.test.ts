import assert from 'node:assert/strict'
import { test } from 'node:test'
import { utc } from './instants.ts'

test('An instant is written as Temporal writes it, with milliseconds only where there are any', () => {
  for (const text of [
    '2026-03-08T19:00:00Z',
    '2026-03-08T19:00:00.5Z',
    '2026-03-08T19:00:00.05Z',
    '2026-03-08T19:00:00.123Z',
    '1969-12-31T23:59:59.999Z',
    '1970-01-01T00:00:00Z',
    '2199-12-31T23:59:59.1Z',
  ])
    assert.equal(utc(Temporal.Instant.from(text)), text)
})
