import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lengthOf, localMinute, sayCallLength } from './call-length.ts'

test('A3: a length is minutes, minutes and seconds, or hours, minutes and seconds', () => {
  assert.deepEqual(['12', ' 0:40 ', '12:30', '1:02:03', '1440'].map(lengthOf), [720, 40, 750, 3723, 86_400])
})

test('A3: what is no length, has more than 59 of a smaller part or is longer than a day is none', () => {
  for (const given of ['', 'ten', '1:', '1:60', '1:2:3:4', '-3', '1.5', '1441'])
    assert.equal(lengthOf(given), null, given)
})

test('A3: a length is said in the parts that it has', () => {
  assert.deepEqual([0, 40, 95, 540, 3720, 3723].map(sayCallLength), [
    '0 s',
    '40 s',
    '1 min 35 s',
    '9 min',
    '1 h 2 min',
    '1 h 2 min 3 s',
  ])
})

test('A field of date and time takes an instant in the reader’s own zone', () => {
  const at = new Date(2026, 2, 9, 7, 5, 59).getTime()
  assert.equal(localMinute(at), '2026-03-09T07:05')
})
