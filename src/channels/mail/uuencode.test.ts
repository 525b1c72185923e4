import assert from 'node:assert/strict'
import { test } from 'node:test'
import { policy } from '../../../test/support/core.ts'
import { readMail } from './read.ts'
import { fromUuencode, uuencodedIn } from './uuencode.ts'

const hallo = 'begin 644 a.txt\n%2&%L;&\\\n`\nend'

test('A file among the lines of a letter is attached to it, and no part of its words (B4)', () => {
  const read = readMail(Buffer.from(`Subject: x\r\n\r\nSee:\r\n\r\n${hallo}\r\n\r\nAnn`), { policy })
  assert.ok(read.ok)
  assert.deepEqual(
    read.mail.attachments.map(({ name, type, content }) => [name, type, Buffer.from(content).toString()]),
    [['a.txt', 'application/octet-stream', 'Hallo']],
  )
  assert.equal(read.mail.text, 'See:\n\n\nAnn')
})

test('Several files come out, each whole, also where the spaces at the ends of lines were lost (B4)', () => {
  const spaces = `begin 600 b\n#${'    '}\n`.trimEnd() + '\n`\nend'
  const { text, files } = uuencodedIn(`${hallo}\nbetween\n${spaces}`)
  assert.equal(text, 'between')
  assert.deepEqual(
    files.map(({ name, bytes }) => [name, bytes.toString()]),
    [
      ['a.txt', 'Hallo'],
      ['b', '\0\0\0'],
    ],
  )
})

test('Lines that only begin like a file stay words (B4)', () => {
  for (const text of [
    'begin 644 with the settings\nthen save',
    'begin 644 a.txt\n%2&%L;&\\\n`',
    'begin 644 a.txt\n%2&%L;&\\\nnot of it\nend',
    'Please begin 644 a.txt\nend',
  ])
    assert.deepEqual(uuencodedIn(text), { text, files: [] })
})

test('A part that says it is uuencoded is read as far as it came (B4)', () => {
  assert.equal(fromUuencode(Buffer.from('begin 644 a\n%2&%L;&\\')).toString(), 'Hallo')
  assert.equal(fromUuencode(Buffer.from('nothing')).length, 0)
})
