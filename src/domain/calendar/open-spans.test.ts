import assert from 'node:assert/strict'
import { test } from 'node:test'
import { earlier, type Instant, isAfter, later } from '../kernel.ts'
import type { Calendar, OpenHours, Weekday } from './calendar.ts'
import { openSpans, plan } from './open-spans.ts'
import { oracle } from './oracle.ts'

const at = (text: string): Instant => Temporal.Instant.from(text)

/** '09:00-12:00 13:00-17:00' */
const open = (text: string): readonly OpenHours[] =>
  text.split(' ').map((span) => {
    const [opens = '', closes = ''] = span.split('-')
    return { opens, closes }
  })

const onDays = (days: readonly Weekday[], text: string): Calendar['week'] =>
  Object.fromEntries(days.map((day) => [day, open(text)]))

/** The open spans between two instants, 'from to'. */
const spansOf = (calendar: Calendar, from: Instant, to: Instant): readonly (readonly [Instant, Instant])[] =>
  openSpans(plan(calendar), from.epochMilliseconds, to.epochMilliseconds).map(([begins, ends]) => [
    Temporal.Instant.fromEpochMilliseconds(begins),
    Temporal.Instant.fromEpochMilliseconds(ends),
  ])

const monday = onDays([1], '09:00-17:00')
const nights = onDays([1, 2], '22:00-06:00')

/** In UTC, in the week of Monday 2026-03-09: what is open from Monday to Wednesday, written out by hand. */
const days: readonly (readonly [name: string, calendar: Omit<Calendar, 'zone'>, open: readonly [string, string][]])[] =
  [
    [
      'a date replaces the weekday',
      { week: monday, dates: { '2026-03-09': open('10:00-11:00') } },
      [['09T10:00', '09T11:00']],
    ],
    [
      'a date opens a day that is closed',
      { week: {}, dates: { '2026-03-10': open('10:00-11:00') } },
      [['10T10:00', '10T11:00']],
    ],
    ['a holiday has no hours', { week: monday, dates: { '2026-03-09': [] } }, []],
    [
      'a break is taken out',
      { week: monday, dates: {}, breaks: { '2026-03-09': open('12:00-13:00') } },
      [
        ['09T09:00', '09T12:00'],
        ['09T13:00', '09T17:00'],
      ],
    ],
    [
      'breaks at the edges and beyond',
      { week: monday, dates: {}, breaks: { '2026-03-09': open('16:30-18:00 07:00-09:30') } },
      [['09T09:30', '09T16:30']],
    ],
    [
      'a break to the end of the day',
      { week: monday, dates: {}, breaks: { '2026-03-09': open('12:00-24:00') } },
      [['09T09:00', '09T12:00']],
    ],
    [
      'a break in the hours of a date',
      { week: {}, dates: { '2026-03-09': open('10:00-12:00') }, breaks: { '2026-03-09': open('11:00-11:30') } },
      [
        ['09T10:00', '09T11:00'],
        ['09T11:30', '09T12:00'],
      ],
    ],
    [
      'hours in any order, overlapping or touching',
      { week: onDays([1], '12:00-14:00 09:00-12:00 13:00-15:00'), dates: {} },
      [['09T09:00', '09T15:00']],
    ],
    [
      'a night runs past midnight',
      { week: nights, dates: {} },
      [
        ['09T22:00', '10T06:00'],
        ['10T22:00', '11T06:00'],
      ],
    ],
    [
      'a holiday leaves alone the night that began before it',
      { week: nights, dates: { '2026-03-10': [] } },
      [['09T22:00', '10T06:00']],
    ],
    ['a holiday takes away its own night', { week: nights, dates: { '2026-03-09': [] } }, [['10T22:00', '11T06:00']]],
    [
      'a break closes the night that began the evening before',
      { week: nights, dates: { '2026-03-10': [] }, breaks: { '2026-03-10': open('00:00-24:00') } },
      [['09T22:00', '10T00:00']],
    ],
    [
      'a break runs past midnight too',
      { week: nights, dates: {}, breaks: { '2026-03-09': open('23:00-01:00') } },
      [
        ['09T22:00', '09T23:00'],
        ['10T01:00', '10T06:00'],
        ['10T22:00', '11T06:00'],
      ],
    ],
    [
      'a night overlaps the day after',
      { week: { ...onDays([1], '22:00-10:00'), ...onDays([2], '09:00-12:00') }, dates: {} },
      [['09T22:00', '10T12:00']],
    ],
    ['the same time twice is a whole day', { week: onDays([1], '09:00-09:00'), dates: {} }, [['09T09:00', '10T09:00']]],
    [
      'midnight as 00:00 and as 24:00',
      { week: { ...onDays([1], '20:00-00:00'), ...onDays([2], '20:00-24:00') }, dates: {} },
      [
        ['09T20:00', '10T00:00'],
        ['10T20:00', '11T00:00'],
      ],
    ],
  ]

for (const [name, calendar, expected] of days) {
  test(`A9: ${name}`, () => {
    const spans = spansOf({ zone: 'UTC', ...calendar }, at('2026-03-09T00:00Z'), at('2026-03-12T00:00Z'))
    const written = spans.map((span) => span.map((edge) => edge.toString().slice('2026-03-'.length, -':00Z'.length)))
    assert.deepEqual(written, expected)
  })
}

