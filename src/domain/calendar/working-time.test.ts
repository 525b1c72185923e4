import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hours, type Instant, minutes } from '../kernel.ts'
import type { Calendar, OpenHours, Weekday } from './calendar.ts'
import { compile, wallClock, workingTimeOf } from './working-time.ts'

const at = (text: string): Instant => Temporal.Instant.from(text)

/** '09:00-12:00 13:00-17:00' */
const open = (text: string): readonly OpenHours[] =>
  text.split(' ').map((span) => {
    const [opens = '', closes = ''] = span.split('-')
    return { opens, closes }
  })

const onDays = (days: readonly Weekday[], text: string): Calendar['week'] =>
  Object.fromEntries(days.map((day) => [day, open(text)]))

const roundTheWeek = (zone: string): Calendar => ({ zone, week: onDays([1, 2, 3, 4, 5], '00:00-24:00'), dates: {} })
const office = (zone: string): Calendar => ({ zone, week: onDays([1, 2, 3, 4, 5], '09:00-17:00'), dates: {} })

test('C1: the examples of the contract hold in a week from Monday 00:00 to Friday 24:00', () => {
  const india = compile(roundTheWeek('Asia/Kolkata'))
  const germany = compile(roundTheWeek('Europe/Berlin'))
  const friday = at('2026-03-06T18:00:00Z')
  const beforeClockChange = at('2026-03-27T21:30:00Z')
  const rows = [
    [india.add(friday, hours(1)), '2026-03-08T19:00:00Z'],
    [india.add(friday, hours(3)), '2026-03-08T21:00:00Z'],
    [india.add(friday, hours(2)), '2026-03-08T20:00:00Z'],
    [india.add(friday, hours(8)), '2026-03-09T02:00:00Z'],
    [wallClock.add(friday, hours(1)), '2026-03-06T19:00:00Z'],
    [wallClock.add(friday, hours(3)), '2026-03-06T21:00:00Z'],
    [wallClock.add(friday, hours(2)), '2026-03-06T20:00:00Z'],
    [wallClock.add(friday, hours(8)), '2026-03-07T02:00:00Z'],
    [germany.add(beforeClockChange, hours(9)), '2026-03-30T05:30:00Z'],
    [germany.add(beforeClockChange, hours(12)), '2026-03-30T08:30:00Z'],
    [germany.add(beforeClockChange, hours(36)), '2026-03-31T08:30:00Z'],
    [germany.add(beforeClockChange, hours(48)), '2026-03-31T20:30:00Z'],
  ] as const
  assert.deepEqual(
    rows.map(([found]) => found.toString()),
    rows.map(([, expected]) => expected),
  )
})

test('C1: an amount that ends exactly at closing time ends there, and counting back to an opening stays there', () => {
  const berlin = compile(office('Europe/Berlin'))
  const rows = [
    ['2026-03-06T15:00:00Z', 60, '2026-03-06T16:00:00Z'], // Friday 17:00
    ['2026-03-06T16:00:00Z', 1, '2026-03-09T08:01:00Z'],
    ['2026-03-07T12:00:00Z', 480, '2026-03-09T16:00:00Z'],
    ['2026-03-09T09:00:00Z', -60, '2026-03-09T08:00:00Z'], // Monday 09:00
    ['2026-03-09T08:00:00Z', -1, '2026-03-06T15:59:00Z'],
    ['2026-03-07T12:00:00Z', -480, '2026-03-06T08:00:00Z'],
    ['2026-03-07T12:00:00Z', 0, '2026-03-07T12:00:00Z'], // Nothing to add, nothing to wait for.
    ['2026-03-06T15:00:00.250Z', 60, '2026-03-09T08:00:00.25Z'],
  ] as const
  for (const [from, amount, expected] of rows) {
    assert.equal(berlin.add(at(from), minutes(amount)).toString(), expected, `${from} and ${amount} min`)
  }
})

