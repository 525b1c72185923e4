import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dateOf } from './date.ts'

test('Dates are read as standards have them, and as old and odd programs write them (A5)', () => {
  const rows: readonly (readonly [string, string | null])[] = [
    ['Fri, 06 Mar 2026 23:30:00 +0530 (IST)', '2026-03-06T18:00:00Z'],
    ['6 Mar 26 18:00 EST', '2026-03-06T23:00:00Z'],
    ['Fri, 6 Mar 2026 18:00:00 GMT', '2026-03-06T18:00:00Z'],
    ['Fri, 6 Mar 2026 18:00:00 GMT+0200', '2026-03-06T16:00:00Z'],
    ['2026-03-06T18:00:00+01:00', '2026-03-06T17:00:00Z'],
    ['2026-03-06 18:00:00 +0100', '2026-03-06T17:00:00Z'],
    ['2026-03-06T18:00:00.250Z', '2026-03-06T18:00:00Z'],
    ['2026-02-30T18:00:00Z', null],
    ['2026-03-06', null],
    ['Fri, 30 Feb 2026 10:00:00 +0000', null],
    ['yesterday', null],
    ['', null],
  ]
  for (const [text, at] of rows) assert.equal(dateOf(text), at, text)
})
