import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mostTries, nextAttempt } from './delivery.ts'

const at = Temporal.Instant.from('2026-03-10T06:00:00Z')

test('A letter is tried again within a minute, at intervals that never shrink, for a day at least and three at most (A5)', () => {
  let now = at
  let before = 0
  for (let tries = 1; tries < mostTries; tries += 1) {
    const next = nextAttempt(tries, now)
    assert.ok(next !== null, `after attempt ${tries}`)
    const wait = now.until(next).total('minutes')
    assert.ok(wait >= before, `after attempt ${tries}`)
    before = wait
    now = next
  }
  assert.equal(at.until(nextAttempt(1, at) as Temporal.Instant).total('minutes'), 1)
  const whole = at.until(now).total('hours')
  assert.ok(whole >= 24 && whole <= 72, `${whole} h`)
})

test('After its last attempt a letter is given up (A5)', () => {
  assert.equal(nextAttempt(mostTries, at), null)
})
