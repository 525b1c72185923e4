import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createHash } from 'node:crypto'
import path from 'node:path'
import { accountFor } from './account.ts'
import type { Account } from './account.ts'
import { readyBinaries } from './binaries.ts'
import type { Binaries } from './binaries.ts'
import { DatabaseProblem } from './problem.ts'

/** Where a cluster's things are. */
export interface Places {
  /** The folder that people know, as they gave it. */
  readonly folder: string
  /** The same without links: its name among processes. */
  readonly real: string
  /** The folder that holds `postgres`, `run` and `lib`: the same one, unless PostgreSQL cannot get there. */
  readonly home: string
  readonly data: string
  readonly password: string
}

/** Where everybody can reach, for a folder that PostgreSQL cannot. Not a temporary folder: it holds the data. */
const common = '/var/lib/partner-desk'
export const signpost = 'postgres-is-at'

/** The places for `dataDir`, which is made if it is missing; a signpost left by an earlier start is followed. */
export function placesOf(dataDir: string): Places {
  try {
    // Others may pass through a folder of root's, as PostgreSQL must, but not look into it.
    makeFolder(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700)
    const real = realpathSync(dataDir)
    accessSync(real, constants.R_OK | constants.W_OK | constants.X_OK)
    const post = path.join(real, signpost)
    const places = placesIn(dataDir, real, existsSync(post) ? readFileSync(post, 'utf8').trim() : real)
    // Root may do everything, it is said, and yet makes nothing in /proc, /sys or on a disk that is read-only.
    if (places.home === real && !existsSync(places.data)) rmdirSync(mkdtempSync(path.join(real, 'postgres.try-')))
    return places
  } catch (thrown) {
    const { code, message } = thrown as NodeJS.ErrnoException
    if (code === undefined) throw thrown
    const cause = code === 'EEXIST' || code === 'ENOTDIR' ? 'it is a file, or below one' : message
    throw new DatabaseProblem(
      'no-access',
      `The folder ${dataDir} cannot be made or written to (${cause}): set DATA_DIR to a folder that belongs to you.`,
    )
  }
}

/** Not by `recursive`: where nothing can be made, as below /proc, Node goes round in it for ever. */
function makeFolder(folder: string, mode: number): void {
  if (isFolder(folder)) return
  try {
    mkdirSync(folder, { mode })
  } catch (thrown) {
    const above = path.dirname(folder)
    // Another start may have made it in the same moment.
    if (isFolder(folder)) return
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT' || above === folder || isFolder(above)) throw thrown
    makeFolder(above, mode)
    makeFolder(folder, mode)
  }
}

const isFolder = (name: string): boolean => statSync(name, { throwIfNoEntry: false })?.isDirectory() === true

function placesIn(folder: string, real: string, home: string): Places {
  const data = path.join(home, 'postgres')
  return { folder, real, home, data, password: path.join(data, 'partner-desk.password') }
}

/** Whether a database is there; a folder that another program filled is a problem, not an empty place. */
export function isMade(places: Places): boolean {
  if (!existsSync(places.data)) return false
  // Looked into, not only looked at: in a folder of somebody else's nothing would seem to be there.
  if (readdirSync(places.data).includes('PG_VERSION')) return true
  throw new DatabaseProblem(
    'not-a-database',
    `The folder ${places.data} is there but holds no database: move it away, or set DATA_DIR to another folder.`,
  )
}

/** Everything that must be settled before PostgreSQL is run. */
export interface Ground {
  readonly places: Places
  readonly binaries: Binaries
  readonly account: Account
}

/**
 * Programs and account for `places`, or other places if PostgreSQL cannot reach these. `say` hears about a move.
 * Call it only while no server runs: it may change links and owners.
 */
export function groundFor(places: Places, native: string, say: (message: string) => void): Ground {
  const near = groundWith(places, native)
  if (near !== undefined) return near
  const { folder, real } = places
  const isAway = places.home !== real
  if (process.getuid?.() !== 0 || (isMade(places) && !isAway)) throw noAccount(places)
  const moved = isAway ? places : placesIn(folder, real, path.join(common, nameFor(real)))
  openFolder(common)
  openFolder(moved.home)
  const far = groundWith(moved, native) ?? groundWith(moved, copied(native))
  if (far === undefined) throw noAccount(places)
  writeFileSync(path.join(real, signpost), `${moved.home}\n`)
  if (!isAway) say(`PostgreSQL does not run as root and cannot reach ${real}: the database is kept in ${moved.home}.`)
  return far
}

function groundWith(places: Places, native: string): Ground | undefined {
  const binaries = readyBinaries(native, path.join(places.home, 'lib'))
  const account = accountFor(places.home, places.data, binaries)
  return account === undefined ? undefined : { places, binaries, account }
}

/** The folder's own name for people, and a mark of its full path so that two folders never share a database. */
function nameFor(real: string): string {
  return `${path.basename(real)}-${createHash('sha256').update(real).digest('hex').slice(0, 8)}`
}

function openFolder(folder: string): void {
  mkdirSync(folder, { recursive: true })
  // Not by `mode` above: a umask of 077 is common for root, and would shut PostgreSQL out again.
  chmodSync(folder, 0o711)
}

function noAccount(places: Places): DatabaseProblem {
  return new DatabaseProblem(
    'no-account',
    `PostgreSQL cannot run as this user, and no other user reaches ${places.home}: start as an ordinary user, ` +
      `set DATA_DIR to a folder outside the home of root, or set DATABASE_URL.`,
  )
}

/** The programs, where everybody can run them; named after the package's own version, so that an update is a new copy. */
function copied(native: string): string {
  const { version } = JSON.parse(readFileSync(path.join(native, '..', 'package.json'), 'utf8')) as { version: string }
  const to = path.join(common, `programs-${version}`)
  if (!existsSync(to)) {
    const partial = `${to}.${process.pid}`
    cpSync(path.dirname(native), partial, { recursive: true, verbatimSymlinks: true })
    chmodSync(partial, 0o755)
    try {
      renameSync(partial, to)
    } catch {
      // Another start was quicker with the same copy.
      rmSync(partial, { recursive: true, force: true })
    }
  }
  return path.join(to, 'native')
}
