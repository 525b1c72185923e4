import assert from 'node:assert/strict'
import { test } from 'node:test'
import { phoneNumber } from './phone.ts'

test('A3: a number is the same however it is written', () => {
  const same = [
    '+493012345678',
    ' +49 30 1234 5678 ',
    '+49 (0)30 1234-5678',
    '0049.30.12345678',
    'tel:+49-30-12345678',
    '+49\u00A030\u201112345678',
    '+49 30/12345678',
  ]
  for (const each of same) assert.equal(phoneNumber(each), '+493012345678', each)
})

test('A3: what has no country, is too short or too long or no number is none', () => {
  const none = [
    '',
    'anonymous',
    '030 12345678',
    '+49',
    '+0301234567',
    '+1234567890123456',
    '+49 30 call me',
    '++493012345678',
  ]
  for (const each of none) assert.equal(phoneNumber(each), null, each)
})
