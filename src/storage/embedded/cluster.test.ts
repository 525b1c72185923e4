import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { throwawayFolder } from '../../../test/support/server.ts'
import { openCluster } from './cluster.ts'
import type { ClusterOptions, Connection } from './cluster.ts'
import { isPostmaster, readPostmaster } from './postmaster.ts'

/** One folder goes through a whole life, because making a database takes most of a second. */
const { folder, clear } = throwawayFolder()
let dataDir = path.join(folder, 'data')
const children = new Set<ChildProcess>()

after(() => {
  for (const child of children) child.kill('SIGKILL')
  for (const data of [dataDir, path.join(folder, 'halfway')]) {
    const left = readPostmaster(path.join(data, 'postgres'))
    if (left !== undefined && isPostmaster(left.pid, path.join(data, 'postgres'))) process.kill(left.pid, 'SIGQUIT')
  }
  clear()
})

interface Holder {
  readonly child: ChildProcess
  readonly said: { readonly connection?: Connection; readonly problem?: string }
}

/** Another process with the same folder, as a second `npm start` or a `desk` command is. */
async function holder(options: Partial<ClusterOptions> = {}, env: NodeJS.ProcessEnv = {}): Promise<Holder> {
  const script = path.resolve(import.meta.dirname, '../../../test/support/holder.ts')
  const child = spawn(process.execPath, [script, JSON.stringify({ dataDir, ...options })], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  })
  children.add(child)
  for await (const line of createInterface({ input: child.stdout })) return { child, said: JSON.parse(line) }
  throw new Error('The other process said nothing.')
}

async function end({ child }: Holder, signal: NodeJS.Signals): Promise<void> {
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
  children.delete(child)
}

const data = (): string => path.join(dataDir, 'postgres')
const serverPid = (): number => readPostmaster(data())?.pid ?? assert.fail('no server runs')
const isServed = (): boolean => {
  const found = readPostmaster(data())
  return found !== undefined && isPostmaster(found.pid, data())
}

async function ask(connection: Connection, sql: string): Promise<unknown> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    const { rows } = await client.query({ text: sql, rowMode: 'array' })
    return rows[0]?.[0]
  } finally {
    await client.end()
  }
}

async function eventually(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(20)
}

test('the first start makes a database that loses nothing and gives the application no superuser', async () => {
  const cluster = await openCluster({ dataDir })
  assert.equal(cluster.owner, true)
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    assert.equal(await ask(cluster.connection, `select current_setting('${setting}')`), 'on')
  }
  assert.equal(await ask(cluster.connection, 'select rolsuper from pg_roles where rolname = current_user'), false)
  assert.equal(await ask(cluster.connection, `select current_setting('timezone')`), 'UTC')
  await ask(cluster.connection, 'create table kept (word text)')
  await ask(cluster.connection, `insert into kept values ('first')`)
  await cluster.stop()
  assert.equal(isServed(), false)
})

test('words outside ASCII are words: for trigrams, for search and for case', async () => {
  const { connection, stop } = await openCluster({ dataDir })
  assert.equal(
    await ask(connection, `select to_tsvector('simple', 'MÜNCHEN Ångström')::text`),
    `'münchen':1 'ångström':2`,
  )
  await ask(connection, 'create extension pg_trgm')
  assert.deepEqual(await ask(connection, `select show_trgm('Ä') = show_trgm('ä') and 'Ä' % 'ä'`), true)
  await stop()
})

test('a server that outlived its killed owner is adopted, with what it holds', async () => {
  const first = await holder()
  const pid = serverPid()
  await end(first, 'SIGKILL')
  assert.equal(isServed(), true)
  const cluster = await openCluster({ dataDir })
  assert.equal(serverPid(), pid)
  assert.equal(await ask(cluster.connection, 'select word from kept'), 'first')
  await cluster.stop()
  assert.equal(isServed(), false)
})

test('a second owner is refused with a sentence that names the first, and a guest joins', async () => {
  const owner = await holder()
  await assert.rejects(openCluster({ dataDir }), {
    code: 'in-use',
    message: new RegExp(
      `already running on .*data \\(process ${owner.child.pid} on .*\\): stop it first, or set DATA_DIR`,
    ),
  })
  const guest = await openCluster({ dataDir, share: true })
  assert.equal(guest.owner, false)
  assert.equal(await ask(guest.connection, 'select word from kept'), 'first')
  await guest.stop()
  assert.equal(isServed(), true)
  await end(owner, 'SIGTERM')
  assert.equal(isServed(), false)
})

test('an owner that stops leaves the server to a guest that still works, and the guest stops it', async () => {
  const owner = await holder()
  const guest = await openCluster({ dataDir, share: true })
  await end(owner, 'SIGTERM')
  assert.equal(await ask(guest.connection, 'select word from kept'), 'first')
  await guest.stop()
  assert.equal(isServed(), false)
})

test('guests that come together where nothing runs all work, and leave nothing running', async () => {
  const guests = await Promise.all([1, 2, 3].map(() => openCluster({ dataDir, share: true })))
  for (const { connection } of guests) assert.equal(await ask(connection, 'select word from kept'), 'first')
  await Promise.all(guests.map((guest) => guest.stop()))
  assert.equal(isServed(), false)
})

