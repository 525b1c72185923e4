import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inPieces } from '../../test/support/command-line.ts'
import { linesOf, type Line } from './lines.ts'

async function linesIn(bytes: Uint8Array, size?: number): Promise<readonly Line[]> {
  const all: Line[] = []
  for await (const lines of linesOf(inPieces(bytes, size))) all.push(...lines)
  return all
}

const text = (written: string) => Buffer.from(written)

for (const [what, bytes, expected] of [
  ['Nothing has no lines', text(''), []],
  ['A line without its end is a line', text('a\nb'), ['a', 'b']],
  ['An end begins no further line', text('a\nb\n'), ['a', 'b']],
  ['A blank line is a line', text('a\n\n\nb\n'), ['a', '', '', 'b']],
  ['A single end is one blank line', text('\n'), ['']],
  ['CRLF ends a line as LF does', text('a\r\nb\r\n'), ['a', 'b']],
  ['A return within a line stays', text('a\rb\r\n'), ['a\rb']],
  ['A mark of UTF-8 at the very start is no part of it', text('\ufeffa\n\ufeffb'), ['a', '\ufeffb']],
  [
    'A line that is not UTF-8 spoils no other',
    Buffer.concat([text('ä\n'), Buffer.from([0x22, 0xff, 0x22, 0x0a]), text('ö\r\n'), text('ü')]),
    ['ä', null, 'ö', 'ü'],
  ],
] as const)
  test(`${what}, however the bytes come`, async () => {
    for (const size of [1, 2, 3, 7, 1_000])
      assert.deepEqual(await linesIn(bytes, size), expected, `in pieces of ${size}`)
  })

test('Letters of several bytes are whole, wherever the pieces are cut', async () => {
  const line = 'Zürich – 東京 – 🦜'
  for (let size = 1; size < 12; size += 1) assert.deepEqual(await linesIn(text(`${line}\n${line}`), size), [line, line])
})

test('A line of ten million characters comes whole, and no slower for coming in pieces', async () => {
  const long = 'x'.repeat(10_000_000)
  const lines = await linesIn(text(`a\n${long}\nb\n`), 16_384)
  assert.deepEqual(
    lines.map((line) => line?.length),
    [1, 10_000_000, 1],
  )
})

test('Lines are there before the input has ended: whoever answers can answer at once', async () => {
  let asked = 0
  async function* pieces() {
    for (const piece of ['a\nb', 'c\nd\n', 'e\n']) {
      asked += 1
      yield text(piece)
    }
  }
  const lines = linesOf(pieces())
  assert.deepEqual((await lines.next()).value, ['a'])
  assert.equal(asked, 1)
  assert.deepEqual((await lines.next()).value, ['bc', 'd'])
  assert.equal(asked, 2)
})
