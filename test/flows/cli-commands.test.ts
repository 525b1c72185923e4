import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { gzipSync } from 'node:zlib'
import { urlOfDatabase } from '../../src/storage/database-url.ts'
import { insertPeople } from '../../src/storage/people.ts'
import { visitorByKey } from '../../src/services/access.ts'
import { freshDatabase } from '../support/cluster.ts'
import { desk, inPieces, jsonLines, type Given, type Ran } from '../support/command-line.ts'
import { editedFolder, zohoFolder } from '../support/policies.ts'
import { inOrder, logOf, replayDesk } from '../support/replay.ts'
import { person } from '../support/storage.ts'

type Fields = Readonly<Record<string, unknown>>

async function database(t: TestContext): Promise<string> {
  const { url, drop } = await freshDatabase()
  t.after(drop)
  return url
}

async function folder(t: TestContext): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'desk-'))
  t.after(() => rm(made, { recursive: true }))
  return made
}

/** `desk` against one database. */
const against =
  (url: string) =>
  (args: string, given: Given = {}): Promise<Ran> =>
    desk(args.split(' '), { ...given, env: { DATABASE_URL: url, ...given.env } })

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
  const run = against(await database(t))
  const files = await folder(t)
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
    [0, [{ tickets: 2, clocks: 4, events: 9, differences: 0, parked: 0 }]],
  )
})

test('The report goes into a file as well: text, or JSON where its name says so', async (t) => {
  const run = against(await database(t))
  const files = await folder(t)
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
  const run = against(await database(t))
  const { status, lines, err } = await run('replay -', {
    input: jsonLines(['nonsense', ...log, { ticket: 'A', at: 'noon', event: 'shouted' }]),
  })
  assert.equal(status, 1)
  assert.match(err, /^Line 1: line: /m)
  assert.match(err, /^Line 7: event: .*; at: /m)
  assert.match(err, /2 lines could not be understood/)
  assert.deepEqual((lines[0] as { run: Fields }).run['applied'], 5)
})

test('Thousands of lines that cannot be understood are not thousands of sentences', async (t) => {
  const { status, err } = await against(await database(t))('replay -', { input: 'nonsense\n'.repeat(5_000) })
  assert.equal(status, 1)
  assert.match(err, /5000 lines/)
  assert.ok(err.split('\n').length < 110)
})