test('A9: spans are half-open, and time counted backwards is negative', () => {
  const berlin = compile(office('Europe/Berlin'))
  const around = [
    '2026-03-09T07:59:59.999Z',
    '2026-03-09T08:00:00Z',
    '2026-03-09T15:59:59.999Z',
    '2026-03-09T16:00:00Z',
  ]
  assert.deepEqual(
    around.map((text) => berlin.isOpen(at(text))),
    [false, true, true, false],
  )
  assert.equal(berlin.between(at('2026-03-06T15:30:00Z'), at('2026-03-09T08:30:30Z')), 60.5)
  assert.equal(berlin.between(at('2026-03-09T08:30:30Z'), at('2026-03-06T15:30:00Z')), -60.5)
  assert.equal(berlin.between(at('2026-03-08T15:00:00Z'), at('2026-03-07T15:00:00Z')), 0)
})

const everyDay = (zone: string, text: string): Calendar => ({
  zone,
  week: onDays([1, 2, 3, 4, 5, 6, 7], text),
  dates: {},
})

test('A9: a week round the clock is never closed, also at midnight and while the clocks change', () => {
  for (const zone of ['Europe/Berlin', 'America/Santiago', 'Africa/Cairo', 'Atlantic/Azores', 'Pacific/Apia']) {
    const time = compile(everyDay(zone, '00:00-24:00'))
    const [from, to] = [at('2011-01-01T00:00Z'), at('2027-01-01T00:00Z')]
    assert.deepEqual(time.closedWithin(from, to), [], zone)
    assert.equal(time.between(from, to), from.until(to).total('minutes'), zone)
  }
})

test('C10: the closed spans on the way are cut off at both ends', () => {
  const india = compile(roundTheWeek('Asia/Kolkata'))
  const [friday, monday] = [at('2026-03-06T18:00:00Z'), at('2026-03-08T19:00:00Z')]
  const spans = (from: Instant, to: Instant) => india.closedWithin(from, to).map((span) => `${span.from} ${span.to}`)
  assert.deepEqual(spans(friday, monday), ['2026-03-06T18:30:00Z 2026-03-08T18:30:00Z'])
  assert.deepEqual(spans(at('2026-03-07T00:00:00Z'), at('2026-03-07T01:00:00Z')), [
    '2026-03-07T00:00:00Z 2026-03-07T01:00:00Z',
  ])
  assert.deepEqual(spans(at('2026-03-09T00:00:00Z'), at('2026-03-10T00:00:00Z')), [])
  assert.deepEqual(spans(monday, friday), [])
  assert.equal(spans(friday, at('2026-03-20T18:00:00Z')).length, 2)

  const [from, to] = [at('2025-01-01T12:00Z'), at('2028-01-01T12:00Z')]
  const berlin = compile({ ...office('Europe/Berlin'), breaks: { '2026-03-09': open('12:00-13:00') } })
  const closed = berlin.closedWithin(from, to).reduce((sum, span) => sum + span.from.until(span.to).total('minutes'), 0)
  assert.equal(closed + berlin.between(from, to), from.until(to).total('minutes'))
})

test('C1: years are added as questions reach them, in any order, without moving an answer', () => {
  const questions = [
    '2026-05-04T07:00Z',
    '1999-05-04T07:00Z',
    '2077-05-04T07:00Z',
    '1800-06-02T07:00Z',
    '2399-06-02T07:00Z',
  ]
  const kept = compile(office('Europe/Berlin'))
  const ask = (time: typeof kept, text: string) => [
    time.add(at(text), minutes(100_000)).toString(),
    time.add(at(text), minutes(-100)).toString(),
    time.between(at(text), at('2026-01-01T00:00Z')),
  ]
  const first = questions.slice(0, 3).map((text) => ask(kept, text))
  questions.slice(3).forEach((text) => kept.isOpen(at(text)))
  assert.deepEqual(
    questions.slice(0, 3).map((text) => ask(kept, text)),
    first,
  )
  assert.deepEqual(
    questions.slice(0, 3).map((text) => ask(compile(office('Europe/Berlin')), text)),
    first,
  )
  const start = at('2026-05-04T07:00Z')
  const decades = minutes(60 * 8 * 5 * 52 * 40)
  assert.equal(kept.between(start, kept.add(start, decades)), decades)
  const back = compile(office('Europe/Berlin'))
  assert.equal(back.between(back.add(start, minutes(-decades)), start), decades)
})

