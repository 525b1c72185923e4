import assert from 'node:assert/strict'
import { test } from 'node:test'
import { termsOf, wordsOf } from './terms.ts'

test('B10: of what is typed the words that say something are looked for, each once, in their order', () => {
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ['', []],
    ['How can I do this, please?', []],
    ['The invoices are missing', ['invoic', 'miss']],
    ['Invoice, invoices and INVOICES', ['invoic']],
    ['Uploading the uploaded', ['upload']],
    ['42 17', []],
    ["'); drop table articles; --", ['drop', 'table', 'articl']],
    ['a & b | !c :* <->', []],
    ['Übergabe der Lizenz', ['übergab', 'der', 'lizenz']],
  ]
  for (const [typed, expected] of rows) assert.deepEqual(termsOf(typed), expected, typed)
})

test('However long a text is, no more words are looked for than are asked for', () => {
  const text = Array.from({ length: 500 }, (_, at) => `word${at}`).join(' ')
  assert.equal(termsOf(text).length, 16)
  assert.equal(termsOf(text, 3).length, 3)
})

test('Words are letters and digits alone: nothing of a text can be a sign of a query', () => {
  assert.deepEqual(wordsOf(`it's "x"&y|z:*`), ['it', 's', 'x', 'y', 'z'])
})
