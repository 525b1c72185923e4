import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clocksToShow, leadingClock, type PromiseClock } from './clock.ts'
import { geometryOf } from './geometry.ts'
import { placeLabels, widthOf, type Label } from './labels.ts'
import { nextAt, sayDue, standingOf } from './standing.ts'

const at = (iso: string) => Date.parse(iso)
/** A Friday evening: six hours promised, three before the weekend and three after it. */
const friday: PromiseClock = {
  id: 't/acknowledgement/1',
  kind: 'acknowledgement',
  startedAt: at('2026-11-20T21:00:00Z'),
  targetAt: at('2026-11-20T23:00:00Z'),
  limitAt: at('2026-11-23T03:00:00Z'),
  stoppedAt: null,
  stoppedBecause: null,
  breachedAt: null,
  roundTheClock: false,
  closed: [{ from: at('2026-11-21T00:00:00Z'), to: at('2026-11-23T00:00:00Z') }],
  because: [],
}
const stopped = (iso: string, because: PromiseClock['stoppedBecause'] = 'kept'): PromiseClock => ({
  ...friday,
  stoppedAt: at(iso),
  stoppedBecause: because,
  breachedAt: at(iso) > friday.limitAt ? friday.limitAt : null,
})

test('C3, C13, C14: how a promise stands is said in words that need no colour', () => {
  const rows: readonly (readonly [PromiseClock, string, string, string, string])[] = [
    [friday, '2026-11-20T22:00:00Z', 'running', '1 h', '1 h to the target, 5 h to the limit'],
    [friday, '2026-11-20T23:30:00Z', 'warned', 'Mon 03:00', '3 h 30 min left, target passed'],
    [friday, '2026-11-22T12:00:00Z', 'warned', 'Mon 03:00', '3 h left, target passed'],
    [friday, '2026-11-23T02:06:00Z', 'warned', '54 min', '54 min left, target passed'],
    [friday, '2026-11-23T03:00:00Z', 'warned', '0 s', '0 seconds left, target passed'],
    [friday, '2026-11-23T03:42:00Z', 'over', '42 min over', '42 min over the limit'],
    [stopped('2026-11-20T22:06:00Z'), '2026-11-25T00:00:00Z', 'kept', 'kept', 'kept, 4 h 54 to spare'],
    [stopped('2026-11-23T03:00:00Z'), '2026-11-25T00:00:00Z', 'kept', 'kept', 'kept, 0 s to spare'],
    [stopped('2026-11-23T04:10:00Z'), '2026-11-25T00:00:00Z', 'kept-late', '1 h 10 late', 'answered 1 h 10 min late'],
    [stopped('2026-11-20T22:00:00Z', 'merged'), '2026-11-25T00:00:00Z', 'withdrawn', 'withdrawn', 'withdrawn: merged'],
    [
      stopped('2026-11-23T03:42:00Z', 'exempt'),
      '2026-11-25T00:00:00Z',
      'withdrawn',
      '42 min over',
      '42 min over, then withdrawn: exempt',
    ],
  ]
  for (const [clock, now, state, words, fully] of rows) {
    const standing = standingOf(clock, at(now), 'UTC')
    assert.deepEqual([standing.state, standing.words, standing.fully], [state, words, fully])
  }
})

test('C3: the words count to the target first and say so; where both are one there is only the limit', () => {
  const towards = (clock: PromiseClock, now: string) => standingOf(clock, at(now), 'UTC').towards
  assert.equal(towards(friday, '2026-11-20T23:00:00Z'), 'target')
  assert.equal(towards(friday, '2026-11-20T23:00:01Z'), 'limit')
  assert.equal(nextAt(friday, friday.targetAt), friday.targetAt)
  assert.equal(nextAt(friday, friday.targetAt + 1), friday.limitAt)
  const authorised = { ...friday, targetAt: friday.limitAt }
  assert.equal(towards(authorised, '2026-11-20T22:00:00Z'), 'limit')
  assert.equal(standingOf(authorised, at('2026-11-20T22:00:00Z'), 'UTC').fully, '5 h left')
  assert.equal(towards(friday, '2026-11-23T03:00:01Z'), null)
})

test('C8: a breach that is on record stays one, whatever the limit says now', () => {
  const standing = standingOf(
    { ...stopped('2026-11-20T22:00:00Z'), breachedAt: friday.startedAt },
    at('2026-11-25T00:00:00Z'),
    'UTC',
  )
  assert.equal(standing.state, 'kept-late')
})

test('C3: past the target, or in the last hour, it is soon; before that it is fine', () => {
  const premium = { ...friday, closed: [], limitAt: at('2026-11-21T00:00:00Z') }
  assert.equal(standingOf(premium, at('2026-11-20T22:30:00Z')).meaning, 'fine')
  assert.equal(standingOf(premium, at('2026-11-20T23:00:01Z')).meaning, 'soon')
  const authorised = { ...premium, targetAt: premium.limitAt }
  assert.equal(standingOf(authorised, at('2026-11-20T22:59:00Z')).meaning, 'fine')
  assert.equal(standingOf(authorised, at('2026-11-20T23:00:00Z')).meaning, 'soon')
})

