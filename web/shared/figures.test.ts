import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sayMinutes, sayShare } from './figures.ts'

test('Lengths are said in the unit that fits them', () => {
  assert.deepEqual([null, 0, 44.6, 60, 200, 2_879, 2_880, 3_600].map(sayMinutes), [
    '–',
    '0 min',
    '45 min',
    '1 h 00',
    '3 h 20',
    '47 h 59',
    '2.0 days',
    '2.5 days',
  ])
})

test('A share is said in whole percents, and none where nothing was decided', () => {
  assert.deepEqual([null, 0, 0.966, 1].map(sayShare), ['–', '0 %', '97 %', '100 %'])
})
