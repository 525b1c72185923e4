import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { against, emptyDatabase, emptyFolder, type Fields } from '../support/command-database.ts'
import { inPieces, jsonLines } from '../support/command-line.ts'
import { inOrder, logOf } from '../support/replay.ts'

const log = inOrder(
  logOf(
    'A',
    { at: '2026-03-10T06:00:00Z', partner: 'P-1' },
    '2026-03-10T06:30:00Z agent-reply',
    '2026-03-10T07:30:00Z solved',
  ),
  logOf('B', { at: '2026-03-10T06:00:00Z', desk: 'operations', country: 'DE' }, '2026-03-11T06:30:00Z agent-reply'),
)

/** Without what was measured and what this run did. */
const recomputable = (report: unknown): string => {
  const { run: _run, events_per_s: _rate, peak_memory_mb: _memory, ...rest } = report as Fields
  return JSON.stringify(rest)
}

test('A replay prints its report as one line of JSON; the same log by any name and in any wrapping adds nothing and reports the same', async (t) => {
  const run = against(await emptyDatabase(t))
  const files = await emptyFolder(t)
  const text = jsonLines(log)
  await writeFile(join(files, 'log.jsonl'), text)
  await writeFile(join(files, 'other.log'), gzipSync(text.replaceAll('\n', '\r\n').slice(0, -2)))

  const first = await run(`replay ${files}/log.jsonl`)
  assert.deepEqual([first.status, first.err, first.lines.length], [0, '', 1])
  const report = first.lines[0] as Fields & {
    promises: Fields
    run: Fields
    by: Record<string, Record<string, Fields>>
  }
  assert.deepEqual([report['tickets'], report.promises['made'], report.promises['metWithinTarget']], [2, 4, 2])
  assert.deepEqual(Object.keys(report.by), ['desk', 'region', 'tier', 'severity', 'month'])
  assert.equal(report.by['region']?.['europe']?.['tickets'], 1)
  assert.deepEqual([report.run['applied'], report.run['skipped'], report.run['lines']], [5, 0, 5])
  assert.equal(report['asOf'], '2026-03-11T06:30:00Z')
  assert.ok(Number(report['events_per_s']) > 0 && Number(report['peak_memory_mb']) > 0)

  for (const again of [
    await run(`replay ${files}/other.log`),
    await run('replay - --speed max', { input: text }),
    await run('replay - --speed=max', { input: inPieces(gzipSync(text), 1) }),
  ]) {
    assert.equal(again.status, 0)
    assert.deepEqual((again.lines[0] as typeof report).run['applied'], 0)
    assert.equal(recomputable(again.lines[0]), recomputable(report))
  }
  // A was received, answered and solved; B was received, passed two targets and two limits, and was answered.
  const verified = await run('verify')
  assert.deepEqual(
    [verified.status, verified.lines],
    [
      0,
      [
        {
          tickets: 2,
          clocks: 4,
          events: 9,
          differences: 0,
          parked: 0,
          redacted: [],
          runs: 0,
          audit: 0,
          seals: 0,
          unsealed: 9 + 2,
          seal: null,
        },
      ],
    ],
  )
})

test('The report goes into a file as well: text, or JSON where its name says so', async (t) => {
  const run = against(await emptyDatabase(t))
  const files = await emptyFolder(t)
  await writeFile(
    join(files, 'log.jsonl'),
    jsonLines([...log, { ticket: 'A', at: '2026-03-12T06:00:00Z', event: 'solved' }]),
  )
  const { lines } = await run(`replay ${files}/log.jsonl --report ${files}/report.json`)
  assert.deepEqual(JSON.parse(await readFile(join(files, 'report.json'), 'utf8')), lines[0])
  await run(`replay --report ${files}/report.txt ${files}/log.jsonl`)
  const text = await readFile(join(files, 'report.txt'), 'utf8')
  for (const said of [/By desk\n/, /By month of receipt \(UTC\)\n/, /operations +1 +2/, /events\/s/])
    assert.match(text, said)
})

test('Lines that cannot be understood are said with number and field, the rest is played, and the status is 1', async (t) => {
  const run = against(await emptyDatabase(t))
  const { status, lines, err } = await run('replay -', {
    input: jsonLines([
      'nonsense',
      ...log,
      { ticket: 'A', at: 'noon', event: 'shouted' },
      ...logOf('C', { at: '2026-03-10T06:00:00Z', desk: 'operations', country: 'XX' }),
    ]),
  })
  assert.equal(status, 1)
  assert.match(err, /^Line 1: line: /m)
  assert.match(err, /^Line 7: event: .*; at: /m)
  assert.match(err, /^Line 8: country: 'XX' is not .*[^.]\.$/m)
  assert.match(err, /3 lines could not be understood/)
  assert.deepEqual((lines[0] as { run: Fields }).run['applied'], 5)
})

test('Thousands of lines that cannot be understood are not thousands of sentences', async (t) => {
  const { status, err } = await against(await emptyDatabase(t))('replay -', { input: 'nonsense\n'.repeat(5_000) })
  assert.equal(status, 1)
  assert.match(err, /5000 lines/)
  assert.ok(err.split('\n').length < 110)
})

test('A replay that cannot be done is refused before anything is done, with what to do', async (t) => {
  const url = await emptyDatabase(t)
  const files = await emptyFolder(t)
  await writeFile(join(files, 'log.jsonl'), jsonLines(log))
  await writeFile(join(files, 'cut.gz'), gzipSync(jsonLines(log)).subarray(0, 60))
  for (const [args, said] of [
    ['replay', /FILE is missing.*\nUsage: desk replay FILE/],
    [`replay ${files}/log.jsonl ${files}/log.jsonl`, /one word too many/],
    [`replay ${files}/none.jsonl`, /There is no file '.*none.jsonl'/],
    [`replay ${files}`, /is a folder/],
    [`replay ${files}/log.jsonl --speed 2`, /--speed can be max and nothing else/],
    [`replay ${files}/log.jsonl --quick`, /Unknown option '--quick'/],
    [`replay ${files}/log.jsonl --report ${files}/no/where.txt`, /cannot be written/],
    [`replay ${files}/cut.gz`, /could not be read to its end/],
  ] as const) {
    const { status, out, err } = await against(url)(args)
    assert.deepEqual([status, out], [2, ''], args)
    assert.match(err, said)
  }
})