test('a due instant is said with the working time to it', () => {
  assert.equal(
    sayDue(friday.limitAt, at('2026-11-20T23:40:00Z'), friday.closed, 'UTC'),
    'Mon 03:00, in 3 h 20 min of working time',
  )
  assert.equal(sayDue(friday.targetAt, at('2026-11-20T22:06:00Z'), friday.closed, 'UTC'), 'today 23:00, in 54 min')
  assert.equal(sayDue(friday.targetAt, at('2026-11-20T23:06:00Z'), friday.closed, 'UTC'), 'today 23:00, 6 min ago')
})

test('working time is to scale, and a weekend is hatched and narrow', () => {
  const geometry = geometryOf(friday, at('2026-11-20T22:30:00Z'))
  assert.equal(geometry.limit, 1)
  assert.equal(geometry.over, null)
  assert.equal(geometry.hatches.length, 1)
  const { from, to } = geometry.hatches[0]!
  assert.ok(to - from <= 0.16 + 1e-9)
  // Half of the six working hours lie on each side of it.
  assert.ok(Math.abs(from - (1 - to)) < 1e-9)
  assert.ok(Math.abs(geometry.target - from * (2 / 3)) < 1e-9)
  assert.ok(Math.abs(geometry.reached - from / 2) < 1e-9)
})

test('places never run backwards and stay on the line', () => {
  for (const now of ['2026-11-20T20:00:00Z', '2026-11-20T22:00:00Z', '2026-11-23T10:00:00Z']) {
    const geometry = geometryOf(friday, at(now))
    let last = 0
    for (let instant = friday.startedAt; instant <= friday.limitAt; instant += 600_000) {
      const place = geometry.placeOf(instant)
      assert.ok(place >= last && place <= 1)
      last = place
    }
    assert.ok(Math.abs(last - geometry.limit) < 1e-9)
  }
})

test('C14: time past the limit lies behind it and grows up to the end of the line', () => {
  const early = geometryOf(friday, at('2026-11-23T03:10:00Z'))
  const late = geometryOf(friday, at('2026-11-23T07:10:00Z'))
  const veryLate = geometryOf(friday, at('2027-01-01T00:00:00Z'))
  assert.equal(early.reached, early.limit)
  assert.ok(early.limit < early.over! && early.over! < late.over! && late.over! < 1)
  assert.equal(veryLate.over, 1)
})

test('a promise made of closed time alone, or of none, can still be drawn', () => {
  const shut = geometryOf({ ...friday, closed: [{ from: friday.startedAt, to: friday.limitAt }] }, friday.limitAt)
  assert.equal(shut.reached, 1)
  const none = geometryOf({ ...friday, targetAt: friday.startedAt, limitAt: friday.startedAt }, friday.startedAt + 1)
  assert.equal(none.over, 1)
})

test('the promise shown is the running one whose limit comes first, else the one that ended last', () => {
  const determination: PromiseClock = {
    ...friday,
    id: 't/determination/1',
    kind: 'determination',
    limitAt: friday.limitAt + 1,
  }
  assert.equal(leadingClock([determination, friday])?.id, friday.id)
  const kept = stopped('2026-11-20T22:00:00Z')
  assert.equal(leadingClock([kept, determination])?.id, determination.id)
  assert.deepEqual(
    clocksToShow([kept, determination]).map((clock) => clock.id),
    [determination.id, kept.id],
  )
  const ended = { ...determination, stoppedAt: kept.stoppedAt! + 1, stoppedBecause: 'kept' as const }
  const second = { ...ended, id: 't/determination/2', stoppedAt: ended.stoppedAt + 1 }
  assert.deepEqual(
    clocksToShow([kept, ended, second]).map((clock) => clock.id),
    [second.id, kept.id],
  )
  assert.equal(leadingClock([]), null)
})

test('labels never cover one another nor leave the strip; the least important yields', () => {
  const label = (key: string, place: number, rank: number, side: Label['side'] = 'above'): Label => ({
    key,
    place,
    rank,
    side,
    text: `${key} 10:14`,
  })
  const placed = placeLabels([label('Target', 0.5, 2), label('Now', 0.52, 1), label('Limit', 1, 0, 'below')], 600)
  assert.deepEqual(
    placed.map((each) => each.key),
    ['Limit', 'Now'],
  )
  for (const each of placed) assert.ok(each.left >= 0 && each.left + widthOf(each.text) <= 600)
  assert.equal(placeLabels([label('Target', 0.3, 2), label('Now', 0.8, 1)], 600).length, 2)
  assert.deepEqual(placeLabels([label('Limit', 1, 0)], 20), [])
})
