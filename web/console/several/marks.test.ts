import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allOrNone, extended, noMarks, stillShown, toggled, type Marks } from './marks.ts'

const shown = ['a', 'b', 'c', 'd', 'e']
const idsOf = ({ ids }: Marks): string => [...ids].toSorted().join('')
const after = (...marked: string[]): Marks => marked.reduce(toggled, noMarks)

test('A row is selected and left out by itself', () => {
  assert.equal(idsOf(after('b', 'd')), 'bd')
  assert.equal(idsOf(after('b', 'd', 'b')), 'd')
})

test('A range goes from the last row that was touched, upwards too, and takes that one’s state', () => {
  assert.equal(idsOf(extended(after('b'), 'd', shown)), 'bcd')
  assert.equal(idsOf(extended(after('d'), 'a', shown)), 'abcd')
  assert.equal(idsOf(extended(extended(after('a'), 'c', shown), 'e', shown)), 'abcde')
  // The last one was left out: so are those between.
  assert.equal(idsOf(extended(after('a', 'b', 'c', 'd', 'b'), 'd', shown)), 'a')
})

test('Without a row to begin at, or when that has left the list, the range is the one row', () => {
  assert.equal(idsOf(extended(noMarks, 'c', shown)), 'c')
  assert.equal(idsOf(extended(after('gone'), 'c', shown)), 'cgone')
  assert.equal(idsOf(extended(after('c'), 'c', shown)), '')
})

test('All that are shown are selected at once, no more than can be acted on; once more, none', () => {
  const all = allOrNone(after('b'), shown, 100)
  assert.equal(idsOf(all), 'abcde')
  assert.equal(idsOf(allOrNone(all, shown, 100)), '')
  const most = allOrNone(noMarks, shown, 3)
  assert.equal(idsOf(most), 'abc')
  assert.equal(idsOf(allOrNone(most, shown, 3)), '')
  assert.equal(idsOf(allOrNone(after('d', 'e', 'a'), shown, 3)), 'abc')
})

test('What moves keeps its mark; what leaves the list is dropped and named', () => {
  const marks = after('b', 'd')
  assert.equal(stillShown(marks, ['d', 'a', 'b']).marks, marks)
  const { marks: kept, left } = stillShown(marks, ['a', 'b', 'new'])
  assert.equal(idsOf(kept), 'b')
  assert.deepEqual(left, ['d'])
  // 'd' was the last one touched: a range begins there no more.
  assert.equal(idsOf(extended(kept, 'new', ['a', 'b', 'new'])), 'bnew')
})
