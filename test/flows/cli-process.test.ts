import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { freshDatabase } from '../support/cluster.ts'
import { jsonLines } from '../support/command-line.ts'
import { logOf } from '../support/replay.ts'
import { withClient } from '../support/server.ts'

const root = new URL('../..', import.meta.url).pathname
const program = join(root, 'src/cli.ts')

function desk(
  args: readonly string[],
  { input = '', env = {} }: { input?: string; env?: Record<string, string> } = {},
) {
  const ran = spawnSync(process.execPath, [program, ...args], { input, env: { ...bare, ...env }, encoding: 'utf8' })
  return { status: ran.status, out: ran.stdout, err: ran.stderr }
}

/** Nothing of the run's own settings. */
const bare = { PATH: process.env['PATH'] ?? '' }
const question = {
  calendar: { tz: 'UTC', hours: { mon: [['09:00', '17:00']] } },
  op: 'within',
  start: '2026-03-09T09:00:00Z',
}

test('Used wrongly it says how on standard error, prints nothing, and ends with 2; help ends with 0', () => {
  for (const [args, status, said] of [
    [[], 2, /Say which command\.[^]*Usage: desk COMMAND/],
    [['--help'], 0, /replay +plays a log/],
    [['repaly'], 2, /Did you mean 'replay'\?/],
    [['policy'], 2, /check, publish, list, diff, coverage/],
    [['policy', '--help'], 0, /policy check/],
    [['explain', '--help'], 0, /Usage: desk explain/],
    [['key', 'create', '-h'], 0, /bearer token/],
    [['time', 'now'], 2, /Usage: desk time/],
  ] as const) {
    const ran = desk(args)
    assert.deepEqual([ran.status, ran.out], [status, ''], args.join(' '))
    assert.match(ran.err, said)
  }
})

test('A filter prints JSON and nothing else; the status says whether every line was understood', () => {
  const fine = desk(['time'], { input: jsonLines([question]) })
  assert.deepEqual(fine, { status: 0, out: '{"within":true}\n', err: '' })
  const wrong = desk(['time'], { input: jsonLines(['?', question]) })
  assert.deepEqual([wrong.status, wrong.err, wrong.out.split('\n')[1]], [1, '', '{"within":true}'])
})

test('A wrong setting stops a command with one clear line', () => {
  const { status, out, err } = desk(['explain'], { input: '{}\n', env: { PORT: 'eighty' } })
  assert.deepEqual([status, out, err.trim().split('\n').length], [2, '', 1])
  assert.match(err, /PORT must be/)
})

test('Whoever reads no further ends it quietly, however much there is to come', async () => {
  const reader = spawn(process.execPath, [program, 'time'], { env: bare, stdio: 'pipe' })
  const ended = new Promise<number | null>((resolve) => reader.once('exit', resolve))
  let err = ''
  reader.stderr.on('data', (piece: Buffer) => (err += piece.toString()))
  reader.stdin.on('error', () => undefined)
  const line = jsonLines([question])
  const feed = setInterval(() => reader.stdin.write(line.repeat(100)), 1)
  reader.stdout.once('data', () => reader.stdout.destroy())
  assert.equal(await ended, 0)
  clearInterval(feed)
  assert.equal(err, '')
})

test('A replay that is told to stop ends with 1 and a sentence; the same command goes on from there', async (t) => {
  const { url, drop } = await freshDatabase()
  t.after(drop)
  const env = { ...bare, DATABASE_URL: url }
  const log = Array.from({ length: 4_000 }, (_, n) => logOf(`T${n}`, { at: '2026-03-10T06:00:00Z' })).flat()
  const first = spawn(process.execPath, [program, 'replay', '-'], { env, stdio: 'pipe' })
  const ended = new Promise<number | null>((resolve) => first.once('exit', resolve))
  let said = ''
  let printed = ''
  first.stderr.on('data', (piece: Buffer) => (said += piece.toString()))
  first.stdout.on('data', (piece: Buffer) => (printed += piece.toString()))
  first.stdin.on('error', () => undefined)
  // More than it plays at a time, and less than there is; what comes afterwards it has had already.
  first.stdin.write(jsonLines(log.slice(0, 2_500)))
  await played(url)
  first.kill('SIGTERM')
  const feed = setInterval(() => first.stdin.write(jsonLines(log.slice(0, 1))), 5)
  t.after(() => clearInterval(feed))
  assert.deepEqual([await ended, printed], [1, ''])
  clearInterval(feed)
  assert.match(said, /goes on from there/)
  const before = await positions(url)

  const { status, out } = desk(['replay', '-'], { input: jsonLines(log), env: { DATABASE_URL: url } })
  assert.equal(status, 0)
  const { run, tickets } = JSON.parse(out) as { tickets: number; run: { applied: number; skipped: number } }
  assert.equal(tickets, 4_000)
  assert.ok(before > 0 && before <= 2_500)
  assert.deepEqual(run, { ...run, skipped: before, applied: 4_000 - before })
})

/** How many lines of the log are in the database. */
const positions = (url: string): Promise<number> =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ count: number }>('select count(*)::int as count from replay_positions')
    return rows[0]?.count ?? 0
  })

/** Waits until something of the log is in the database. */
async function played(url: string): Promise<void> {
  while ((await positions(url)) === 0) await pause(5)
}

test('On a bare machine a command starts the embedded database, and leaves no server behind', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'desk-'))
  t.after(() => rm(folder, { recursive: true }))
  // PostgreSQL refuses to run as root, and whoever it runs as must reach the folder.
  await chmod(folder, 0o755)
  const env = { DATA_DIR: join(folder, 'data') }
  const made = desk(['migrate'], { env })
  assert.equal(made.status, 0, made.err)
  assert.ok((JSON.parse(made.out) as { applied: string[] }).applied.length > 3)
  assert.deepEqual(JSON.parse(desk(['migrate'], { env }).out), { applied: [] })
  assert.ok(!(await readdir(join(folder, 'data', 'postgres'))).includes('postmaster.pid'))
})