test('C1: a calendar that never opens says so, and still knows that it is closed', () => {
  const never = compile({ zone: 'UTC', week: { 1: [] }, dates: { '2026-01-01': [] } })
  const start = at('2026-03-06T18:00:00Z')
  assert.throws(() => never.add(start, minutes(1)), { name: 'RangeError', message: /never opens/ })
  assert.throws(() => never.add(start, minutes(-1)), { name: 'RangeError', message: /never opens/ })
  assert.equal(never.add(start, minutes(0)).toString(), '2026-03-06T18:00:00Z')
  assert.equal(never.between(start, at('2027-01-01T00:00Z')), 0)
  assert.equal(never.isOpen(start), false)
})

test('C1: working time that never comes to pass is refused with the reason', () => {
  const once = compile({ zone: 'UTC', week: {}, dates: { '2026-03-09': open('09:00-10:00') } })
  const start = at('2026-03-06T18:00:00Z')
  assert.equal(once.add(start, minutes(60)).toString(), '2026-03-09T10:00:00Z')
  assert.throws(() => once.add(start, minutes(61)), { name: 'RangeError', message: /61 minutes .* do not fit/ })
  assert.throws(() => once.add(start, minutes(-1)), {
    name: 'RangeError',
    message: /1 minutes .* before .* do not fit/,
  })
  for (const amount of [1e12, -1e12, Infinity, -Infinity, Number.NaN]) {
    assert.throws(() => compile(office('UTC')).add(start, minutes(amount)), RangeError, String(amount))
    assert.throws(() => wallClock.add(start, minutes(amount)), RangeError, String(amount))
  }
})

test('C1: instants outside of the years 1800 to 2399 are refused', () => {
  for (const time of [compile(office('UTC')), wallClock]) {
    for (const text of ['1799-12-31T23:59:59.999Z', '2400-01-01T00:00Z']) {
      assert.throws(() => time.isOpen(at(text)), { name: 'RangeError', message: /outside of the years 1800 to 2399/ })
      assert.throws(() => time.between(at('2026-01-01T00:00Z'), at(text)), RangeError)
      assert.throws(() => time.add(at(text), minutes(1)), RangeError)
    }
    assert.throws(() => time.isOpenMs(Number.NaN), RangeError)
    assert.throws(() => time.betweenMs(0, Number.NaN), RangeError)
  }
})

test('A9: a calendar with a wrong zone, time or date does not compile', () => {
  const wrong: readonly Calendar[] = [
    { zone: 'Mars/Olympus', week: {}, dates: {} },
    { zone: 'UTC', week: onDays([1], '09:00-25:00'), dates: {} },
    { zone: 'UTC', week: onDays([1], '24:00-01:00'), dates: {} },
    { zone: 'UTC', week: {}, dates: { '2026-02-30': [] } },
    { zone: 'UTC', week: {}, dates: {}, breaks: { tomorrow: open('09:00-10:00') } },
  ]
  for (const calendar of wrong) assert.throws(() => compile(calendar), RangeError, JSON.stringify(calendar))
})

test('A9: round the clock every minute counts, weekend included', () => {
  const [friday, sunday] = [at('2026-03-06T18:00:00Z'), at('2026-03-08T18:00:00Z')]
  assert.equal(wallClock.between(friday, sunday), 48 * 60)
  assert.equal(wallClock.add(sunday, hours(-48)).toString(), friday.toString())
  assert.equal(wallClock.isOpen(at('2026-03-07T03:00:00Z')), true)
  assert.deepEqual(wallClock.closedWithin(friday, sunday), [])
})

test('A9: a calendar object is compiled once', () => {
  const calendar = office('Europe/Berlin')
  assert.equal(workingTimeOf(calendar), workingTimeOf(calendar))
  assert.notEqual(workingTimeOf(office('Europe/Berlin')), workingTimeOf(calendar))
})

test('C1: adding a sliver of a millisecond never goes back in time', () => {
  const berlin = compile(office('Europe/Berlin'))
  const midnight = at('2026-03-09T00:00:00Z').epochMilliseconds
  for (const amount of [1e-9, 1e-6, 0.5]) assert.ok(berlin.addMs(midnight, amount) >= midnight)
  for (const amount of [-1e-9, -1e-6, -0.5]) assert.ok(berlin.addMs(midnight, amount) <= midnight)
})
