import assert from 'node:assert/strict'
import { test } from 'node:test'
import { meridian, zoho } from '../../../test/support/policies.ts'
import { fileTypeOf } from './file-type.ts'
import { judgeFile } from './judge.ts'

const heads = {
  png: '\x89PNG\r\n\x1a\n',
  pdf: '%PDF-1.7',
  program: 'MZ\x90\0',
  page: '<!doctype html>',
  text: 'order deny,allow',
  zip: 'PK\x03\x04',
} as const
const judged = (rules: typeof zoho.attachments, name: string, head: keyof typeof heads) =>
  judgeFile(rules, name, fileTypeOf(Buffer.from(heads[head], 'latin1')))

const rows: readonly (readonly [name: string, head: keyof typeof heads, verdict: string, says: RegExp | null])[] = [
  ['shot.png', 'png', 'accepted', null],
  ['report.pdf', 'pdf', 'accepted', null],
  ['backup.zip', 'zip', 'accepted', null],
  ['setup.exe', 'program', 'refused', /Windows program/],
  ['holiday.png', 'program', 'refused', /Windows program/],
  ['.htaccess', 'text', 'warned', /may run/],
  ['invoice.pdf.exe', 'text', 'warned', /looks like \.pdf, but ends in \.exe/],
  ['shot.png', 'page', 'warned', /ends in \.png, but it is a web page/],
  ['notes.md', 'text', 'accepted', null],
  ['unknown.deluge', 'text', 'accepted', null],
]
for (const [name, head, verdict, says] of rows)
  test(`B4: '${name}' that is ${head} inside is ${verdict}`, () => {
    const judgement = judged(zoho.attachments, name, head)
    assert.equal(judgement.verdict, verdict)
    if (says === null) assert.equal(judgement.says, null)
    else assert.match(judgement.says ?? '', says)
  })

test('B4: what is taken is the policy’s to say', () => {
  assert.equal(judged(meridian.attachments, 'backup.zip', 'zip').verdict, 'refused')
  assert.equal(judged(meridian.attachments, '.htaccess', 'text').verdict, 'refused')
  assert.equal(judged(meridian.attachments, 'a.html', 'page').verdict, 'warned')
})
