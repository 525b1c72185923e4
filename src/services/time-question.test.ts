import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { answerTimeQuestion, type TimeAnswer } from './time-question.ts'

interface Row {
  readonly id: string
  readonly case: unknown
  readonly expected: unknown
}

const rowsOf = (name: string): readonly Row[] =>
  readFileSync(new URL(`../../../shared/data/business-hours/${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row)

const sources = [
  ['peers', 312, "cases of eight other programs' own tests"],
  ['oracle', 1500, 'questions that three independent programs agree on'],
  ['due-times', 12, 'due times that were put to running help desks'],
] as const

for (const [name, count, what] of sources) {
  test(`A9: ${count} ${what} are answered exactly`, () => {
    const rows = rowsOf(name)
    assert.equal(rows.length, count)
    const wrong = rows.flatMap((row) => {
      const found = answerTimeQuestion(row.case)
      return JSON.stringify(found) === JSON.stringify(row.expected) ? [] : [{ ...row, found }]
    })
    assert.deepEqual(wrong, [])
  })
}

const start = '2026-03-06T18:00:00Z' // A Friday, 19:00 in Berlin.
const berlin = { tz: 'Europe/Berlin', hours: { mon: [['09:00', '17:00']] } }
const question = (calendar: unknown, rest: object = { op: 'within', start }): unknown => ({ calendar, ...rest })

const answered: readonly (readonly [name: string, line: unknown, answer: TimeAnswer])[] = [
  ['to the second', question(berlin, { op: 'add', start, minutes: 60 }), { at: '2026-03-09T09:00:00Z' }],
  ['with a fraction in it', question(berlin, { op: 'add', start, minutes: 0.009 }), { at: '2026-03-09T08:00:00.54Z' }],
  ['counting back', question(berlin, { op: 'add', start, minutes: -480 }), { at: '2026-03-02T08:00:00Z' }],
  ['nothing to add', question(berlin, { op: 'add', start, minutes: 0 }), { at: start }],
  ['with an offset', question(berlin, { op: 'within', start: '2026-03-09T13:30:00+05:30' }), { within: true }],
  ['at opening time', question(berlin, { op: 'within', start: '2026-03-09T08:00:00Z' }), { within: true }],
  ['at closing time', question(berlin, { op: 'within', start: '2026-03-09T16:00:00Z' }), { within: false }],
  [
    'an end before the start',
    question(berlin, { op: 'between', start, end: '2026-03-02T15:30:30Z' }),
    { minutes: -29.5 },
  ],
  [
    'the year 1900',
    question(berlin, { op: 'add', start: '1900-01-01T00:00:00Z', minutes: 60 }),
    { at: '1900-01-01T09:00:00Z' },
  ],
  [
    'the year 2300',
    question(berlin, { op: 'add', start: '2300-01-01T00:00:00Z', minutes: 60 }),
    { at: '2300-01-01T09:00:00Z' },
  ],
  [
    'hours in any order, overlapping',
    question(
      {
        ...berlin,
        hours: {
          fri: [
            ['18:00', '20:00'],
            ['09:00', '19:00'],
          ],
        },
      },
      { op: 'between', start: '2026-03-06T00:00:00Z', end: '2026-03-07T00:00:00Z' },
    ),
    { minutes: 660 },
  ],
  [
    'a night shift',
    question({ tz: 'UTC', hours: { thu: [['22:00', '06:00']] } }, { op: 'within', start: '2026-03-06T05:59:59Z' }),
    { within: true },
  ],
  [
    'a holiday that is also among the dates is closed',
    question({ ...berlin, holidays: ['2026-03-06'], dates: { '2026-03-06': [['09:00', '20:00']] } }),
    { within: false },
  ],
  [
    'a date opens a closed day',
    question({ ...berlin, dates: { '2026-03-06': [['09:00', '20:00']] } }),
    { within: true },
  ],
  [
    'a break on a date',
    question({
      ...berlin,
      dates: { '2026-03-06': [['09:00', '20:00']] },
      breaks: { '2026-03-06': [['18:30', '19:30']] },
    }),
    { within: false },
  ],
  [
    'optional fields that are null',
    question({ ...berlin, holidays: null, dates: null, breaks: null }),
    { within: false },
  ],
  [
    'a calendar that never opens, but may be measured',
    question({ tz: 'UTC', hours: {} }, { op: 'between', start, end: '2027-01-01T00:00:00Z' }),
    { minutes: 0 },
  ],
]

for (const [name, line, answer] of answered) {
  test(`A9: a time question is answered: ${name}`, () => assert.deepEqual(answerTimeQuestion(line), answer))
}

const hours = (mon: unknown): unknown => question({ tz: 'UTC', hours: { mon } })
const add = (minutes: unknown, calendar: unknown = berlin): unknown => question(calendar, { op: 'add', start, minutes })

const refused: readonly (readonly [line: unknown, field: string, message: RegExp])[] = [
  [null, 'line', /null is not a question; write an object/],
  ['{}', 'line', /not a question/],
  [[], 'line', /not a question/],
  [question(undefined), 'calendar', /missing; write an object with tz and hours/],
  [question([]), 'calendar', /\[\] is not a calendar/],
  [question({ hours: {} }), 'calendar.tz', /missing; write an IANA name such as "Europe\/Berlin"/],
  [question({ ...berlin, tz: 'Mars/Olympus' }), 'calendar.tz', /"Mars\/Olympus" is not a known time zone/],
  [question({ ...berlin, tz: 60 }), 'calendar.tz', /60 is not a known time zone/],
  [question({ tz: 'UTC' }), 'calendar.hours', /missing; write an object such as/],
  [question({ ...berlin, hours: { monday: [] } }), 'calendar.hours.monday', /write one of mon, tue/],
  [question(JSON.parse('{"tz":"UTC","hours":{"__proto__":[]}}')), 'calendar.hours.__proto__', /not a day of the week/],
  [question({ ...berlin, hollidays: [] }), 'calendar.hollidays', /unknown; a calendar has tz, hours, holidays/],
  [hours('09:00-17:00'), 'calendar.hours.mon', /not a list of hours; write pairs/],
  [hours([['09:00']]), 'calendar.hours.mon[0]', /not a pair of times/],
  [hours([['09:00', '12:00', '17:00']]), 'calendar.hours.mon[0]', /not a pair of times/],
  [
    hours([
      ['09:00', '17:00'],
      ['18:00', '25:00'],
    ]),
    'calendar.hours.mon[1][1]',
    /"25:00" is not a time of day; write/,
  ],
  [hours([['9:00', '17:00']]), 'calendar.hours.mon[0][0]', /"9:00" is not a time of day/],
  [hours([[9, 17]]), 'calendar.hours.mon[0][0]', /9 is not a time of day/],
  [hours([['24:00', '06:00']]), 'calendar.hours.mon[0][0]', /write "00:00" on the day after/],
  [question({ ...berlin, holidays: '2026-12-25' }), 'calendar.holidays', /write dates such as \["2026-12-25"\]/],
  [
    question({ ...berlin, holidays: ['2026-12-25', '2026-02-30'] }),
    'calendar.holidays[1]',
    /"2026-02-30" is not a date/,
  ],
  [question({ ...berlin, holidays: [20261225] }), 'calendar.holidays[0]', /20261225 is not a date/],
  [question({ ...berlin, dates: ['2026-12-31'] }), 'calendar.dates', /not hours by date/],
  [question({ ...berlin, dates: { '31.12.2026': [] } }), 'calendar.dates.31.12.2026', /not a date/],
  [
    question({ ...berlin, breaks: { '2026-12-24': ['12:00', '24:00'] } }),
    'calendar.breaks.2026-12-24[0]',
    /not a pair/,
  ],
  [question(berlin, { start }), 'op', /missing; write "add", "between" or "within"/],
  [question(berlin, { op: 'subtract', start }), 'op', /"subtract" is not an operation/],
  [question(berlin, { op: 'within' }), 'start', /missing; write it like "2026-03-06T18:00:00Z"/],
  [question(berlin, { op: 'within', start: '2026-03-06T18:00:00' }), 'start', /with Z or an offset/],
  [question(berlin, { op: 'within', start: '2026-02-30T18:00:00Z' }), 'start', /not an instant/],
  [question(berlin, { op: 'within', start: 1772820000 }), 'start', /1772820000 is not an instant/],
  [question(berlin, { op: 'within', start: '1799-12-31T23:59:59Z' }), 'start', /the year 1800 to 2399/],
  [question(berlin, { op: 'between', start, end: '9999-12-31T23:59:59Z' }), 'end', /too far away/],
  [question(berlin, { op: 'between', start }), 'end', /missing/],
  [add(undefined), 'minutes', /missing; write a number of minutes/],
  [add('60'), 'minutes', /"60" is not an amount/],
  [add(Infinity), 'minutes', /Infinity is not an amount/],
  [add(Number.NaN), 'minutes', /NaN is not an amount/],
  [add(1e12), 'minutes', /do not fit into the years 1800 to 2399.*ask for less/],
  [add(-1e300), 'minutes', /do not fit/],
  [add(1, { tz: 'UTC', hours: {} }), 'calendar.hours', /never opens.*give it hours on at least one day/],
  [
    add(1, { tz: 'UTC', hours: {}, dates: { '2026-03-01': [['09:00', '17:00']] } }),
    'minutes',
    /give the calendar more hours/,
  ],
]

for (const [line, field, message] of refused) {
  test(`A9: a time question that cannot be understood names ${field}: ${JSON.stringify(line)?.slice(0, 90)}`, () => {
    const answer = answerTimeQuestion(line)
    assert.ok('error' in answer)
    assert.deepEqual(Object.keys(answer), ['error'])
    assert.deepEqual(Object.keys(answer.error), ['field', 'message'])
    assert.equal(answer.error.field, field)
    assert.match(answer.error.message, message)
  })
}

test('A9: all mistakes of a time question are named at once, and a long list is cut short', () => {
  const answer = answerTimeQuestion({
    calendar: { tz: 'x', hours: { mon: [['a', 'b']] } },
    op: 'add',
    start: 'y',
    minutes: 'z',
  })
  assert.ok('error' in answer)
  const { field, message } = answer.error
  const also = ['calendar.hours.mon[0][0]', 'calendar.hours.mon[0][1]', 'start', 'minutes']
  assert.equal(field, 'calendar.tz')
  assert.deepEqual(
    also.filter((each) => !message.includes(`; also ${each}: `)),
    [],
  )

  const many = answerTimeQuestion(question({ ...berlin, holidays: Array.from({ length: 50 }, () => 'never') }))
  assert.ok('error' in many)
  assert.match(many.error.message, /; and 40 more$/)
})

test('A9: more calendars than are kept at once are all answered, again and again', () => {
  const opening = (minute: number) => `09:${String(minute % 60).padStart(2, '0')}:${minute < 60 ? '00' : '30'}`
  for (let round = 0; round < 2; round++) {
    for (let minute = 0; minute < 120; minute++) {
      const answer = answerTimeQuestion(add(0.5, { tz: 'UTC', hours: { mon: [[opening(minute), '17:00']] } }))
      const expected = Temporal.Instant.from(`2026-03-09T${opening(minute)}Z`).add({ seconds: 30 })
      assert.deepEqual(answer, { at: expected.toString() })
    }
  }
})
