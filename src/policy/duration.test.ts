import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseDuration, parseRange } from './duration.ts'

test('lengths of time are read as people write them; a day is 24 working hours (C1)', () => {
  const lengths = {
    '30 min': 30,
    '1 minute': 1,
    '90 minutes': 90,
    '1 h': 60,
    '24h': 1440,
    '1 hour': 60,
    '1.5 hours': 90,
    '1 day': 1440,
    '2 days': 2880,
    '1 h 30 min': 90,
    '1 day 2 h': 1560,
  }
  for (const [text, minutes] of Object.entries(lengths)) assert.equal(parseDuration(text), minutes, text)
})

test('ranges are read with one unit or two, and with either dash (C1, C2)', () => {
  assert.deepEqual(parseRange('1-3 h'), { from: 60, to: 180 })
  assert.deepEqual(parseRange('24–48 h'), { from: 1440, to: 2880 })
  assert.deepEqual(parseRange('2-3 days'), { from: 2880, to: 4320 })
  assert.deepEqual(parseRange('30 min - 2 h'), { from: 30, to: 120 })
  assert.deepEqual(parseRange('0.5 - 1.5 days'), { from: 720, to: 2160 })
})

test('what is no length of time is none', () => {
  for (const text of [
    '',
    '1',
    'h',
    '60 minuets',
    '1 week',
    '-1 h',
    '1 h and 30 min',
    '1,5 h',
    '1 h 30',
    'one hour',
    '1 H',
  ]) {
    assert.equal(parseDuration(text), null, text)
  }
  for (const text of ['', '1 h', '1-3', '-3 h', '1--3 h', '1 - 3 weeks', '1-3 h or more', '1 h to 3 h']) {
    assert.equal(parseRange(text), null, text)
  }
})
