import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isClosed, spansWithin, workingBetween } from './working-time.ts'

const hour = 3_600_000
const weekend = { from: 10 * hour, to: 58 * hour }

test('A9: closed time does not count, wherever an end falls', () => {
  const rows: readonly (readonly [number, number, number])[] = [
    [0, 10, 10],
    [0, 30, 10],
    [0, 58, 10],
    [0, 60, 12],
    [20, 40, 0],
    [20, 60, 2],
    [58, 60, 2],
  ]
  for (const [from, to, working] of rows)
    assert.equal(workingBetween(from * hour, to * hour, [weekend]), working * hour)
})

test('time that is over counts below zero', () => {
  assert.equal(workingBetween(60 * hour, 0, [weekend]), -12 * hour)
})

test('spans may come in any order, overlap or touch, and count once', () => {
  const spans = [
    { from: 6, to: 9 },
    { from: 2, to: 4 },
    { from: 3, to: 6 },
    { from: 8, to: 8 },
  ]
  assert.deepEqual(spansWithin(spans, 0, 10), [{ from: 2, to: 9 }])
  assert.deepEqual(spansWithin(spans, 5, 7), [{ from: 5, to: 7 }])
  assert.equal(workingBetween(0, 10, spans), 3)
})

test('a closed span begins closed and ends open', () => {
  assert.ok(isClosed(weekend.from, [weekend]))
  assert.ok(!isClosed(weekend.to, [weekend]))
})
