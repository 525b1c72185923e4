import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sayValue } from './value.ts'

const said: readonly (readonly [unknown, string])[] = [
  [null, 'nothing'],
  ['3 h', '3 h'],
  [false, 'false'],
  [0, '0'],
  [[], 'none'],
  [{}, 'none'],
  [['IN', 'LK'], 'IN, LK'],
  [{ id: 'forms', family: 'Sales' }, 'id: forms\nfamily: Sales'],
  [{ text: 'Hello,\n\nbye' }, 'text:\n  Hello,\n  \n  bye'],
  [{ 1: [{ opens: '09:00', closes: '17:00' }] }, '1:\n  – opens: 09:00\n    closes: 17:00'],
  [[{ id: 'a' }, { id: 'b', of: null }], '– id: a\n– id: b\n  of: nothing'],
]
for (const [value, words] of said)
  test(`A value of the policy is said in lines: ${JSON.stringify(value)}`, () => assert.equal(sayValue(value), words))
