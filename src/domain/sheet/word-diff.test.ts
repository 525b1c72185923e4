import assert from 'node:assert/strict'
import { test } from 'node:test'
import { diffWords } from './word-diff.ts'

const marks = { same: ['', ''], removed: ['[-', '-]'], added: ['{+', '+}'] } as const
const shown = (before: string, after: string): string =>
  diffWords(before, after)
    .map(({ kind, text }) => `${marks[kind][0]}${text}${marks[kind][1]}`)
    .join('')

test('E8: a difference shows words as they were and as they are to be; what was between two that changed goes with them', () => {
  const rows: readonly (readonly [string, string, string])[] = [
    ['We sell.', 'We sell.', 'We sell.'],
    ['We sell software.', 'We build software.', 'We [-sell-]{+build+} software.'],
    ['We sell software.', 'We build machines.', 'We [-sell software-]{+build machines+}.'],
    ['We sell', 'We sell it', 'We sell{+ it+}'],
    ['Since 2011, here', 'Since 2012, here', 'Since [-2011-]{+2012+}, here'],
    ['CRM and finance', 'CRM, finance and field service', 'CRM{+, finance+} and [-finance-]{+field service+}'],
    ['', 'New words', '{+New words+}'],
    ['Old words', '', '[-Old words-]'],
    ['Größe zählt', 'Größe zahlt', 'Größe [-zählt-]{+zahlt+}'],
    ['one\ntwo', 'one\n\ntwo', 'one\n{+\n+}two'],
  ]
  for (const [before, after, expected] of rows) assert.equal(shown(before, after), expected)
})

test('E8: whatever two texts are, both can be read back out of their difference, and neighbours are never of one kind', () => {
  const texts = [
    '',
    ' ',
    'a',
    'a b c',
    'c  b\ta\n',
    'the quick brown fox jumps over the lazy dog',
    'the slow brown dog jumps, lazily, over a fox',
    'x y '.repeat(40),
    'y x '.repeat(41),
    'lorem ipsum '.repeat(1_800),
    'dolor sit '.repeat(1_800),
  ]
  for (const before of texts)
    for (const after of texts) {
      const pieces = diffWords(before, after)
      const side = (without: 'removed' | 'added'): string =>
        pieces
          .filter(({ kind }) => kind !== without)
          .map(({ text }) => text)
          .join('')
      assert.deepEqual([side('added'), side('removed')], [before, after])
      pieces.forEach(({ kind, text }, at) => assert.ok(text !== '' && kind !== pieces[at + 1]?.kind, `${kind} twice`))
    }
})
