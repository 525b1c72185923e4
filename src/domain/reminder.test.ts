import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Availability } from './calls/availability.ts'
import { isToldLate, reminderInWords, reminderTimes, usualHours } from './reminder.ts'

const at = (text: string) => Temporal.Instant.from(text)
const said = (hours: Availability, now: string): Record<string, string> =>
  Object.fromEntries(reminderTimes(hours, at(now)).map((each) => [each.name, each.at.toString()]))
const berlin = usualHours('Europe/Berlin')

// Berlin is an hour ahead of UTC in winter, two from 29 March 2026 on; its usual hours are 9 to 18.
const situations: readonly (readonly [string, Availability, string, Record<string, string>])[] = [
  [
    'a Tuesday morning',
    berlin,
    '2026-03-10T09:00:00Z',
    { 'two-hours': '2026-03-10T11:00:00Z', tomorrow: '2026-03-11T08:00:00Z', monday: '2026-03-16T08:00:00Z' },
  ],
  [
    'an hour before closing: the second hour is the next morning',
    berlin,
    '2026-03-10T16:00:00Z',
    { tomorrow: '2026-03-11T08:00:00Z', 'two-hours': '2026-03-11T09:00:00Z', monday: '2026-03-16T08:00:00Z' },
  ],
  [
    'exactly two hours before closing',
    berlin,
    '2026-03-10T15:00:00Z',
    { 'two-hours': '2026-03-10T17:00:00Z', tomorrow: '2026-03-11T08:00:00Z', monday: '2026-03-16T08:00:00Z' },
  ],
  [
    'a Friday evening: tomorrow morning would be Monday’s, over the change of the clocks',
    berlin,
    '2026-03-27T19:30:00Z',
    { monday: '2026-03-30T07:00:00Z', 'two-hours': '2026-03-30T09:00:00Z' },
  ],
  [
    'a Sunday is of the week before its Monday',
    berlin,
    '2026-03-15T10:00:00Z',
    { monday: '2026-03-16T08:00:00Z', 'two-hours': '2026-03-16T10:00:00Z' },
  ],
  [
    'before work: today’s opening is not tomorrow’s',
    berlin,
    '2026-03-10T04:00:00Z',
    { 'two-hours': '2026-03-10T10:00:00Z', tomorrow: '2026-03-11T08:00:00Z', monday: '2026-03-16T08:00:00Z' },
  ],
  [
    'days off are passed over, a Monday too',
    { ...berlin, daysOff: [{ fromOn: '2026-03-11', toOn: '2026-03-16' }] },
    '2026-03-10T16:30:00Z',
    { monday: '2026-03-17T08:00:00Z', 'two-hours': '2026-03-17T09:30:00Z' },
  ],
  [
    'in Auckland it is another day already',
    usualHours('Pacific/Auckland'),
    '2026-03-09T20:00:00Z',
    { 'two-hours': '2026-03-09T22:00:00Z', tomorrow: '2026-03-10T20:00:00Z', monday: '2026-03-15T20:00:00Z' },
  ],
  [
    'part of a minute is rounded up',
    berlin,
    '2026-03-10T09:00:20.5Z',
    { 'two-hours': '2026-03-10T11:01:00Z', tomorrow: '2026-03-11T08:00:00Z', monday: '2026-03-16T08:00:00Z' },
  ],
  [
    'whoever has said no hours at all has the usual ones',
    { zone: 'Europe/Berlin', week: { 1: [] }, daysOff: [] },
    '2026-03-10T09:00:00Z',
    { 'two-hours': '2026-03-10T11:00:00Z', tomorrow: '2026-03-11T08:00:00Z', monday: '2026-03-16T08:00:00Z' },
  ],
  [
    'whoever is away for good is offered nothing but a time of their own',
    { ...berlin, daysOff: [{ fromOn: '2020-01-01', toOn: '2030-01-01' }] },
    '2026-03-10T09:00:00Z',
    {},
  ],
]

for (const [what, hours, now, expected] of situations)
  test(`The times that are offered are in one’s own working time: ${what}`, () =>
    assert.deepEqual(said(hours, now), expected))

test('C11: what is told more than a second after its time was late', () => {
  const due = at('2026-03-10T09:00:00Z')
  assert.equal(isToldLate(due, at('2026-03-10T09:00:01Z')), false)
  assert.equal(isToldLate(due, at('2026-03-10T09:00:01.001Z')), true)
})

test('A reminder says one’s own words, that it is late, and that the ticket is over', () => {
  assert.equal(reminderInWords('Call Asha', false, 'open'), 'Reminder: Call Asha')
  assert.equal(reminderInWords('', false, 'new'), 'Reminder')
  assert.equal(reminderInWords('', true, 'solved'), 'Reminder, late (it is solved)')
  assert.equal(reminderInWords('Call Asha', false, 'closed'), 'Reminder: Call Asha (it is closed)')
  assert.equal(reminderInWords('Call Asha', false, 'merged'), 'Reminder: Call Asha (it was merged)')
})
