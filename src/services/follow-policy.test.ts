import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { App } from './app.ts'
import { followPolicy } from './follow-policy.ts'

const away = () => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })

/** An app whose policies are looked at as `looks` says, one after the other: the version that is then there, or what is thrown. */
function followed(looks: readonly (number | Error)[]) {
  let version = 1
  let asked = 0
  const told: number[] = []
  const complaints: unknown[] = []
  const policies = {
    current: () => ({ version }),
    async refresh() {
      const look = looks[asked++]
      if (look instanceof Error) throw look
      version = look ?? version
    },
  }
  let wake = (): void => undefined
  const heard = new Promise<void>((resolve) => (wake = resolve))
  const follower = followPolicy(
    { policies } as unknown as App,
    (now) => {
      told.push(now)
      wake()
    },
    (reason) => complaints.push(reason),
  )
  return { follower, told, complaints, heard, asked: () => asked }
}

test('Each other version is told once, however often it is looked for (C9)', async () => {
  const { follower, told, complaints } = followed([1, 2, 2, 3])
  for (let at = 0; at < 4; at += 1) follower.look()
  await new Promise((resolve) => setImmediate(resolve))
  await follower.stop()
  assert.deepEqual([told, complaints], [[2, 3], []])
})

test('While the database is away it is looked for again, without a complaint (C9, G1)', async () => {
  const { follower, told, complaints, heard } = followed([away(), 2])
  follower.look()
  await heard
  await follower.stop()
  assert.deepEqual([told, complaints], [[2], []])
})

test('Whoever stops while the database is away waits for nothing; a mistake of ours is complained of, and the next look is taken', async () => {
  const waiting = followed(Array.from({ length: 9 }, away))
  waiting.follower.look()
  await new Promise((resolve) => setImmediate(resolve))
  await waiting.follower.stop()
  assert.deepEqual([waiting.asked(), waiting.complaints], [1, []])
  const mistake = new Error('ours')
  const wrong = followed([mistake, 2])
  wrong.follower.look()
  wrong.follower.look()
  await wrong.heard
  await wrong.follower.stop()
  assert.deepEqual([wrong.told, wrong.complaints], [[2], [mistake]])
})
