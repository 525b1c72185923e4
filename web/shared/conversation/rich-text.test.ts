import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blocksOf, wordCount, type Block, type Part } from './rich-text.ts'

const parts = (body: string): readonly Part[] =>
  blocksOf(body).flatMap((block) => (block.kind === 'text' ? block.parts : []))
const links = (body: string) => parts(body).flatMap((part) => (part.kind === 'link' ? [part.href] : []))

test('B6: fenced code keeps its language, its blanks and its backticks, and is apart from the text', () => {
  const body = 'Try this:\n```deluge\nif (a < b)\n{\n  info "`x`";\n}\n```\nand tell us.'
  const expected: readonly Block[] = [
    { kind: 'text', parts: [{ kind: 'plain', text: 'Try this:' }] },
    { kind: 'code', language: 'deluge', text: 'if (a < b)\n{\n  info "`x`";\n}' },
    { kind: 'text', parts: [{ kind: 'plain', text: 'and tell us.' }] },
  ]
  assert.deepEqual(blocksOf(body), expected)
  assert.deepEqual(blocksOf(body.replaceAll('\n', '\r\n')), expected)
})

test('a fence that is never closed loses nothing; a longer fence holds a shorter one', () => {
  assert.deepEqual(blocksOf('```\na\n\nb'), [{ kind: 'code', language: '', text: 'a\n\nb' }])
  assert.deepEqual(blocksOf('````\n```\nx\n```\n````'), [{ kind: 'code', language: '', text: '```\nx\n```' }])
})

test('paragraphs keep their line breaks; blank ones fall away', () => {
  assert.deepEqual(blocksOf('\n\na\nb\n\n\n\nc\n  '), [
    { kind: 'text', parts: [{ kind: 'plain', text: 'a\nb' }] },
    { kind: 'text', parts: [{ kind: 'plain', text: 'c' }] },
  ])
  assert.deepEqual(blocksOf(' \n '), [])
})

test('only http, https and mail become links, without the sentence around them', () => {
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ['See https://crm.example/a?b=1&c=2.', ['https://crm.example/a?b=1&c=2']],
    ['(https://crm.example/x)', ['https://crm.example/x']],
    ['https://crm.example/a_(b) and', ['https://crm.example/a_(b)']],
    ['Ask rhea.menon@aurora.example, please', ['mailto:rhea.menon@aurora.example']],
    ['javascript:alert(1) data:text/html,x file:///etc', []],
    ['https:// and http://', []],
    ['`https://not.example`', []],
    ['<a href="https://evil.example/">x</a>', ['https://evil.example/']],
  ]
  for (const [body, hrefs] of rows) assert.deepEqual(links(body), hrefs, body)
})

test('whatever is in a message, all of it is shown and nothing is made of it', () => {
  const body = '<script>alert(1)</script> `<b>` & "x" https://a.example/<i>'
  assert.equal(
    parts(body)
      .map((part) => part.text)
      .join(''),
    body.replaceAll('`', ''),
  )
})

test('B2: words are counted as people count them', () => {
  const rows: readonly (readonly [string, number])[] = [
    ['', 0],
    ['  ', 0],
    ['one', 1],
    [' one  two\nthree ', 3],
  ]
  for (const [text, count] of rows) assert.equal(wordCount(text), count)
})
