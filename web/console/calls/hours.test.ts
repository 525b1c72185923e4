import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readHours, sayHours } from './hours.ts'

test('D3: hours are understood as people type them, and said so that they are understood again', () => {
  const rows: readonly (readonly [typed: string, said: string])[] = [
    ['9-12', '09:00–12:00'],
    ['09:00-12:30, 14:00 to 17', '09:00–12:30, 14:00–17:00'],
    ['9.30–12.00; 13-24', '09:30–12:00, 13:00–24:00'],
    ['', ''],
    [' , ', ''],
  ]
  for (const [typed, said] of rows) {
    const hours = readHours(typed)
    assert.ok(hours !== null, typed)
    assert.equal(sayHours(hours), said)
    assert.deepEqual(readHours(said), hours)
  }
})

test('D3: what cannot be understood as hours is not guessed at', () => {
  for (const typed of ['morning', '9', '9-', '9-12 14-17', '9:5-10']) assert.equal(readHours(typed), null, typed)
})
