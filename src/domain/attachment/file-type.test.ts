import assert from 'node:assert/strict'
import { test } from 'node:test'
import { familyOfEnding, fileTypeOf, headBytes, knownType } from './file-type.ts'

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1')
const zip = (...names: string[]): Uint8Array =>
  bytes(names.map((name) => `PK\x03\x04${'\0'.repeat(26)}${name}${'\x9a'.repeat(40)}`).join(''))

const rows: readonly (readonly [what: string, head: Uint8Array, type: string, shows: string | null])[] = [
  ['a PNG', bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'), 'image/png', 'image'],
  ['a JPEG', bytes('\xff\xd8\xff\xe0\0\x10JFIF'), 'image/jpeg', 'image'],
  ['a GIF', bytes('GIF89a\x01\0'), 'image/gif', 'image'],
  ['a WebP', bytes('RIFF\x24\0\0\0WEBPVP8 '), 'image/webp', 'image'],
  ['an AVIF', bytes('\0\0\0\x20ftypavif\0\0\0\0'), 'image/avif', 'image'],
  ['a HEIC', bytes('\0\0\0\x18ftypheic'), 'image/heic', null],
  ['a screen recording of a Mac', bytes('\0\0\0\x14ftypqt  \0\0\0\0'), 'video/quicktime', 'video'],
  ['an MP4', bytes('\0\0\0\x18ftypmp42\0\0\0\0'), 'video/mp4', 'video'],
  ['a screen recording of a browser', bytes('\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm'), 'video/webm', 'video'],
  ['a Matroska', bytes('\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x88matroska'), 'video/x-matroska', null],
  ['a PDF', bytes('%PDF-1.7\n%\xe2\xe3'), 'application/pdf', 'pdf'],
  [
    'a Word document',
    zip('[Content_Types].xml', '_rels/.rels', 'word/document.xml'),
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    null,
  ],
  [
    'an Excel workbook',
    zip('[Content_Types].xml', 'xl/workbook.xml'),
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    null,
  ],
  ['any other ZIP', zip('readme.txt', 'word/a.txt'), 'application/zip', null],
  ['an empty ZIP', bytes(`PK\x05\x06${'\0'.repeat(18)}`), 'application/zip', null],
  ['a Java archive', zip('META-INF/MANIFEST.MF', 'A.class'), 'application/java-archive', null],
  ['an older Office document', bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), 'application/x-ole-storage', null],
  ['a Windows program', bytes('MZ\x90\0\x03'), 'application/vnd.microsoft.portable-executable', null],
  ['a Linux program', bytes('\x7fELF\x02\x01'), 'application/x-elf', null],
  ['a shortcut', bytes('L\0\0\0\x01\x14\x02\0\0\0'), 'application/x-ms-shortcut', null],
  ['a page', bytes('<!DOCTYPE html><title>x</title>'), 'text/html', null],
  ['a page with something before it', bytes('\xef\xbb\xbf \n<!-- a --><script>alert(1)</script>'), 'text/html', null],
  ['a page in another alphabet', bytes('<html>\xe4\xf6'), 'text/html', null],
  ['a drawing', bytes('<svg xmlns="http://www.w3.org/2000/svg" onload="x()">'), 'image/svg+xml', null],
  ['a drawing with a head', bytes('<?xml version="1.0"?>\n<!-- x -->\n<svg:svg xmlns:svg="s">'), 'image/svg+xml', null],
  ['XML', bytes('<?xml version="1.0"?>\n<order/>'), 'application/xml', null],
  ['a log', Buffer.from('10:00 Größe unknown\n\tat line 3\n'), 'text/plain', 'text'],
  ['a sentence that compares', bytes('<3 this, but 2 > 1'), 'text/plain', 'text'],
  ['text of Windows', Buffer.from('\ufeffhello', 'utf16le'), 'text/plain', 'text'],
  ['a sum of the devil', bytes('\x01\x02\x03 no text'), 'application/octet-stream', null],
  ['broken UTF-8', bytes('caf\xe9 \xff'), 'application/octet-stream', null],
]

for (const [what, head, type, shows] of rows)
  test(`B4: ${what} is ${type}, by its bytes alone`, () => {
    const found = fileTypeOf(head)
    assert.deepEqual([found.type, found.shows], [type, shows])
    assert.equal(knownType(type).name, found.name)
  })

test('B4: no page, drawing, program or archive is ever shown in the browser', () => {
  for (const [, head] of rows) {
    const { family, shows } = fileTypeOf(head)
    if (['web-page', 'program', 'archive', 'other'].includes(family)) assert.equal(shows, null)
  }
})

test('B4: text that is cut within a letter is text', () => {
  const text = Buffer.from('ä'.repeat(headBytes))
  assert.equal(fileTypeOf(text.subarray(0, headBytes - 1)).type, 'text/plain')
})

test('An ending says a family, or nothing', () => {
  assert.deepEqual(['pdf', 'mov', 'exe', 'deluge', ''].map(familyOfEnding), [
    'document',
    'video',
    'program',
    null,
    null,
  ])
})
