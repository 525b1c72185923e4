import assert from 'node:assert/strict'
import { readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { test } from 'node:test'
import { Messages, Output } from '../../src/cli/io.ts'
import { runCommandLine } from '../../src/cli/run.ts'
import { sealAudit } from '../../src/services/audit/seal.ts'
import { commit } from '../../src/storage/commit.ts'
import { urlOfDatabase } from '../../src/storage/database-url.ts'
import { numbersOfHere } from '../../src/storage/snapshot.ts'
import {
  backedUp,
  backupBytes,
  backupFile,
  demoPlace,
  ownerOf,
  place,
  rules,
  settled,
  sums,
} from '../support/backups.ts'
import { against, emptyFolder, type Fields } from '../support/command-database.ts'
import { Collected, desk as command } from '../support/command-line.ts'
import { message, opening } from '../support/decisions.ts'
import { ask, right, start, testDesk } from '../support/http.ts'
import { logOf, replayDesk } from '../support/replay.ts'

/** What a restored desk has of its own (hold.ts). */
const ofTheCopy = ['settings', 'audit', 'auth_session', 'auth_verification', 'widget_sessions', 'password_links']

test('G1: everything that a desk has is in its backup, and is there again: rows, rules and the numbers that come next', async (t) => {
  const from = await demoPlace(t)
  const app = await from.open()
  await settled(from)
  await sealAudit(app)
  await from.leave()
  const before = await sums(from)
  for (const table of [
    'tickets',
    'events',
    'messages',
    'letters',
    'people',
    'workflow_runs',
    'audit',
    'seals',
    'policies',
  ])
    assert.notEqual(before[table], '0 ', `there is something in ${table}`)

  const file = await backupFile(t)
  const said = await backedUp(from, file)
  const bytes = await readFile(file)
  assert.equal((await stat(file)).mode & 0o777, 0o600)
  assert.deepEqual(await readdir(dirname(file)), ['desk.backup'])
  assert.deepEqual(
    [said['file'], said['bytes'], said['sha256']],
    [file, bytes.length, createHash('sha256').update(bytes).digest('hex')],
  )
  assert.deepEqual(await sums(from), before)

  // `moved`: exactly as it was. Into a database in which nothing ever was.
  const to = await place(t, { bare: true })
  const restored = await against(to.url)(`restore ${file} --moved`)
  assert.deepEqual([restored.status, restored.err], [0, ''])
  const { tickets, rows, seal, held, migrated } = restored.lines[0] as Fields
  assert.deepEqual([tickets, rows, seal, held, migrated], [said['tickets'], said['rows'], said['seal'], false, []])
  assert.deepEqual(await sums(to), before)
  assert.deepEqual(await rules(to), await rules(from))

  // What was said with the backup finds the chain again, and nothing differs.
  const verified = await against(to.url)(`verify --seal ${said['seal']}`)
  assert.deepEqual(
    [verified.status, verified.err, (verified.lines.at(-1) as Fields | undefined)?.['differences']],
    [0, '', 0],
  )
  const exported = await against(to.url)('audit export')
  assert.equal((await command(['audit', 'check', '-'], { input: exported.out })).status, 0)

  // A backup of the copy has the same in it: nothing wears off.
  const second = await backupFile(t)
  const again = await backedUp(to, second)
  const third = await place(t)
  assert.equal((await against(third.url)(`restore ${second} --moved`)).status, 0)
  assert.ok(Number(again['rows']) >= Number(said['rows']))
  assert.deepEqual(await sums(third), await sums(to))
  assert.deepEqual(await rules(third), await rules(to))
})

test('G1, G2, G3: a restored desk is append-only, shows nobody anything without an actor, and goes on with its numbers', async (t) => {
  const desk = await testDesk(t)
  const key = await desk.keyOf('asha@aurora.example')
  const send = (url: string) =>
    ask(url, 'POST', '/api/v1/tickets', { key, body: right, headers: { 'idempotency-key': 'one request' } })
  const { body: one } = await send(desk.url)
  const url = desk.app.db.connection as string
  await settled({ owner: ownerOf(url) })
  await sealAudit(desk.app)
  const file = await backupFile(t)
  assert.equal((await against(url)(`backup ${file}`)).status, 0)
  const to = await place(t)
  assert.equal((await against(to.url)(`restore ${file}`)).status, 0)
  assert.deepEqual(await sums(to, ofTheCopy), await sums({ owner: ownerOf(url) }, ofTheCopy))

  for (const table of ['events', 'audit', 'seals', 'policies'])
    await assert.rejects(to.owner(`delete from ${table}`), /append-only/, table)
  const app = await to.open(Temporal.Instant.from(start))
  const seen = await app.db.once({ name: 'seen', text: 'select from tickets union all select from people' })
  assert.equal(seen.length, 0)
  const [next] = await to.owner(`select nextval('ticket_numbers')::int as n`)
  assert.equal(next?.['n'], Number(/\d+$/.exec(one.number)?.[0]) + 1)
  // Who held a key holds it, and a request that was answered gets that answer.
  const restored = await to.serve(app)
  const again = await send(restored)
  assert.deepEqual([again.status, again.body.id, again.body.number], [201, one.id, one.number])
  const fresh = await ask(restored, 'POST', '/api/v1/tickets', { key, body: right })
  assert.equal(fresh.status, 201)
  assert.ok(Number(/\d+$/.exec(fresh.body.number)?.[0]) > Number(next?.['n']))
})

test('G1: a backup that is made while others write is of one moment: what it has is whole, and verifies', async (t) => {
  const desk = await replayDesk(t)
  await desk.play(logOf('T1', { at: '2026-03-10T06:00:00Z' }, '2026-03-10T09:30:00Z agent-reply'))
  const file = await backupFile(t)
  const writing = { on: true, written: 0 }
  const writers = [1, 2, 3].map(async () => {
    while (writing.on) {
      const words = message('Nothing works.')
      await desk.app.db.system((tx) => commit(tx, [{ ...opening(), messages: [words] }]))
      writing.written += 1
    }
  })
  while (writing.written < 20) await new Promise((resolve) => setImmediate(resolve))
  const said: Fields[] = []
  for (let count = 0; count < 3; count += 1) {
    const { status, lines } = await against(desk.url)(`backup ${file} --force`)
    assert.equal(status, 0)
    said.push(lines[0] as Fields)
  }
  writing.on = false
  await Promise.all(writers)
  assert.ok(Number(said[2]?.['tickets']) > Number(said[0]?.['tickets']), 'something was written meanwhile')
  assert.ok(Number(said[2]?.['tickets']) <= writing.written + 1)

  const to = await place(t)
  const { status, lines } = await against(to.url)(`restore ${file}`)
  assert.equal(status, 0)
  assert.equal((lines[0] as Fields)['tickets'], said[2]?.['tickets'])
  const [counted] =
    await to.owner(`select (select count(*) from tickets)::int as tickets, (select count(*) from events where seq = 1)::int as opened,
    (select max(split_part(number, '-', 2)::int) < (select last_value from ticket_numbers) + 1 from tickets) as ahead`)
  assert.deepEqual(counted, { tickets: said[2]?.['tickets'], opened: said[2]?.['tickets'], ahead: true })
  const verified = await against(to.url)('verify')
  assert.deepEqual([verified.status, (verified.lines.at(-1) as Fields)['differences']], [0, 0])
})

test('A backup never takes the place of what is there, and is nowhere until it is whole', async (t) => {
  const from = await place(t)
  const folder = await emptyFolder(t)
  const run = against(from.url)
  const file = join(folder, 'desk.backup')
  await writeFile(file, 'dear to somebody')
  for (const [args, said] of [
    [`backup ${file}`, /desk\.backup' is there already: give another name, or --force to replace it\./],
    [`backup ${folder}`, /is a folder: name a file in it\./],
    [`backup ${folder} --force`, /is a folder: name a file in it\./],
    [`backup ${join(folder, 'none', 'desk.backup')}`, /There is no folder '.*none': make it first\./],
    [`backup /dev/null --force`, /is no file/],
    // Found when it is made, with the backup under way.
    [`backup ${join(folder, 'x'.repeat(250))}`, /cannot be written: the name is too long\. Nothing was left there\./],
    ['backup', /FILE is missing/],
    ['backup a b', /one word too many/],
  ] as const) {
    const { status, out, err } = await run(args)
    assert.deepEqual([status, out], [2, ''], args)
    assert.match(err, said)
  }
  assert.equal(await readFile(file, 'utf8'), 'dear to somebody')
  await symlink(file, join(folder, 'latest'))
  assert.equal((await run(`backup ${join(folder, 'latest')} --force`)).status, 0)
  // The link is followed and stays one.
  assert.deepEqual((await readdir(folder)).sort(), ['desk.backup', 'latest'])
  assert.equal((await command(['restore', '--check', file])).status, 0)
  assert.equal((await stat(file)).mode & 0o777, 0o600)
})

test('Where there is no desk, no backup is made, and none is made of nothing', async (t) => {
  const folder = await emptyFolder(t)
  const file = join(folder, 'desk.backup')
  const nowhere = join(folder, 'data')
  const none = await command(['backup', file], { env: { DATA_DIR: nowhere } })
  assert.equal(none.status, 2)
  assert.match(none.err, /^There is no desk in .*data: set DATA_DIR to the folder of yours\.\n$/)
  const bare = await place(t, { bare: true })
  const other = await against(bare.url)(`backup ${file}`)
  assert.equal(other.status, 2)
  assert.match(other.err, /^There is no desk in this database: correct DATABASE_URL\.\n$/)
  const away = await against(urlOfDatabase(bare.url, 'there_is_none'))(`backup ${file}`)
  assert.equal(away.status, 2)
  assert.match(away.err, /^The database in DATABASE_URL cannot be used/)
  assert.deepEqual(await readdir(folder), [])
})

test('A user that may not read all of it makes no backup, instead of one that lacks what it may not see (G3)', async (t) => {
  const from = await place(t)
  const user = `reader_${process.pid}`
  await from.owner(`create role ${user} login password 'reader'; grant select on all tables in schema public to ${user};
    grant select on all sequences in schema public to ${user}`)
  const address = new URL(from.url)
  address.username = user
  address.password = 'reader'
  const folder = await emptyFolder(t)
  const { status, out, err } = await against(address.href)(`backup ${join(folder, 'desk.backup')}`)
  assert.deepEqual([status, out, await readdir(folder)], [2, '', []])
  await from.owner(`grant ${user} to current_user; drop owned by ${user}; drop role ${user}`)
  assert.match(err, /^The database could not do it \(.*row-level security.*\): nothing was changed\.\n$/)
})

test('- is standard output and standard input: the backup is there alone, and what is said of it elsewhere', async (t) => {
  const from = await place(t)
  await from.open()
  const { bytes, err } = await backupBytes(from)
  assert.match(err, /^A backup of 20.*: 0 tickets, \d+ rows, \d+ bytes, SHA-256 [\da-f]{64}\.\n$/)
  const to = await place(t)
  const { status, lines } = await against(to.url)('restore -', { input: bytes })
  assert.deepEqual([status, (lines[0] as Fields)['tickets']], [0, 0])
  const [policies] = await to.owner('select count(*)::int as n from policies')
  assert.deepEqual(policies, { n: 1 })
})

test('A backup that nobody reads to its end is none, and says so', async (t) => {
  const from = await place(t)
  await from.open()
  const gone = new Writable({ write: (_piece, _encoding, done) => done(Object.assign(new Error(), { code: 'EPIPE' })) })
  const err = new Collected()
  const io = {
    input: Readable.from([]),
    output: new Output(gone),
    messages: new Messages(err),
    env: { DATABASE_URL: from.url },
  }
  assert.equal(await runCommandLine(['backup', '-'], io), 2)
  assert.equal(err.text, 'Nobody reads standard output any more: what was written is no whole backup.\n')
})

test('Whatever numbers the transactions of one PostgreSQL is written anew in a backup', async (t) => {
  const { owner } = await place(t)
  const columns = await owner(`
    select c.relname || '.' || a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.atttypid in ('xid8'::regtype, 'xid'::regtype, 'pg_snapshot'::regtype, 'pg_lsn'::regtype)
      and a.attnum > 0 order by 1`)
  assert.deepEqual(
    columns.map(({ name }) => name),
    [...numbersOfHere].sort(),
  )
})
