import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sayEnd, sayInstant, sayMinutes, sayRange } from './words.ts'

const say = (at: string, zone: string): string => sayInstant(Temporal.Instant.from(at), zone)

test('An instant is said as the clock on the wall of its zone shows it, also around a change of the clock', () => {
  assert.equal(say('2026-03-08T19:00:00Z', 'Asia/Kolkata'), 'Mon 9 Mar 2026, 00:30')
  assert.equal(say('2026-03-29T00:59:59.999Z', 'Europe/Berlin'), 'Sun 29 Mar 2026, 01:59')
  assert.equal(say('2026-03-29T01:00:00Z', 'Europe/Berlin'), 'Sun 29 Mar 2026, 03:00')
  assert.equal(say('2026-10-25T00:30:00Z', 'Europe/Berlin'), 'Sun 25 Oct 2026, 02:30')
  assert.equal(say('2026-10-25T01:30:00Z', 'Europe/Berlin'), 'Sun 25 Oct 2026, 02:30')
})

test('What ends at midnight ends with its own day', () => {
  const end = (at: string, zone: string): string => sayEnd(Temporal.Instant.from(at), zone)
  assert.equal(end('2026-03-06T18:30:00Z', 'Asia/Kolkata'), 'Fri 6 Mar 2026, 24:00')
  assert.equal(end('2026-03-06T18:31:00Z', 'Asia/Kolkata'), 'Sat 7 Mar 2026, 00:01')
  assert.equal(end('2026-12-31T23:00:00Z', 'Europe/Berlin'), 'Thu 31 Dec 2026, 24:00')
  // The clock goes forward at midnight there: the day begins at 01:00, and the one before has no other end.
  assert.equal(end('2026-09-06T04:00:00Z', 'America/Santiago'), 'Sun 6 Sep 2026, 01:00')
})

test('Saying it again says the same, in its own zone', () => {
  for (let times = 0; times < 2; times += 1) {
    assert.equal(say('2026-03-08T19:00:30Z', 'Asia/Kolkata'), 'Mon 9 Mar 2026, 00:30')
    assert.equal(say('2026-03-08T19:00:30Z', 'UTC'), 'Sun 8 Mar 2026, 19:00')
  }
})

test('A zone whose clock was off by seconds is said as it was then', () => {
  // Monrovia kept 44 min 30 s behind until January 1972.
  assert.equal(say('1971-06-01T12:00:15Z', 'Africa/Monrovia'), 'Tue 1 Jun 1971, 11:15')
  assert.equal(say('1971-06-01T12:00:45Z', 'Africa/Monrovia'), 'Tue 1 Jun 1971, 11:16')
})

test('Amounts and ranges are said in the unit that fits both ends (C1)', () => {
  assert.deepEqual([30, 60, 90, 2_880].map(sayMinutes), ['30 minutes', '1 hour', '1.5 hours', '2 days'])
  assert.equal(sayRange(60, 180), '1 to 3 hours')
  assert.equal(sayRange(1_440, 2_880), '24 to 48 hours')
  assert.equal(sayRange(2_880, 4_320), '2 to 3 days')
})