test('A replay that cannot be done is refused before anything is done, with what to do', async (t) => {
  const url = await database(t)
  const files = await folder(t)
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

test('A database that cannot be used is said in one sentence', async (t) => {
  const url = urlOfDatabase(await database(t), 'there_is_none')
  const { status, out, err } = await against(url)('verify')
  assert.deepEqual([status, out], [2, ''])
  assert.match(err, /^The database in DATABASE_URL cannot be used \(.*there_is_none.*\): .*\n$/)
})

test("What was changed behind the program's back is printed, and the status is 1 (G2)", async (t) => {
  const played = await replayDesk(t)
  await played.play(log)
  await played.owner.query(
    `update clocks set limit_at = limit_at + interval '1 hour' where promised = 'determination' and desk = 'support'`,
  )
  const { status, lines, err } = await against(played.url)('verify')
  assert.deepEqual([status, err, lines.length], [1, '', 2])
  assert.deepEqual((lines[0] as Fields)['part'], 'clock determination/1')
  assert.deepEqual((lines[1] as Fields)['differences'], 1)
})

test('A policy is checked with every mistake in it, and published only when it is right (C9)', async (t) => {
  const run = against(await database(t))
  const fine = await run(`policy check ${zohoFolder}`)
  assert.deepEqual([fine.status, fine.err, (fine.lines[0] as Fields)['ok']], [0, '', true])

  const wrong = await editedFolder(t, zohoFolder, [
    { file: 'tickets.yaml', from: 'closesAfterDays: 7', to: 'closesAfterDays: soon' },
  ])
  const checked = await run(`policy check ${wrong}`)
  assert.equal(checked.status, 1)
  assert.match(checked.err, /tickets\.yaml:\d+:\d+: .*closesAfterDays/)
  assert.equal((checked.lines[0] as { mistakes: object[] }).mistakes.length, 1)
  assert.equal((await run(`policy publish ${wrong}`)).status, 1)
  assert.deepEqual((await run('policy list')).lines, [])

  assert.deepEqual((await run(`policy publish ${zohoFolder}`)).lines, [{ version: 1, published: true }])
  assert.deepEqual((await run(`policy publish ${zohoFolder}`)).lines, [{ version: 1, published: false }])
  const next = await editedFolder(t, zohoFolder, [
    { file: 'tickets.yaml', from: 'closesAfterDays: 7', to: 'closesAfterDays: 9' },
  ])
  assert.deepEqual((await run('policy publish', { env: { POLICY_DIR: next } })).lines, [
    { version: 2, published: true },
  ])

  const listed = (await run('policy list')).lines as Fields[]
  assert.deepEqual(
    listed.map(({ version, current }) => [version, current]),
    [
      [2, true],
      [1, false],
    ],
  )
  for (const args of ['policy diff 1 2', `policy diff ${zohoFolder} ${next}`, `policy diff 1 ${next}`]) {
    const { status, lines } = await run(args)
    assert.deepEqual([status, lines], [1, [{ path: 'tickets.closesAfterDays', before: 7, after: 9 }]], args)
  }
  assert.deepEqual((await run(`policy diff 1 ${zohoFolder}`)).lines, [])
  for (const [args, said] of [
    ['policy diff 1', /B is missing/],
    ['policy diff 1 3', /under the number 3/],
    ['policy diff 1 99999999999', /under the number 99999999999/],
    [`policy diff 1 ${wrong}`, /closesAfterDays/],
    ['policy check one two', /one word too many/],
  ] as const) {
    const { status, out, err } = await run(args)
    assert.deepEqual([status, out], [2, ''], args)
    assert.match(err, said)
  }
})

test('Every country of the world reaches a named person, or it is said which fallback stands there (F1, F8)', async () => {
  const { status, lines, err } = await desk(['policy', 'coverage', zohoFolder])
  assert.equal(status, 0)
  const rows = lines as { country: string; people: object[]; fallback: string | null; reachesNobody: boolean }[]
  assert.ok(new Set(rows.map(({ country }) => country)).size >= 249)
  assert.ok(rows.every(({ people, fallback }) => people.length > 0 === (fallback === null)))
  assert.match(err, /support, level 1 /)
})

test('A key is shown once, works until it is revoked, and is listed without its token', async (t) => {
  const played = await replayDesk(t)
  const run = against(played.url)
  await played.app.db.system((tx) =>
    insertPeople(tx, [
      person('Agnes Agent', { side: 'staff', role: 'agent', desks: ['support'], email: 'agnes@desk.example' }),
      person('Gone', { side: 'staff', role: 'agent', desks: ['support'], email: 'gone@desk.example', active: false }),
    ]),
  )
  const made = await run('key create --as Agnes@desk.example --scope read --label imports')
  assert.equal(made.status, 0)
  const { token, id, ...rest } = made.lines[0] as {
    token: string
    id: string
    person: Fields
    scope: string
    label: string
  }
  assert.deepEqual([rest.person['email'], rest.scope, rest.label], ['agnes@desk.example', 'read', 'imports'])
  assert.ok(token.length > 40)
  const visitor = await visitorByKey(played.app, token)
  assert.deepEqual([visitor?.person.email, visitor?.mayWrite], ['agnes@desk.example', false])

  const listed = await run('key list')
  assert.deepEqual(
    (listed.lines as Fields[]).map((key) => [key['id'], key['email'], key['revokedAt']]),
    [[id, 'agnes@desk.example', null]],
  )
  assert.ok(!listed.out.includes(token))
  const { rows } = await played.owner.query('select to_jsonb(k)::text as text from api_keys k')
  assert.ok(!rows[0].text.includes(token), 'the token is kept nowhere')

  assert.deepEqual((await run(`key revoke ${id}`)).lines, [{ id, revoked: true }])
  assert.equal(await visitorByKey(played.app, token), null)
  const again = await run(`key revoke ${id}`)
  assert.deepEqual([again.status, again.lines], [1, [{ id, revoked: false }]])
  for (const [args, said] of [
    ['key create', /--as EMAIL/],
    ['key create --as', /--as/],
    ['key create --as nobody@desk.example', /Nobody has the address/],
    ['key create --as gone@desk.example', /has left/],
    ['key create --as agnes@desk.example --scope everything', /full, read/],
    ['key revoke', /ID is missing/],
    ['key revoke 7', /no key's id/],
    ['key', /create, list, revoke/],
    ['key lose', /no command 'key lose'/],
  ] as const) {
    const { status, out, err } = await run(args)
    assert.deepEqual([status, out], [2, ''], args)
    assert.match(err, said)
  }
})

test('A database is brought up to date once', async (t) => {
  const { status, lines } = await against(await database(t))('migrate')
  assert.deepEqual([status, lines], [0, [{ applied: [] }]])
})
