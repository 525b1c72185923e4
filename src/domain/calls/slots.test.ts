import assert from 'node:assert/strict'
import { test } from 'node:test'
import { zoho } from '../../../test/support/policies.ts'
import type { CallRules } from '../policy/calls.ts'
import { availabilityMistakes, type Availability } from './availability.ts'
import { freeSlots } from './slots.ts'

const at = (text: string) => Temporal.Instant.from(text)
const rules: CallRules = { ...zoho.calls, minutes: 30, everyMinutes: 30, noticeHours: 24, horizonDays: 7 }
const nine = [{ opens: '09:00', closes: '10:30' }]
const berlin: Availability = { zone: 'Europe/Berlin', week: { 1: nine, 5: nine }, daysOff: [] }
const starts = (who: Availability, now: string, taken: readonly (readonly [string, string])[] = [], how = rules) =>
  freeSlots(
    who,
    taken.map(([from, to]) => ({ startsAt: at(from), endsAt: at(to) })),
    how,
    at(now),
  ).map(({ startsAt }) => startsAt.toString())

test('D3: the weekend on which the clocks go forward moves the slots of the next Monday by an hour of UTC', () => {
  // Europe changes on Sunday 29 March 2026, 01:00Z.
  assert.deepEqual(starts(berlin, '2026-03-25T06:00:00Z'), [
    '2026-03-27T08:00:00Z',
    '2026-03-27T08:30:00Z',
    '2026-03-27T09:00:00Z',
    '2026-03-30T07:00:00Z',
    '2026-03-30T07:30:00Z',
    '2026-03-30T08:00:00Z',
  ])
})

test('D3: hours over the change itself are as long as they really are', () => {
  const night = { ...berlin, week: { 7: [{ opens: '00:00', closes: '06:00' }] } }
  // Five hours in spring, seven in autumn.
  assert.equal(starts(night, '2026-03-25T00:00:00Z').length, 10)
  assert.equal(starts(night, '2026-10-21T00:00:00Z').length, 14)
  assert.equal(starts(night, '2026-06-03T00:00:00Z').length, 12)
})

test('D3: what is too soon, too far ahead, off or taken is no slot; what touches a call is', () => {
  const now = '2026-03-08T08:30:00Z'
  assert.deepEqual(
    starts(berlin, now),
    [
      '2026-03-09T08:30:00Z',
      '2026-03-09T09:00:00Z',
      '2026-03-13T08:00:00Z',
      '2026-03-13T08:30:00Z',
      '2026-03-13T09:00:00Z',
    ],
    'a day ahead to the minute',
  )
  const taken = [['2026-03-13T08:30:00Z', '2026-03-13T09:00:00Z']] as const
  assert.deepEqual(starts(berlin, now, taken).slice(2), ['2026-03-13T08:00:00Z', '2026-03-13T09:00:00Z'])
  const across = [['2026-03-13T08:15:00Z', '2026-03-13T08:45:00Z']] as const
  assert.deepEqual(starts(berlin, now, across).slice(2), ['2026-03-13T09:00:00Z'])
  const off = { ...berlin, daysOff: [{ fromOn: '2026-03-01', toOn: '2026-03-09' }] }
  assert.deepEqual(starts(off, now)[0], '2026-03-13T08:00:00Z')
  assert.deepEqual(starts({ ...berlin, daysOff: [{ fromOn: '2020-01-01', toOn: '2030-01-01' }] }, now), [])
})

test('D3: a day off is the person’s own day, wherever that is', () => {
  const auckland: Availability = {
    zone: 'Pacific/Auckland',
    week: { 3: [{ opens: '08:00', closes: '09:00' }], 4: [{ opens: '08:00', closes: '09:00' }] },
    daysOff: [{ fromOn: '2026-03-11', toOn: '2026-03-11' }],
  }
  // Thursday 12 March 08:00 there is the 11th in UTC.
  assert.deepEqual(starts(auckland, '2026-03-09T00:00:00Z'), ['2026-03-11T19:00:00Z', '2026-03-11T19:30:00Z'])
})

test('D3: a slot ends before the hours do, and steps may be shorter than calls', () => {
  const hour = { ...rules, minutes: 60, everyMinutes: 15 }
  assert.deepEqual(starts({ ...berlin, week: { 5: nine } }, '2026-03-09T00:00:00Z', [], hour), [
    '2026-03-13T08:00:00Z',
    '2026-03-13T08:15:00Z',
    '2026-03-13T08:30:00Z',
  ])
})

test('D3: everything wrong with somebody’s hours is said at once', () => {
  const wrong: Availability = {
    zone: 'Europe/Atlantis',
    week: {
      1: [{ opens: '9', closes: '17:00' }],
      2: [{ opens: '17:00', closes: '09:00' }],
      3: [
        { opens: '13:00', closes: '17:00' },
        { opens: '09:00', closes: '13:30' },
      ],
      4: [{ opens: '00:00', closes: '24:00' }],
    },
    daysOff: [{ fromOn: '2026-03-02', toOn: '2026-03-01' }],
  }
  assert.deepEqual(
    availabilityMistakes(wrong).map(({ field }) => field),
    ['zone', 'week.1.0.opens', 'week.2.0.closes', 'week.3', 'daysOff.0.toOn'],
  )
  assert.deepEqual(availabilityMistakes(berlin), [])
})
