import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  appendFileSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { once } from 'node:events'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { asAccount, handOver } from './account.ts'
import type { Ground } from './places.ts'
import { problemFrom } from './problem.ts'

/** The administrator inside the cluster; the application uses a role with fewer powers. */
export const administrator = 'postgres'

/** Names that sort and fold alike on every machine; what the last one lacks is letters outside ASCII in word search. */
const characterTypes = ['C.UTF-8', 'en_US.UTF-8', 'C']

const staged = /^postgres\.new-/

/**
 * Makes the cluster: aside, and with one rename at the end, so that a start killed halfway leaves nothing that looks
 * like a database. Called in turn (`inTurn`).
 */
export async function initialise(ground: Ground): Promise<void> {
  const { places, account } = ground
  sweep(places.home)
  const stage = path.join(places.home, `postgres.new-${randomBytes(4).toString('hex')}`)
  const made = path.join(stage, 'data')
  try {
    mkdirSync(stage, { mode: 0o700 })
    writeFileSync(path.join(stage, 'password'), `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 })
    handOver(stage, account)
    await runInitdb(ground, made, path.join(stage, 'password'))
    renameSync(path.join(stage, 'password'), path.join(made, path.basename(places.password)))
    appendFileSync(
      path.join(made, 'postgresql.conf'),
      "\ninclude_if_exists 'partner-desk.conf'\n# Your own settings:\n",
    )
    putInPlace(made, places.data)
  } finally {
    rmSync(stage, { recursive: true, force: true, maxRetries: 3 })
  }
}

async function runInitdb(ground: Ground, made: string, passwordFile: string): Promise<void> {
  let said = ''
  for (const characterType of characterTypes) {
    const args = [
      ['--pgdata', made, '--username', administrator, '--pwfile', passwordFile],
      ['--auth-local', 'trust', '--auth-host', 'scram-sha-256', '--encoding', 'UTF8', '--no-instructions'],
      ['--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--locale', 'C', '--lc-ctype', characterType],
    ].flat()
    const { file, args: spelt, options } = asAccount(ground.account, ground.binaries, ground.binaries.initdb, args)
    const initdb = spawn(file, spelt, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    const [output, errors, code] = await Promise.all([
      text(initdb.stdout),
      text(initdb.stderr),
      once(initdb, 'close').then(([status]) => status as number | null),
    ])
    if (code === 0) return
    said = errors || output
    if (!/invalid locale/i.test(said)) break
  }
  throw problemFrom(said, ground.places.folder)
}

function putInPlace(made: string, data: string): void {
  renameSync(made, data)
  if (process.platform === 'win32') return
  const parent = openSync(path.dirname(data), 'r')
  fsyncSync(parent)
  closeSync(parent)
}

/** Removes what a start that was killed has left; nobody else is making a database, for we have the turn. */
function sweep(home: string): void {
  for (const name of readdirSync(home)) {
    // An initdb that outlived its starter may still write there: then the next start takes the rest.
    if (staged.test(name)) rmSync(path.join(home, name), { recursive: true, force: true, maxRetries: 3 })
  }
}
