import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvParts, CsvProblem, type CsvRow, type UnreadableRow } from './csv.ts'

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}

async function read(
  file: string | Uint8Array,
  { pieces = 7, part = 2 } = {},
): Promise<{ rows: CsvRow[]; unreadable: UnreadableRow[] }> {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file
  const rows: CsvRow[] = []
  const unreadable: UnreadableRow[] = []
  for await (const each of csvParts(inPieces(bytes, pieces), part)) {
    rows.push(...each.rows)
    unreadable.push(...each.unreadable)
  }
  return { rows, unreadable }
}

const brief = ({ line, values }: CsvRow): string => `${line}: ${values.join(' | ')}`

/** The same three rows, however the file was written. */
const table = ['name,city', 'Ådne,"Oslo, Norway"', 'Bo,"said ""hi"""']
const wanted = ['1: name | city', '2: Ådne | Oslo, Norway', '3: Bo | said "hi"']
const utf16 = (text: string, big: boolean): Buffer => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le')
  return big ? bytes.swap16() : bytes
}
const files: Readonly<Record<string, string | Buffer>> = {
  'with LF': `${table.join('\n')}\n`,
  'without an end of the last line': table.join('\n'),
  'with CRLF': `${table.join('\r\n')}\r\n`,
  'with CR alone': `${table.join('\r')}\r`,
  'with a BOM': `\ufeff${table.join('\n')}\n`,
  'in UTF-16, little end first': utf16(`${table.join('\r\n')}\r\n`, false),
  'in UTF-16, big end first': utf16(table.join('\n'), true),
}
for (const [what, file] of Object.entries(files))
  for (const pieces of [1, 2, 3, 65_536])
    test(`A file ${what}, in pieces of ${pieces} bytes, has its rows, each with its line`, async () => {
      const { rows, unreadable } = await read(file, { pieces })
      assert.deepEqual(rows.map(brief), wanted)
      assert.deepEqual(unreadable, [])
    })

test('The mark between values is found in the heading, or said on the first line as spreadsheets do', async () => {
  for (const mark of [';', '\t', '|'])
    assert.deepEqual((await read(`a${mark}b${mark}c\n1${mark}"2${mark}2"${mark}3\n`)).rows.map(brief), [
      '1: a | b | c',
      `2: 1 | 2${mark}2 | 3`,
    ])
  assert.deepEqual((await read('sep=;\na,x;b\n1;2\n')).rows.map(brief), ['2: a,x | b', '3: 1 | 2'])
})

test('A value in quotes may have breaks in it; the next row begins on its own line', async () => {
  const { rows } = await read('a,b\n"one\ntwo\r\nthree",x\n\n2,y\n')
  assert.deepEqual(rows.map(brief), ['1: a | b', '2: one\ntwo\nthree | x', '6: 2 | y'])
})

test('A mark that is never closed costs its own line and none after it', async () => {
  const { rows, unreadable } = await read('a,b\n1,"open\n2,x\n3,y\n')
  assert.deepEqual(rows.map(brief), ['1: a | b', '3: 2 | x', '4: 3 | y'])
  assert.deepEqual(
    unreadable.map(({ line }) => line),
    [2],
  )
  assert.match(unreadable[0]!.message, /never closed/)
})

test('In a long file, too', async () => {
  const many = Array.from({ length: 3_000 }, (_, row) => (row === 1_000 ? `${row},"open` : `${row},x`))
  const { rows, unreadable } = await read(['a,b', ...many].join('\n'), { pieces: 65_536, part: 500 })
  assert.equal(rows.length, 3_000)
  assert.deepEqual(
    unreadable.map(({ line }) => line),
    [1_002],
  )
})

test('Marks within values cost the rows that they stand in, and no other', async () => {
  const { rows, unreadable } = await read('a,b\n5" pipe,x\n2,y\n3" pipe,z\n"4"4,w\n5,v\n')
  assert.deepEqual(rows.map(brief), ['1: a | b', '3: 2 | y', '6: 5 | v'])
  assert.deepEqual(
    unreadable.map(({ line }) => line),
    [2, 4, 5],
  )
  for (const { message } of unreadable) assert.match(message, /quotation mark/)
})

test('A value that is not UTF-8 is named by its line and place', async () => {
  const file = Buffer.concat([Buffer.from('a,b\n1,x\n2,'), Buffer.from([0xe9]), Buffer.from('\n3,é\n')])
  const { rows, unreadable } = await read(file)
  assert.deepEqual(rows.map(brief), ['1: a | b', '2: 1 | x', '4: 3 | é'])
  assert.deepEqual(
    unreadable.map(({ line, place }) => [line, place]),
    [[3, 1]],
  )
  assert.match(unreadable[0]!.message, /UTF-8/)
})

test('What is no CSV at all is refused in a sentence', async () => {
  for (const [file, says] of [
    ['', /empty/],
    ['\n \n', /empty/],
    [Buffer.from('PK\x03\x04 and so on'), /workbook/],
    [Buffer.alloc(1_100_000, 'x'), /longer than a megabyte/],
  ] as const)
    await assert.rejects(
      read(file, { pieces: 65_536 }),
      (thrown) => thrown instanceof CsvProblem && says.test(thrown.message),
    )
})

test('Two hundred thousand rows pass through in the memory of a few', async () => {
  async function* endless(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('name,email\n')
    const block = Buffer.from('Somebody,somebody@company.example\n'.repeat(1_000))
    for (let at = 0; at < 200; at += 1) yield block
  }
  let rows = 0
  let most = 0
  for await (const part of csvParts(endless(), 1_000)) {
    rows += part.rows.length
    most = Math.max(most, part.rows.length)
  }
  assert.equal(rows, 200_001)
  assert.ok(most < 2_100)
})
