import assert from 'node:assert/strict'
import { test } from 'node:test'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { BackupText, Unreadable, type BackupHead } from './file.ts'
import { packed } from './packing.ts'
import { BackupReader } from './reader.ts'

const head: BackupHead = {
  backup: 'partner-desk',
  format: 1,
  version: '1.2.3',
  takenAt: '2026-03-10T06:00:00Z',
  postgres: '18.4',
  migrations: ['0001_first.sql'],
  tables: 3,
  tickets: 2,
  seal: null,
  sequences: [{ name: 'ticket_numbers', next: 1003 }],
}

/** Rows with what could be taken for an end: `\.` as a value is written `\\.`. */
const tables = [
  { table: 'tickets', columns: ['id', 'subject'], rows: ['1\tA report is wrong\n', '2\t\\\\.\n'] },
  { table: 'letters', columns: ['id'], rows: [] },
  { table: 'notes', columns: ['body'], rows: ['\\\\.\n', '\n', `${'x'.repeat(5_000)}\n`, '.\n'] },
]

async function* text(): AsyncGenerator<Buffer> {
  const said = new BackupText()
  yield said.line(head)
  for (const { rows, ...table } of tables) {
    yield said.line(table)
    for (const row of rows) yield said.piece(Buffer.from(row))
    yield said.endOfTable(rows.length)
  }
  yield said.end().bytes
}

async function collected(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(pieces))
}

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}

/** Everything that is in it; rejects where it is not whole. */
async function readAll(bytes: Uint8Array, size = 1 << 16) {
  const reader = new BackupReader(inPieces(bytes, size))
  const found = { head: await reader.head(), tables: [] as object[] }
  for (let table = await reader.table(); table !== null; table = await reader.table())
    found.tables.push({ ...table, text: (await collected(reader.rows())).toString() })
  return { ...found, end: reader.end }
}

test('A backup is read as it was written, in whatever pieces it comes (G1)', async () => {
  const whole = await collected(packed(text()))
  for (const size of [1, 2, 7, 1 << 16]) {
    const found = await readAll(whole, size)
    assert.deepEqual(found.head, head)
    assert.deepEqual(
      found.tables,
      tables.map(({ rows, ...table }) => ({ ...table, text: rows.join('') })),
    )
    assert.deepEqual([found.end.tables, found.end.rows], [3, 6])
  }
})

test('The end of rows is found wherever the pieces of text part', async () => {
  const plain = await collected(text())
  const [one, two, three] = tables.map(({ rows }) => rows.join(''))
  for (let at = 1; at < 300; at += 1) {
    // A frame for each side: what is unpacked comes apart there.
    const before = zstdCompressSync(plain.subarray(0, at))
    const found = await readAll(Buffer.concat([before, zstdCompressSync(plain.subarray(at))]), before.length)
    assert.deepEqual(
      found.tables.map((table) => (table as { text: string }).text),
      [one, two, three],
      `parted at ${at}`,
    )
  }
})

/** What is read, or why it is refused. Bytes at the very end that say nothing of the text may be gone or changed: it is what was written then. */
async function readOrRefused(bytes: Uint8Array): Promise<unknown> {
  return readAll(bytes).catch((thrown: unknown) => {
    if (thrown instanceof Unreadable) return 'refused'
    throw thrown
  })
}

test('Cut off anywhere, it is refused, and the table in which it ends is named (G1)', async () => {
  const whole = await collected(packed(text()))
  const before = await readAll(whole)
  let refused = 0
  for (let length = 0; length < whole.length; length += 1) {
    const outcome = await readOrRefused(whole.subarray(0, length))
    if (outcome === 'refused') refused += 1
    else assert.deepEqual(outcome, before, `${length} of ${whole.length} bytes`)
  }
  assert.ok(refused > whole.length - 20)
  const plain = await collected(text())
  const within = plain.indexOf('xxx') + 100
  await assert.rejects(
    readAll(zstdCompressSync(plain.subarray(0, within))),
    /^Unreadable: is cut off, in the middle of the table notes/,
  )
})

test('With any one byte of it changed, it is refused (G1)', async () => {
  const whole = await collected(packed(text()))
  const before = await readAll(whole)
  let refused = 0
  for (let place = 0; place < whole.length; place += 1) {
    const changed = Buffer.from(whole)
    changed[place] = (changed[place] ?? 0) ^ 0x10
    const outcome = await readOrRefused(changed)
    if (outcome === 'refused') refused += 1
    else assert.deepEqual(outcome, before, `byte ${place}`)
  }
  assert.ok(refused > whole.length - 20)
})

test('What was changed and packed anew is told by its own sum', async () => {
  const plain = (await collected(text())).toString()
  for (const [from, to] of [
    ['2026-03-10T06:00:00Z', '2026-03-99T06:00:00Z'],
    ['"next":1003', '"next":"1; drop"'],
    ['["0001_first.sql"]', '"0001_first.sql"'],
    ['A report', 'B report'],
    ['{"rows":2}', '{"rows":3}'],
    ['"tickets":2', '"tickets":9'],
    ['"columns":["id"]', '"columns":["ix"]'],
  ] as const) {
    assert.ok(plain.includes(from))
    await assert.rejects(readAll(zstdCompressSync(plain.replace(from, to))), /^Unreadable: is damaged/, from)
  }
  const more = Buffer.concat([zstdCompressSync(plain), zstdCompressSync('more\n')])
  await assert.rejects(readAll(more), /^Unreadable: goes on after its end/)
})

test('What is no backup, and what a later format is, is said', async () => {
  for (const bytes of ['', 'x', 'PK\u0003\u0004 and so on', zstdCompressSync('{"some":"thing"}\n')])
    await assert.rejects(readAll(Buffer.from(bytes)), /^Unreadable: is no backup of Partner Desk\.$/)
  const later = zstdCompressSync(`${JSON.stringify({ ...head, format: 2, version: '9.0.0' })}\n`)
  await assert.rejects(readAll(later), /was written by a newer version of Partner Desk \(9\.0\.0\)/)
})

test('A backup can be read without the product: zstd gives text, a head and rows as COPY writes them', async () => {
  const lines = zstdDecompressSync(await collected(packed(text())))
    .toString()
    .split('\n')
  assert.deepEqual(JSON.parse(lines[0] ?? ''), head)
  assert.deepEqual(lines.slice(1, 5), [
    '{"table":"tickets","columns":["id","subject"]}',
    '1\tA report is wrong',
    '2\t\\\\.',
    '\\.',
  ])
})
