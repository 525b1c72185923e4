import assert from 'node:assert/strict'
import { test } from 'node:test'
import { offered } from './offered.ts'

const known = ['big vip', 'ios', 'vip', 'vip customer']

test('The tag of that name comes first, then what begins with it, then what has it in it; a new word last', () => {
  const open = { values: [], isOpen: true }
  assert.deepEqual(offered(known, 'vip', open), ['vip', 'vip customer', 'big vip'])
  assert.deepEqual(offered(known, 'vi', open), ['vip', 'vip customer', 'big vip', 'vi'])
  assert.deepEqual(offered(known, '', open), known)
  assert.deepEqual(offered(known, 'web', open), ['web'])
})

test('What is chosen already, or can be no tag, is not offered; where only known ones will do, no new word', () => {
  assert.deepEqual(offered(known, 'vip', { values: ['vip'], isOpen: true }), ['vip customer', 'big vip'])
  assert.deepEqual(offered(known, '-', { values: [], isOpen: true }), [])
  assert.deepEqual(offered(known, 'web', { values: [], isOpen: false }), [])
})
