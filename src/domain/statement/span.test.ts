import assert from 'node:assert/strict'
import { test } from 'node:test'
import { policy } from '../../../test/support/core.ts'
import {
  besideSpan,
  instantsOf,
  kindOfSpan,
  mistakesInDays,
  spanAround,
  spanInWords,
  type Days,
  type SpanKind,
} from './span.ts'

/** A vendor whose fiscal year begins in that month. */
const beginning = (month: number) => ({
  ...policy,
  vendor: { ...policy.vendor, fiscalYearStartsInMonth: month },
})
const days = (text: string): Days => {
  const [from = '', to = ''] = text.split(' ')
  return { from, to }
}

const spans: readonly (readonly [kind: SpanKind, month: number, on: string, days: string, words: string])[] = [
  ['month', 1, '2026-02-14', '2026-02-01 2026-02-28', 'February 2026'],
  ['month', 4, '2028-02-29', '2028-02-01 2028-02-29', 'February 2028'],
  ['quarter', 1, '2026-03-31', '2026-01-01 2026-03-31', 'Quarter 1 of 2026'],
  ['quarter', 4, '2026-03-31', '2026-01-01 2026-03-31', 'Quarter 4 of 2025/26'],
  ['quarter', 2, '2026-01-14', '2025-11-01 2026-01-31', 'Quarter 4 of 2025/26'],
  ['quarter', 10, '2026-12-31', '2026-10-01 2026-12-31', 'Quarter 1 of 2026/27'],
  ['fiscal-year', 1, '2026-07-01', '2026-01-01 2026-12-31', 'Fiscal year 2026'],
  ['fiscal-year', 4, '2026-03-31', '2025-04-01 2026-03-31', 'Fiscal year 2025/26'],
  ['fiscal-year', 4, '2026-04-01', '2026-04-01 2027-03-31', 'Fiscal year 2026/27'],
]
for (const [kind, month, on, expected, words] of spans)
  test(`The ${kind} of ${on} is ${expected} where the year begins in month ${month} (C12)`, () => {
    const vendor = beginning(month)
    const span = spanAround(vendor, kind, on)
    assert.deepEqual(span, days(expected))
    assert.equal(kindOfSpan(vendor, span), kind)
    assert.equal(spanInWords(vendor, span), words)
    const next = besideSpan(vendor, span, 1)
    assert.equal(kindOfSpan(vendor, next), kind)
    assert.deepEqual(besideSpan(vendor, next, -1), span)
  })

test('Any other days are called by their ends, and those beside them are as many', () => {
  const week = days('2026-03-02 2026-03-08')
  assert.equal(kindOfSpan(policy, week), null)
  assert.equal(spanInWords(policy, week), 'Mon 2 Mar 2026 to Sun 8 Mar 2026')
  assert.equal(spanInWords(policy, days('2026-03-02 2026-03-02')), 'Mon 2 Mar 2026')
  assert.deepEqual(besideSpan(policy, week, 1), days('2026-03-09 2026-03-15'))
  assert.deepEqual(besideSpan(policy, week, -1), days('2026-02-23 2026-03-01'))
})

const wrong: readonly (readonly [days: string, fields: readonly string[]])[] = [
  ['2026-03-01 2026-03-01', []],
  ['2026-03-02 2026-03-01', ['from', 'to']],
  ['2024-01-01 2024-12-31', []],
  ['2025-01-01 2026-01-02', ['to']],
]
for (const [text, fields] of wrong)
  test(`Of the days ${text} ${fields.length === 0 ? 'nothing' : fields.join(' and ')} is wrong`, () => {
    assert.deepEqual(
      mistakesInDays(days(text)).map(({ field }) => field),
      fields,
    )
  })

test('A month in which clocks change is an hour shorter, or longer, in the zone of the partner', () => {
  const hours = (month: string, zone: string): number => {
    const { from, to } = instantsOf(spanAround(policy, 'month', month), zone)
    return (to.epochMilliseconds - from.epochMilliseconds) / 3_600_000
  }
  assert.equal(hours('2026-03-01', 'Europe/Berlin'), 31 * 24 - 1)
  assert.equal(hours('2026-10-01', 'Europe/Berlin'), 31 * 24 + 1)
  assert.equal(hours('2026-03-01', 'Asia/Kolkata'), 31 * 24)
  assert.equal(instantsOf(days('2026-03-01 2026-03-31'), 'Asia/Kolkata').from.toString(), '2026-02-28T18:30:00Z')
})