test('what a killed server left is no obstacle, even when its number is a zombie or belongs to a stranger', async () => {
  const shell = spawn('sh', ['-c', 'true & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] })
  children.add(shell)
  let zombie = 0
  for await (const line of createInterface({ input: shell.stdout })) {
    zombie = Number(line)
    break
  }
  for (const pid of [zombie, process.pid]) {
    const stale = [pid, data(), 1, 5432, path.join(dataDir, 'run'), '', '  1  1', 'ready   ', '']
    writeFileSync(path.join(data(), 'postmaster.pid'), stale.join('\n'))
    writeFileSync(path.join(dataDir, 'run', '.s.PGSQL.5432.lock'), stale.join('\n'))
    const cluster = await openCluster({ dataDir })
    assert.notEqual(serverPid(), pid)
    assert.equal(await ask(cluster.connection, 'select word from kept'), 'first')
    await cluster.stop()
  }
})

test('after PostgreSQL itself is killed, what was committed is there, at the same address', async () => {
  const heard: string[] = []
  const cluster = await openCluster({ dataDir, log: (message) => heard.push(message) })
  await ask(cluster.connection, `insert into kept values ('second')`)
  const pid = serverPid()
  process.kill(pid, 'SIGKILL')
  await eventually(() => heard.includes('The database is back.'))
  assert.notEqual(serverPid(), pid)
  assert.equal(await ask(cluster.connection, 'select count(*)::int from kept'), 2)
  await assert.rejects(
    holder().then(({ said }) => Promise.reject(new Error(said.problem))),
    /already running/,
  )
  await cluster.stop()
  assert.equal(isServed(), false)
})

test('a folder with a path too long for a socket is served by one elsewhere, which goes with the server', async () => {
  const long = path.join(folder, 'a-long-name-'.repeat(10))
  renameSync(dataDir, long)
  dataDir = long
  const cluster = await openCluster({ dataDir })
  assert.ok(Buffer.byteLength(cluster.connection.host) < 90)
  assert.equal(await ask(cluster.connection, 'select count(*)::int from kept'), 2)
  await cluster.stop()
  assert.equal(existsSync(cluster.connection.host), false)
})

test('where no socket fits, the server listens on loopback and asks for its password', async () => {
  const tmpdir = path.join(dataDir, 'tmp')
  mkdirSync(tmpdir)
  const owner = await holder({}, { TMPDIR: tmpdir })
  const connection = owner.said.connection ?? assert.fail(owner.said.problem)
  assert.equal(connection.host, '127.0.0.1')
  assert.equal(await ask(connection, 'select count(*)::int from kept'), 2)
  await assert.rejects(ask({ ...connection, password: 'guessed' }, 'select 1'), { code: '28P01' })
  await end(owner, 'SIGTERM')
})

test('a database of another version is refused with what to do, and nothing is left of the attempt', async () => {
  const file = path.join(data(), 'PG_VERSION')
  const version = readFileSync(file, 'utf8')
  writeFileSync(file, '17\n')
  const temporary = path.join(folder, 't')
  mkdirSync(temporary)
  process.env.TMPDIR = temporary
  await assert.rejects(openCluster({ dataDir }), { code: 'wrong-version', message: /PostgreSQL version 17.*backup/ })
  delete process.env.TMPDIR
  assert.deepEqual(readdirSync(temporary), [])
  writeFileSync(file, version)
})

test('a folder that holds something else is refused, and left as it is', async () => {
  const other = path.join(folder, 'other')
  mkdirSync(path.join(other, 'postgres'), { recursive: true })
  writeFileSync(path.join(other, 'postgres', 'diary.txt'), 'dear diary')
  await assert.rejects(openCluster({ dataDir: other }), { code: 'not-a-database', message: /move it away/ })
  assert.deepEqual(readdirSync(path.join(other, 'postgres')), ['diary.txt'])
})

test('a folder that is a file is refused in one sentence', async () => {
  const file = path.join(folder, 'file')
  writeFileSync(file, '')
  await assert.rejects(openCluster({ dataDir: file }), { code: 'no-access', message: /cannot be made or written to/ })
})

test('a start that was killed while it made the database is forgotten by the next', async () => {
  const halfway = path.join(folder, 'halfway')
  mkdirSync(halfway, { mode: 0o711 })
  const script = path.resolve(import.meta.dirname, '../../../test/support/holder.ts')
  const child = spawn(process.execPath, [script, JSON.stringify({ dataDir: halfway })], { stdio: 'ignore' })
  children.add(child)
  await eventually(() => readdirSync(halfway).some((name) => name.startsWith('postgres.new-')))
  child.kill('SIGKILL')
  await once(child, 'exit')
  assert.equal(readdirSync(halfway).includes('postgres'), false)
  const cluster = await openCluster({ dataDir: halfway })
  assert.equal(await ask(cluster.connection, 'select 1'), 1)
  await cluster.stop()
  assert.deepEqual(readdirSync(halfway).toSorted(), ['postgres', 'run'])
})
