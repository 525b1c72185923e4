import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSame, savedAs, sayCounted } from './words.ts'

test('What is set is that of a view whatever the order of its values, and differs by any one of them', () => {
  assert.equal(isSame({ severity: '1,2', q: 'x' }, { q: 'x', severity: '2, 1' }), true)
  assert.equal(isSame({ severity: '1,2' }, { severity: '1' }), false)
  assert.equal(isSame({ severity: '1' }, { severity: '1', kind: 'question' }), false)
  assert.equal(isSame({}, { kind: 'question' }), false)
})

test('The list of the key accounts is saved as the queue, narrowed to them', () => {
  assert.deepEqual(savedAs('keyAccounts', { severity: '1' }), {
    list: 'queue',
    question: { severity: '1', keyAccount: 'true' },
  })
  assert.deepEqual(savedAs('mine', { severity: '1' }), { list: 'mine', question: { severity: '1' } })
})

test('A count that stopped says so; one that cannot be counted, or is not there yet, says nothing', () => {
  assert.equal(sayCounted({ count: 12, isAll: true }), '12')
  assert.equal(sayCounted({ count: 12, isAll: false }), '12+')
  assert.equal(sayCounted({ count: 1_000, isAll: false }), '1,000+')
  assert.equal(sayCounted({ count: null, isAll: true }), '')
  assert.equal(sayCounted(undefined), '')
})