/** Minutes that a date really has open, worked out by hand from when the clocks were changed there. */
const clockChanges: readonly (readonly [zone: string, date: string, hours: string, minutes: number, why: string])[] = [
  ['Europe/Berlin', '2026-03-29', '00:00-24:00', 23 * 60, '02:00 became 03:00'],
  ['Europe/Berlin', '2026-10-25', '00:00-24:00', 25 * 60, '03:00 became 02:00'],
  ['Europe/Berlin', '2026-03-29', '02:30-05:00', 90, 'opens at 03:30, as long after midnight as ever'],
  ['Europe/Berlin', '2026-03-29', '00:00-02:30', 150, 'closes at 03:30, as long after midnight as ever'],
  ['Europe/Berlin', '2026-03-29', '02:10-02:50', 0, 'skipped altogether'],
  ['Europe/Berlin', '2026-03-29', '01:00-04:00', 120, 'an hour is missing in it'],
  ['Europe/Berlin', '2026-10-25', '02:30-05:00', 210, 'who came at the first 02:30 stays'],
  ['Europe/Berlin', '2026-10-25', '00:00-02:30', 150, 'who left at the first 02:30 is gone'],
  ['Europe/Berlin', '2026-10-25', '00:00-02:30 02:30-24:00', 25 * 60, 'one hands over to the other'],
  ['Australia/Lord_Howe', '2026-10-04', '00:00-24:00', 23.5 * 60, 'half an hour'],
  ['Australia/Lord_Howe', '2026-04-05', '00:00-24:00', 24.5 * 60, 'half an hour'],
  ['Antarctica/Troll', '2026-03-29', '00:00-24:00', 22 * 60, 'two hours'],
  ['Antarctica/Troll', '2026-10-25', '00:00-24:00', 26 * 60, 'two hours'],
  ['America/Santiago', '2025-09-07', '00:00-24:00', 23 * 60, 'Sunday began at 01:00'],
  ['America/Santiago', '2025-04-05', '00:00-24:00', 25 * 60, 'Saturday 24:00 became 23:00'],
  ['Africa/Cairo', '2025-04-25', '00:00-24:00', 23 * 60, 'Friday began at 01:00'],
  ['Africa/Cairo', '2025-10-30', '00:00-24:00', 25 * 60, 'Thursday 24:00 became 23:00'],
  ['Atlantic/Azores', '2026-10-25', '00:00-24:00', 25 * 60, '01:00 became 00:00, so the day began twice'],
  ['Atlantic/Azores', '2026-10-24', '00:00-24:00', 24 * 60, 'and the day before ended once'],
  ['Africa/Casablanca', '2025-02-23', '00:00-24:00', 25 * 60, 'the month of fasting began'],
  ['Africa/Casablanca', '2025-04-06', '00:00-24:00', 23 * 60, 'the month of fasting was over'],
  ['Pacific/Apia', '2011-12-30', '09:00-17:00', 0, 'there was no such day'],
  ['Pacific/Apia', '2011-12-30', '00:00-24:00', 0, 'there was no such day'],
  ['Pacific/Apia', '2011-12-29', '22:00-06:00', 8 * 60, 'the night went on into the 31st'],
  ['Asia/Kathmandu', '2026-03-09', '09:00-17:00', 8 * 60, 'no change'],
]

for (const [zone, date, text, expected, why] of clockChanges) {
  test(`A9: ${text} in ${zone} on ${date} are ${expected} minutes: ${why}`, () => {
    const noon = at(`${date}T12:00Z`)
    const [from, to] = [noon.subtract({ hours: 72 }), noon.add({ hours: 72 })]
    const calendar = { zone, week: {}, dates: { [date]: open(text) } }
    const lengths = spansOf(calendar, from, to).map(([begins, ends]) => begins.until(ends).total('minutes'))
    assert.equal(
      lengths.reduce((sum, length) => sum + length, 0),
      expected,
    )
    assert.equal(oracle(calendar).between(from, to), expected)
  })
}

test('A9: spans are cut off where the question begins and ends', () => {
  const calendar: Calendar = { zone: 'UTC', week: onDays([1, 2, 3, 4, 5, 6, 7], '00:00-24:00'), dates: {} }
  const [from, to] = [at('2026-03-09T10:00Z'), at('2026-03-12T11:00Z')]
  assert.deepEqual(spansOf(calendar, from, to).flat().map(String), [from, to].map(String))
})

for (const hours of ['21:00-20:00', '06:00-05:00']) {
  test(`A9: a short stretch of ${hours} has the spans of the long one that it is cut from`, () => {
    for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Pacific/Apia', 'UTC']) {
      const calendar: Calendar = { zone, week: onDays([1, 2, 3, 4, 5, 6, 7], hours), dates: {} }
      const long = spansOf(calendar, at('2011-12-01T00:00Z'), at('2012-02-01T00:00Z'))
      const starts = Array.from({ length: 64 }, (_, step) => at('2011-12-26T00:00Z').add({ hours: step * 3 }))
      for (const from of starts) {
        const to = from.add({ hours: 3 })
        const cut = long
          .map(([begins, ends]) => [later(begins, from), earlier(ends, to)] as const)
          .filter(([begins, ends]) => isAfter(ends, begins))
        assert.deepEqual(spansOf(calendar, from, to).map(String), cut.map(String), `${zone} ${from}`)
      }
    }
  })
}
