import assert from 'node:assert/strict'
import { test } from 'node:test'
import { highlight, languageName, type TokenKind } from './highlight.ts'

const of = (language: string, text: string, kind: TokenKind): readonly string[] =>
  highlight(language, text)
    .filter((token) => token.kind === kind)
    .map((token) => token.text)

test('B6: Deluge is told apart into words, texts, numbers, comments and calls', () => {
  const code = `// why\nlead = zoho.crm.getRecordById("Leads", 42);\nif (lead.get("Lead_Source") == 'if')\n{\n  info lead;\n}`
  assert.deepEqual(of('deluge', code, 'comment'), ['// why'])
  assert.deepEqual(of('deluge', code, 'name'), ['zoho.crm.getRecordById'])
  assert.deepEqual(of('deluge', code, 'text'), ['"Leads"', '"Lead_Source"', "'if'"])
  assert.deepEqual(of('deluge', code, 'number'), ['42'])
  assert.deepEqual(of('deluge', code, 'word'), ['if', 'info'])
  // A word within a word is none.
  assert.deepEqual(of('Deluge', 'iffy = information; for_each = 1', 'word'), [])
})

test('B6: in JSON a name is told from a text', () => {
  const code = '{"a\\"b": "c: d", "n": -1.5e3, "t": true, "l": [null, "x"]}'
  assert.deepEqual(of('json', code, 'name'), ['"a\\"b"', '"n"', '"t"', '"l"'])
  assert.deepEqual(of('json', code, 'text'), ['"c: d"', '"x"'])
  assert.deepEqual(of('json', code, 'number'), ['-1.5e3'])
  assert.deepEqual(of('json', code, 'word'), ['true', 'null'])
})

test('B6: an HTTP request has its method, address, headers, and a body of its own', () => {
  const code = 'POST /crm/v8/Leads HTTP/1.1\nAuthorization: Zoho-oauthtoken 1000.x\n\n{"data": [1]}'
  assert.deepEqual(of('http', code, 'word'), ['POST'])
  assert.deepEqual(of('http', code, 'text'), ['/crm/v8/Leads'])
  assert.deepEqual(of('http', code, 'name'), ['Authorization', '"data"'])
  assert.deepEqual(of('http', code, 'number'), ['1'])
  assert.deepEqual(of('http', 'HTTP/1.1 401 Unauthorized', 'number'), ['401'])
  assert.deepEqual(of('http', 'GET /x\n\nplain text: if', 'name'), [])
})

test('Whatever the code is, all of it is shown, in its order', () => {
  const texts = [
    '',
    '"',
    "'\\",
    '/*',
    '/* a */ "b',
    '{"a',
    '\n\n',
    'GET',
    'GET \n\n{',
    'é "ü" 𝒳 1e',
    '\\"\\',
    'a'.repeat(20_000),
    '"'.repeat(20_001),
  ]
  for (const language of ['deluge', 'json', 'http', 'java', ''])
    for (const text of texts)
      assert.equal(
        highlight(language, text)
          .map((token) => token.text)
          .join(''),
        text,
      )
})

test('A language is called as people call it', () => {
  assert.deepEqual(['', 'JSON', 'deluge', 'dg', 'sql'].map(languageName), ['Code', 'JSON', 'Deluge', 'Deluge', 'sql'])
})
