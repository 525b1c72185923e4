import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nameOfPasted, sayBytes, sayFile } from './words.ts'

test('B4: sizes are said in the largest unit that leaves a figure to read', () => {
  const rows: readonly (readonly [number, string])[] = [
    [0, '0 bytes'],
    [1, '1 byte'],
    [1_023, '1023 bytes'],
    [1_024, '1 kB'],
    [512_000, '500 kB'],
    [1_048_576, '1 MB'],
    [1_500_000, '1.4 MB'],
    [52_428_800, '50 MB'],
  ]
  for (const [bytes, said] of rows) assert.equal(sayBytes(bytes), said)
})

test('B4: a pasted screenshot is named after the time, a pasted file keeps its name', () => {
  const at = new Date(2026, 2, 10, 9, 5, 7)
  assert.equal(nameOfPasted('image.png', 'image/png', at), 'Screenshot 09.05.07.png')
  assert.equal(nameOfPasted('', 'image/jpeg', at), 'Screenshot 09.05.07.jpg')
  assert.equal(nameOfPasted('', 'image/x-thing', at), 'Screenshot 09.05.07')
  assert.equal(nameOfPasted('plan.png', 'image/png', at), 'plan.png')
})

test('B4: of a file that was refused there is no size to tell', () => {
  assert.equal(sayFile({ kind: 'PNG image', bytes: 2_048 }), 'PNG image · 2 kB')
  assert.equal(sayFile({ kind: null, bytes: 0 }), '')
})
