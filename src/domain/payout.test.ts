import assert from 'node:assert/strict'
import { test } from 'node:test'
import { zoho } from '../../test/support/policies.ts'
import type { Policy } from './policy.ts'
import type { Weekday } from './calendar/calendar.ts'
import { billingEntities, entityCalendarId, lastDayBefore } from './payout.ts'
import { workflowRules } from './workflow/rules.ts'
import { dueAt } from './workflow/span.ts'

const deadlines = workflowRules(zoho, 'payout')?.states.find(({ id }) => id === 'with-us')?.deadlines ?? []
const elsewhere = { country: 'JP', state: null }

/** The last day in time of each deadline, in the entity's own days. */
function days(policy: Policy, entity: string, uploaded: string): readonly string[] {
  const zone = policy.calendars[entityCalendarId(entity)]?.zone ?? ''
  const at = Temporal.PlainDateTime.from(uploaded).toZonedDateTime(zone).toInstant()
  return deadlines.map((deadline) => lastDayBefore(dueAt(policy, elsewhere, { entity }, deadline, at), zone))
}

/** The policy with holidays of one entity. */
function withHolidays(entity: string, ...holidays: readonly string[]): Policy {
  const id = entityCalendarId(entity)
  const calendar = zoho.calendars[id]
  if (calendar === undefined) throw new Error(`There is no entity ${entity}.`)
  const dates = Object.fromEntries(holidays.map((day) => [day, []]))
  return { ...zoho, calendars: { ...zoho.calendars, [id]: { ...calendar, dates: { ...calendar.dates, ...dates } } } }
}

test('E3: [O] "within 15–20 business days … calculated from the date when the relevant invoice is uploaded", on each weekday', () => {
  // March 2026 begins on a Sunday. Counted by hand on a calendar, the day of the upload being day 0.
  const rows = [
    ['Monday', '2026-03-02T10:00', '2026-03-23', '2026-03-30'],
    ['Tuesday', '2026-03-03T10:00', '2026-03-24', '2026-03-31'],
    ['Wednesday', '2026-03-04T10:00', '2026-03-25', '2026-04-01'],
    ['Thursday', '2026-03-05T10:00', '2026-03-26', '2026-04-02'],
    ['Friday', '2026-03-06T10:00', '2026-03-27', '2026-04-03'],
    // Day 1 is Monday the 9th for these three.
    ['Friday, its last minute', '2026-03-06T23:59:59', '2026-03-27', '2026-04-03'],
    ['Saturday', '2026-03-07T10:00', '2026-03-27', '2026-04-03'],
    ['Sunday', '2026-03-08T23:59', '2026-03-27', '2026-04-03'],
    ['the next Monday, its first minute', '2026-03-09T00:00', '2026-03-30', '2026-04-06'],
    ['the last day of a month', '2026-01-30T16:00', '2026-02-20', '2026-02-27'],
    ['the last day of a leap February', '2028-02-29T09:00', '2028-03-21', '2028-03-28'],
    ['the end of a year', '2026-12-31T18:00', '2027-01-21', '2027-01-28'],
  ] as const
  for (const [what, uploaded, expected, late] of rows)
    assert.deepEqual(days(zoho, 'india', uploaded), [expected, late], what)
})

test('E3: a holiday of the entity is no business day: before, on, and after the upload, on a weekend, at either end', () => {
  const rows = [
    ['one within', '2026-03-02T10:00', ['2026-03-04'], '2026-03-24', '2026-03-31'],
    ['two within', '2026-03-02T10:00', ['2026-03-04', '2026-03-05'], '2026-03-25', '2026-04-01'],
    ['the day before the upload', '2026-03-03T10:00', ['2026-03-02'], '2026-03-24', '2026-03-31'],
    // Day 0 is that day, and day 1 the next business day.
    ['the day of the upload', '2026-03-04T10:00', ['2026-03-04'], '2026-03-25', '2026-04-01'],
    ['a Saturday', '2026-03-02T10:00', ['2026-03-07'], '2026-03-23', '2026-03-30'],
    ['the expected day itself', '2026-03-02T10:00', ['2026-03-23'], '2026-03-24', '2026-03-31'],
    ['between the two', '2026-03-02T10:00', ['2026-03-26'], '2026-03-23', '2026-03-31'],
    ['the late day itself', '2026-03-02T10:00', ['2026-03-30'], '2026-03-23', '2026-03-31'],
    ['the day after all', '2026-03-02T10:00', ['2026-03-31'], '2026-03-23', '2026-03-30'],
    ['a week off over the new year', '2026-12-18T10:00', weekOff, '2027-01-15', '2027-01-22'],
  ] as const
  for (const [what, uploaded, holidays, expected, late] of rows)
    assert.deepEqual(days(withHolidays('india', ...holidays), 'india', uploaded), [expected, late], what)
})

// Monday to Friday: the upload is on the Friday before.
const weekOff = ['2026-12-21', '2026-12-22', '2026-12-23', '2026-12-24', '2026-12-25'] as const

test('E3: holidays of one entity are not another’s, and each counts in its own zone, whatever the partner’s', () => {
  const policy = withHolidays('india', '2026-03-04')
  assert.deepEqual(days(policy, 'india', '2026-03-02T10:00'), ['2026-03-24', '2026-03-31'])
  assert.deepEqual(days(policy, 'europe', '2026-03-02T10:00'), ['2026-03-23', '2026-03-30'])
  // One instant is Sunday in Chicago and Monday in Sydney: day 0 is the day that it is there.
  const at = Temporal.Instant.from('2026-03-08T20:00:00Z')
  const until = (entity: string) =>
    deadlines.map((deadline) => dueAt(zoho, elsewhere, { entity }, deadline, at).toString())
  // Sydney leaves summer time on 5 April: +11 before, +10 after.
  assert.deepEqual(until('anz'), ['2026-03-30T13:00:00Z', '2026-04-06T14:00:00Z'])
  // Chicago entered it on the day of the upload: -5.
  assert.deepEqual(until('americas'), ['2026-03-28T05:00:00Z', '2026-04-04T05:00:00Z'])
})

test('E3: another week than Monday to Friday is counted as it is', () => {
  const id = entityCalendarId('mea')
  const calendar = zoho.calendars[id]
  if (calendar === undefined) throw new Error('There is no entity mea.')
  const { 5: _friday, ...rest } = calendar.week
  const hours = rest[1] ?? []
  const week = { ...rest, 7: hours } as Record<Weekday, typeof hours>
  const policy = { ...zoho, calendars: { ...zoho.calendars, [id]: { ...calendar, week } } }
  // Sunday to Thursday: uploaded on Thursday the 5th, day 1 is Sunday the 8th.
  assert.deepEqual(days(policy, 'mea', '2026-03-05T10:00'), ['2026-03-26', '2026-04-02'])
})

test('E3: every region has an entity, in business days of its own', () => {
  for (const { id, zone } of billingEntities(zoho)) assert.equal(zoho.calendars[entityCalendarId(id)]?.zone, zone)
})

test('A policy that was published before there were entities has none', () => {
  const old = { ...zoho, partnership: { ...zoho.partnership, payout: {} } } as unknown as Policy
  assert.deepEqual(billingEntities(old), [])
})
