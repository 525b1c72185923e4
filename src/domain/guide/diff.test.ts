import assert from 'node:assert/strict'
import { test } from 'node:test'
import { diffLines } from './diff.ts'

const signs = { same: ' ', removed: '-', added: '+' } as const
const shown = (before: string, after: string): string[] =>
  diffLines(before, after).map(({ kind, text }) => `${signs[kind]}${text}`)

test('A difference shows each line as it was, as it is, or unchanged', () => {
  const rows: readonly (readonly [string, string, readonly string[]])[] = [
    ['a\nb\nc', 'a\nb\nc', [' a', ' b', ' c']],
    ['a\nb\nc', 'a\nx\nc', [' a', '-b', '+x', ' c']],
    ['a\nb', 'a\nb\nc', [' a', ' b', '+c']],
    ['a\nb\nc', 'c', ['-a', '-b', ' c']],
    ['a\na', 'a', [' a', '-a']],
    ['a\nb\nc\nd', 'b\nc\na\nd', ['-a', ' b', ' c', '+a', ' d']],
    ['', 'a', ['-', '+a']],
  ]
  for (const [before, after, expected] of rows) assert.deepEqual(shown(before, after), expected)
})

test('Whatever two texts are, both can be read back out of their difference', () => {
  const texts = [
    '',
    'a',
    'a\n\nb',
    'b\na\n',
    'x\ny\nz\na\nb',
    'a\nb\n'.repeat(40),
    'b\na\n'.repeat(1_500),
    'c\n'.repeat(2_500),
  ]
  for (const before of texts)
    for (const after of texts) {
      const lines = diffLines(before, after)
      const side = (without: 'removed' | 'added'): string =>
        lines
          .filter(({ kind }) => kind !== without)
          .map(({ text }) => text)
          .join('\n')
      assert.equal(side('added'), before)
      assert.equal(side('removed'), after)
    }
})
