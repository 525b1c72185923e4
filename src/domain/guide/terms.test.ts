import assert from 'node:assert/strict'
import { test } from 'node:test'
import { termsOf, ticketTermsOf, wordsOf } from './terms.ts'

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

test('B10: of a script without spaces letters that follow each other are looked for, beside words as before', () => {
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ['The invoices are missing', [`'invoic':*`, `'miss':*`]],
    ['无法登录 CRM', [`'无' <-> '法'`, `'法' <-> '登'`, `'登' <-> '录'`, `'crm':*`]],
    // Grammar says nothing; half-width letters are the same as whole ones.
    ['ﾛｸﾞｲﾝできない', [`'ロ' <-> 'グ'`, `'グ' <-> 'イ'`, `'イ' <-> 'ン'`, `'ン' <-> 'で'`]],
    [
      'เข้าระบบ',
      [
        `'เ' <-> 'ข้' <-> 'า' <-> 'ร'`,
        `'ข้' <-> 'า' <-> 'ร' <-> 'ะ'`,
        `'า' <-> 'ร' <-> 'ะ' <-> 'บ'`,
        `'ร' <-> 'ะ' <-> 'บ' <-> 'บ'`,
      ],
    ],
    ["登'录", [`'登' <-> '录'`]],
    ['错', []],
  ]
  for (const [typed, expected] of rows)
    assert.deepEqual(
      ticketTermsOf(typed).map(({ query }) => query),
      expected,
      typed,
    )
  assert.deepEqual(
    ticketTermsOf('登录 CRM').map(({ letters }) => letters),
    ['登录', null],
  )
  assert.equal(ticketTermsOf('登录系统时出现错误提示无法继续操作请帮忙看看').length, 16)
})
