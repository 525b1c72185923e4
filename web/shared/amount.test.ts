import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readAmount } from './amount.ts'

test('E3: an amount is read as it is written anywhere, and what is none is not guessed', () => {
  for (const [typed, read] of [
    ['1250', 1250],
    ['1250.5', 1250.5],
    ['1250,50', 1250.5],
    ['10.05', 10.05],
    ['0,125', 0.125],
    ['1,250.50', 1250.5],
    ['1.250,50', 1250.5],
    ['1,25,000.75', 125_000.75],
    ['1.250.000', 1_250_000],
    ['1,250', 1250],
    ['1 250,5', 1250.5],
    ['1’250.50', 1250.5],
    ['1250.', 1250],
    ['', null],
    ['EUR 5', null],
    ['-5', null],
    ['1,2,3', null],
    ['1.250,50.1', null],
    ['5e3', null],
  ] as const)
    assert.equal(readAmount(typed), read, typed)
})
