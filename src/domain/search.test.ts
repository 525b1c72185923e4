import assert from 'node:assert/strict'
import { test } from 'node:test'
import { searchQuery, searchWords } from './search.ts'

test('A text is found by its letters and digits in any script, alike however they are spelt', () => {
  const rows: [string, string[]][] = [
    ['The report IS wrong, since 9:30!', ['the', 'report', 'is', 'wrong', 'since', '9', '30']],
    ['admin@customer7-1.example', ['admin', 'customer7', '1', 'example']],
    ['copy_invoice_number.pdf', ['copy', 'invoice', 'number', 'pdf']],
    ['Ärger in MÜNCHEN', ['ärger', 'in', 'münchen']],
    ['A\u0308rger', ['ärger']],
    ['請求書を Ｚｏｈｏ へ', ['請', '求', '書', 'を', 'zoho', 'へ']],
    ['Zoho請求', ['zoho', '請', '求']],
    ['สวัสดี', ['ส', 'วั', 'ส', 'ดี']],
    ['हिन्दी में', ['हिन्दी', 'में']],
    ['한국어 검색', ['한국어', '검색']],
    ['Привет, мир', ['привет', 'мир']],
    ['… —', []],
    ['', []],
  ]
  for (const [text, words] of rows) assert.deepEqual([...searchWords(text)], words, text)
})

test('What is typed becomes a query: all words, "in this order", -unwanted, or; the last may be unfinished', () => {
  const rows: [string, string | null][] = [
    ['report', "'report':*"],
    ['Wrong Report', "'wrong' & 'report':*"],
    ['"the report" wrong', "('the' <-> 'report') & 'wrong':*"],
    ['wrong "the report"', "'wrong' & ('the' <-> 'report':*)"],
    ['"never closed', "('never' <-> 'closed':*)"],
    ['report -wrong', "'report' & !'wrong':*"],
    ['-"the report" sum', "!('the' <-> 'report') & 'sum':*"],
    ['a or b c', "'a' | 'b' & 'c':*"],
    ['or a OR', "'a':*"],
    ['asha@aurora.example', "('asha' <-> 'aurora' <-> 'example':*)"],
    ['再起動', "('再' <-> '起' <-> '動':*)"],
    ["it's", "('it' <-> 's':*)"],
    ['  ', null],
    ['&|!():*<->', null],
    ['""', null],
  ]
  for (const [typed, query] of rows) assert.equal(searchQuery(typed), query, typed)
})
