import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  cityOf,
  sameTime,
  sayAtAGlance,
  sayBriefly,
  sayCountry,
  sayDate,
  sayDay,
  sayExactly,
  sayLength,
  sayLengthFully,
  sayMoment,
} from './time.ts'

const at = (iso: string) => Date.parse(iso)
const minutes = (amount: number) => amount * 60_000

test('C10: an instant is said as people say it, in the zone asked for', () => {
  const now = at('2026-11-24T10:00:00Z')
  const rows: readonly (readonly [string, string, string])[] = [
    ['2026-11-24T14:00:00Z', 'Europe/London', 'today 14:00'],
    ['2026-11-24T14:00:00Z', 'Asia/Kolkata', 'today 19:30'],
    ['2026-11-24T19:00:00Z', 'Asia/Kolkata', 'tomorrow 00:30'],
    ['2026-11-23T22:00:00Z', 'Europe/London', 'yesterday 22:00'],
    ['2026-11-27T09:05:00Z', 'Europe/London', 'Fri 09:05'],
    ['2026-12-01T09:05:00Z', 'Europe/London', 'Tue 1 Dec 09:05'],
    ['2026-11-20T09:05:00Z', 'Europe/London', 'Fri 20 Nov 09:05'],
    ['2027-01-12T09:05:00Z', 'Europe/London', 'Tue 12 Jan 2027 09:05'],
  ]
  for (const [instant, zone, said] of rows) assert.equal(sayMoment(at(instant), now, zone), said)
})

test('C12: on paper an instant is the same on every day, and its year is said where it is another', () => {
  assert.equal(sayExactly(at('2026-11-24T20:00:00Z'), 'Asia/Kolkata', 2026), 'Wed 25 Nov 01:30')
  assert.equal(sayExactly(at('2026-12-31T20:00:00Z'), 'Asia/Kolkata', 2026), 'Fri 1 Jan 2027 01:30')
})

test('a weekday alone is only said of the six days ahead, so that it cannot mean last week', () => {
  const now = at('2026-11-24T10:00:00Z')
  assert.equal(sayDay(at('2026-11-30T10:00:00Z'), now, 'UTC'), 'Mon')
  assert.equal(sayDay(at('2026-12-01T10:00:00Z'), now, 'UTC'), 'Tue 1 Dec')
  assert.equal(sayDay(at('2026-11-22T10:00:00Z'), now, 'UTC'), 'Sun 22 Nov')
})

test('midnight is 00:00 of the day it begins', () => {
  assert.equal(sayMoment(at('2026-11-25T00:00:00Z'), at('2026-11-24T10:00:00Z'), 'UTC'), 'tomorrow 00:00')
})

test('the day of a zone is its own across a clock change', () => {
  // Berlin went back an hour on 25 October 2026 at 03:00.
  const now = at('2026-10-24T21:30:00Z')
  assert.equal(sayMoment(at('2026-10-24T22:30:00Z'), now, 'Europe/Berlin'), 'tomorrow 00:30')
  assert.equal(sayMoment(at('2026-10-25T22:30:00Z'), now, 'Europe/Berlin'), 'tomorrow 23:30')
  assert.equal(sayMoment(at('2026-10-25T23:30:00Z'), now, 'Europe/Berlin'), 'Mon 00:30')
})

test('today is left unsaid where it is plain', () => {
  const now = at('2026-11-24T10:00:00Z')
  assert.equal(sayBriefly(at('2026-11-24T14:00:00Z'), now, 'UTC'), '14:00')
  assert.equal(sayBriefly(at('2026-11-25T14:00:00Z'), now, 'UTC'), 'tomorrow 14:00')
})

test('at a glance a moment is a time, a weekday or a date', () => {
  const now = at('2026-11-24T10:00:00Z')
  assert.equal(sayAtAGlance(at('2026-11-24T14:00:00Z'), now, 'UTC'), '14:00')
  assert.equal(sayAtAGlance(at('2026-11-25T14:00:00Z'), now, 'UTC'), 'Wed 14:00')
  assert.equal(sayAtAGlance(at('2026-12-01T14:00:00Z'), now, 'UTC'), '1 Dec')
  assert.equal(sayAtAGlance(at('2026-11-23T14:00:00Z'), now, 'UTC'), '23 Nov')
})

test('a length never says more than there is', () => {
  const rows: readonly (readonly [number, string, string])[] = [
    [-5, '0 s', '0 seconds'],
    [45_900, '45 s', '45 seconds'],
    [119_999, '119 s', '119 seconds'],
    [minutes(2), '2 min', '2 min'],
    [minutes(59.99), '59 min', '59 min'],
    [minutes(60), '1 h', '1 h'],
    [minutes(294), '4 h 54', '4 h 54 min'],
    [minutes(425), '7 h 05', '7 h 05 min'],
    [minutes(60 * 10 + 59), '10 h', '10 h'],
    [minutes(60 * 47 + 59), '47 h', '47 h'],
    [minutes(60 * 48), '2 d', '2 days'],
    [minutes(60 * 76), '3 d 4 h', '3 days 4 h'],
    [minutes(60 * 239), '9 d 23 h', '9 days 23 h'],
    [minutes(60 * 263), '10 d', '10 days'],
  ]
  for (const [length, short, full] of rows) {
    assert.equal(sayLength(length), short)
    assert.equal(sayLengthFully(length), full)
  }
})

test('a date without a time is that date everywhere', () => {
  const now = at('2026-11-24T10:00:00Z')
  assert.equal(sayDate('2026-12-01', now, 'Pacific/Kiritimati'), 'Tue 1 Dec')
  assert.equal(sayDate('2027-01-12', now, 'America/Los_Angeles'), 'Tue 12 Jan 2027')
})

test('places are named as people name them', () => {
  assert.equal(cityOf('America/Mexico_City'), 'Mexico City')
  assert.equal(cityOf('UTC'), 'UTC')
  assert.equal(cityOf('Asia/Calcutta'), 'Kolkata')
  assert.equal(sayCountry('IN'), 'India')
  assert.equal(sayCountry('not a code'), 'not a code')
})

test('two zones that show the same time are known to', () => {
  const winter = at('2026-11-24T10:00:00Z')
  const summer = at('2026-07-24T10:00:00Z')
  assert.ok(sameTime('Europe/Berlin', 'Europe/Amsterdam', winter))
  assert.ok(sameTime('Africa/Lagos', 'Europe/Berlin', winter))
  assert.ok(!sameTime('Africa/Lagos', 'Europe/Berlin', summer))
  // The same wall clock a day apart is another time.
  assert.ok(!sameTime('Pacific/Honolulu', 'Pacific/Kiritimati', winter))
})
