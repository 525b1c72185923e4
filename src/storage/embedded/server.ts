import { spawn, spawnSync } from 'node:child_process'
import {
  appendFileSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { asAccount, handOver } from './account.ts'
import { clearFolder, clearSocket, freeAddress, isSocket } from './address.ts'
import type { Address } from './address.ts'
import { environmentFor, readyBinaries } from './binaries.ts'
import { initialise } from './initialise.ts'
import { groundFor, isMade } from './places.ts'
import type { Ground, Places } from './places.ts'
import { disownPidFile, isPostmaster, isRunning, readPostmaster } from './postmaster.ts'
import type { Postmaster } from './postmaster.ts'
import { DatabaseProblem, problemFrom } from './problem.ts'
import { settingsFile } from './settings.ts'
import type { Settings } from './settings.ts'
import { inTurn } from './turn.ts'

/** Milliseconds. Recovery after a power cut replays at most `max_wal_size` of log, so minutes mean something else. */
const patience = { start: 300_000, slow: 3_000, stop: 60_000, step: 10, retry: 200 }

/** For what passes by itself: a port just taken, the children of a server that was killed. */
const retries = 50
const killed = 'it was killed while it started'
const passing = new RegExp(`shared memory block .* still in use|Address already in use|${killed}`)

/** How a server is to be started. */
export interface Start {
  readonly native: string
  readonly settings: Settings
  readonly log: (message: string) => void
  /** Where it listened before, if it must be found there again. */
  readonly address?: Address
}

/** A server that can be connected to, and the places it has. */
export interface Running {
  readonly places: Places
  readonly postmaster: Postmaster
}

/** The server of `places` that is up and ready: the one that runs already, or one started now. */
export async function upServer(places: Places, start: Start): Promise<Running> {
  const postmaster = await settled(places, start.log)
  if (postmaster !== undefined) return { places, postmaster }
  return await inTurn(places.real, () => started(places, start))
}

async function started(places: Places, start: Start): Promise<Running> {
  for (let attempt = 1; ; attempt += 1) {
    const postmaster = await settled(places, start.log)
    if (postmaster !== undefined) return { places, postmaster }
    const ground = groundFor(places, start.native, start.log)
    places = ground.places
    if (!isMade(places)) {
      start.log(`Making the database in ${places.home}.`)
      await initialise(ground)
    }
    const said = await launch(ground, start)
    if (said === undefined) continue
    if (!passing.test(said) || attempt === retries) throw problemFrom(said, places.folder)
    await pause(patience.retry)
  }
}

/** Waits for a server that is starting or stopping; `undefined` when there is none. */
async function settled(places: Places, log: (message: string) => void): Promise<Postmaster | undefined> {
  const since = performance.now()
  let isSlow = false
  while (performance.now() - since < patience.start) {
    const found = isMade(places) ? readPostmaster(places.data) : undefined
    if (found === undefined || !(await isRunning(found, places))) return undefined
    if (found.isReady) return found
    if (!isSlow && performance.now() - since > patience.slow) {
      isSlow = true
      log('PostgreSQL is reading its log after a crash; this can take a minute.')
    }
    await pause(patience.step)
  }
  throw new DatabaseProblem(
    'not-started',
    `PostgreSQL is still not ready on ${places.folder}: look into ${path.join(places.data, 'log')}.`,
  )
}

/** Starts the server and waits until it is ready; if it fails, what it said. */
async function launch(ground: Ground, start: Start): Promise<string | undefined> {
  const { places, account } = ground
  const stale = readPostmaster(places.data)
  if (stale !== undefined) disownPidFile(stale, places.data)
  handOver(places.data, account)
  writeFileSync(path.join(places.data, 'partner-desk.conf'), settingsFile(start.settings))
  const address = start.address ?? (await freeAddress(places, account))
  if (isSocket(address)) clearSocket(address)
  const output = path.join(places.home, 'postgres.start')
  const before = logs(places.data)
  try {
    const end = run(ground, address, output)
    for (;;) {
      const found = readPostmaster(places.data)
      if (found?.isReady && isPostmaster(found.pid, places.data)) return undefined
      // Others may have joined, done their work and stopped it before we looked.
      if (end() === 'orderly') return undefined
      if (end() === 'failed') {
        if (isSocket(address)) clearFolder(address, places)
        return readFileSync(output, 'utf8') + loggedSince(before, places.data)
      }
      await pause(patience.step)
    }
  } finally {
    rmSync(output, { force: true })
  }
}

/** Runs the server apart from our terminal, so that Ctrl-C reaches us alone and we can drain; says how it has ended. */
function run(ground: Ground, address: Address, output: string): () => 'orderly' | 'failed' | undefined {
  const { places, binaries, account } = ground
  const [sockets, addresses] = isSocket(address) ? [address.host, ''] : ['', address.host]
  const listen = [
    '-p',
    String(address.port),
    '-c',
    `unix_socket_directories=${sockets}`,
    '-c',
    `listen_addresses=${addresses}`,
  ]
  const isWindows = process.platform === 'win32'
  // On Windows only pg_ctl can shed an administrator's rights; it ends once the server runs.
  const { file, args, options } = isWindows
    ? asAccount(account, binaries, binaries.pgCtl, ['start', '-W', '-D', places.data, '-o', listen.join(' ')])
    : asAccount(account, binaries, binaries.postgres, ['-D', places.data, ...listen])
  const handle = openSync(output, 'w', 0o600)
  const child = spawn(file, args, { ...options, detached: true, stdio: ['ignore', handle, handle] })
  closeSync(handle)
  let end: 'orderly' | 'failed' | undefined
  child.once('exit', (code, signal) => {
    if (signal !== null) appendFileSync(output, `\nFATAL:  ${killed} (${signal})\n`)
    if (code !== 0) end = 'failed'
    else if (!isWindows) end = 'orderly'
  })
  child.once('error', (error) => {
    writeFileSync(output, error.message)
    end = 'failed'
  })
  child.unref()
  return () => end
}

/** The server's log files and how long they are. Once it has begun to write there, it gives its reasons there. */
function logs(data: string): ReadonlyMap<string, number> {
  const folder = path.join(data, 'log')
  const names = existsSync(folder) ? readdirSync(folder) : []
  return new Map(names.map((name) => [path.join(folder, name), statSync(path.join(folder, name)).size]))
}

function loggedSince(before: ReadonlyMap<string, number>, data: string): string {
  const grown = [...logs(data)].filter(([file, size]) => size > (before.get(file) ?? 0))
  return grown
    .map(([file]) =>
      readFileSync(file)
        .subarray(before.get(file) ?? 0)
        .toString(),
    )
    .join('')
}

/** Stops the server, and returns when it is gone: clients are cut off, what was committed is on the disk. */
export async function stopServer(running: Running, native: string): Promise<void> {
  await stopped(running, native)
  const { places, postmaster } = running
  if (isSocket(postmaster.address)) clearFolder(postmaster.address, places)
}

async function stopped({ places, postmaster }: Running, native: string): Promise<void> {
  if (process.platform === 'win32') {
    const binaries = readyBinaries(native, places.home)
    const args = ['stop', '-D', places.data, '-m', 'fast', '-w']
    spawnSync(binaries.pgCtl, args, { env: environmentFor(binaries), windowsHide: true })
    return
  }
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    const since = performance.now()
    if (isPostmaster(postmaster.pid, places.data)) process.kill(postmaster.pid, signal)
    while (performance.now() - since < patience.stop) {
      if (!isPostmaster(postmaster.pid, places.data)) return
      await pause(patience.step)
    }
  }
}
