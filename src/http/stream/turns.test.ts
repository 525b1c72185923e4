import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Turns } from './turns.ts'

test('No more work at once than may, in the order in which they came, and who fails makes room too', async () => {
  const turns = new Turns(2)
  const begun: number[] = []
  const ends: ((failed: boolean) => void)[] = []
  const works = [0, 1, 2, 3].map((place) =>
    turns.take(() => {
      begun.push(place)
      return new Promise<number>((resolve, reject) =>
        ends.push((failed) => (failed ? reject(new Error('No.')) : resolve(place))),
      )
    }),
  )
  const done = Promise.allSettled(works)
  await new Promise(setImmediate)
  assert.deepEqual(begun, [0, 1])
  ends[1]?.(true)
  await new Promise(setImmediate)
  assert.deepEqual(begun, [0, 1, 2])
  ends[0]?.(false)
  await new Promise(setImmediate)
  assert.deepEqual(begun, [0, 1, 2, 3])
  ends[2]?.(false)
  ends[3]?.(false)
  assert.deepEqual(
    (await done).map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled', 'fulfilled'],
  )
})
