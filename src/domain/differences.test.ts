import assert from 'node:assert/strict'
import { test } from 'node:test'
import { differences } from './differences.ts'

const kept = (before: string, after: string, most = 100): void => {
  const parts = differences(before.split(''), after.split(''), most)
  const without = (kind: string) =>
    parts
      .filter((part) => part.kind !== kind)
      .map((part) => part.text)
      .join('')
  assert.equal(without('added'), before, `${before} to ${after}`)
  assert.equal(without('removed'), after, `${before} to ${after}`)
}

test('B10, E8: what stayed with what was removed is the one text, and with what was added the other', () => {
  const texts = ['', 'a', 'aa', 'aaa', 'ab', 'ba', 'aba', 'abba', 'abcabba', 'cbabac', 'xyz']
  for (const before of texts) for (const after of texts) kept(before, after)
  for (const before of texts) for (const after of texts) kept(before, after, 1)
})

test('B10, E8: as much as possible has stayed', () => {
  const stayed = (before: string, after: string) =>
    differences(before.split(''), after.split(''), 100).filter((part) => part.kind === 'same').length
  assert.equal(stayed('abcabba', 'cbabac'), 4)
  assert.equal(stayed('aaa', 'aa'), 2)
  assert.equal(stayed('abc', 'xyz'), 0)
})

test('B10, E8: where more has changed than is compared, the one stands before the other', () => {
  const kinds = differences(['k', 'a', 'b', 'c', 'z'], ['k', 'b', 'd', 'z'], 2).map(
    ({ kind, text }) => `${kind} ${text}`,
  )
  assert.deepEqual(kinds, ['same k', 'removed a', 'removed b', 'removed c', 'added b', 'added d', 'same z'])
})
