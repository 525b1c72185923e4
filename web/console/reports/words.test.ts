import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sayLabel } from './words.ts'

test('A month is said by its name, and never as a code', () => {
  assert.equal(sayLabel('month', { value: '2026-03', label: '2026-03' }), 'March 2026')
  assert.equal(sayLabel('desk', { value: 'support', label: 'Partner Support' }), 'Partner Support')
})
