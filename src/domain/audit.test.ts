import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fieldInWords, thingInWords, valueInWords } from './audit.ts'

test('Tables and columns are said in words, unknown ones too (G2)', () => {
  assert.equal(thingInWords('api_keys'), 'API key')
  assert.equal(thingInWords('moon_phases'), 'moon phases')
  assert.equal(thingInWords('toString'), 'toString')
  assert.equal(fieldInWords('account_manager_id'), 'account manager')
  assert.equal(fieldInWords('emailVerified'), 'email verified')
})

test('Values are said in words: names for identifiers, nothing of what is hidden, the length of what is long (G2)', () => {
  const names = new Map([['7', 'Agnes']])
  for (const [value, said] of [
    [null, null],
    ['', null],
    [[], null],
    [{}, null],
    [true, 'yes'],
    [0, '0'],
    ['7', 'Agnes'],
    [['7', 'x'], 'Agnes, x'],
    [{ hidden: true }, 'not shown'],
    [{ length: 5000, sha256: 'ab' }, '5000 characters'],
    [{ opens_at: '09:00', by: '7', none: null }, 'opens at: 09:00; by: Agnes'],
  ] as const)
    assert.equal(valueInWords(value, names), said)
  assert.equal(valueInWords('x'.repeat(1000), names)?.length, 401)
})
