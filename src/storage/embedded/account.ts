import { spawnSync } from 'node:child_process'
import type { SpawnOptions } from 'node:child_process'
import { lchownSync, lstatSync, readFileSync, readdirSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { environmentFor } from './binaries.ts'
import type { Binaries } from './binaries.ts'

/** As whom PostgreSQL runs. It refuses to run as root, and cannot make a folder for a user without a name. */
export type Account =
  | { readonly kind: 'self' }
  | { readonly kind: 'user'; readonly name: string; readonly uid: number; readonly gid: number }
  /** A user namespace: still us outside, somebody with a name and without root's powers inside. Files stay ours. */
  | { readonly kind: 'namespace'; readonly uid: number; readonly gid: number }

/** A command, as it must be spelt to run as the account. */
export interface Invocation {
  readonly file: string
  readonly args: readonly string[]
  readonly options: SpawnOptions
}

/** How to run `program` as `account`; the options carry user, environment and a folder that everybody can stand in. */
export function asAccount(
  account: Account,
  binaries: Binaries,
  program: string,
  args: readonly string[],
): Invocation & { readonly options: SpawnOptions } {
  const options: SpawnOptions = {
    env: environmentFor(binaries),
    cwd: path.parse(process.cwd()).root,
    windowsHide: true,
  }
  switch (account.kind) {
    case 'self':
      return { file: program, args, options }
    case 'user':
      return { file: program, args, options: { ...options, uid: account.uid, gid: account.gid } }
    case 'namespace': {
      const mapping = ['--user', `--map-user=${account.uid}`, `--map-group=${account.gid}`]
      return { file: 'unshare', args: [...mapping, '--', program, ...args], options }
    }
  }
}

/**
 * The account for a cluster that lives (or will live) in `folder/postgres`; `undefined` when none can reach both the
 * folder and the programs. Order: ourselves; as root the folder's owner, `postgres`, `nobody`; then a user namespace.
 */
export function accountFor(folder: string, data: string, binaries: Binaries): Account | undefined {
  if (process.platform === 'win32') return { kind: 'self' }
  if (process.getuid?.() !== 0) return hasName() ? { kind: 'self' } : namespace(folder, binaries)
  for (const account of usersFor(data)) if (reaches(account, folder, binaries)) return account
  return namespace(folder, binaries)
}

function hasName(): boolean {
  try {
    os.userInfo()
    return true
  } catch {
    return false
  }
}

interface Entry {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

function passwd(): readonly Entry[] {
  try {
    const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
    return lines.flatMap((line) => {
      const [name, , uid, gid] = line.split(':')
      return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : []
    })
  } catch {
    return []
  }
}

function usersFor(data: string): readonly Account[] {
  const entries = passwd()
  const owner = statSync(data, { throwIfNoEntry: false })?.uid
  const wanted = [
    entries.find(({ uid }) => uid !== 0 && uid === owner),
    entries.find(({ name }) => name === 'postgres'),
    entries.find(({ name }) => name === 'nobody'),
  ]
  return wanted.flatMap((entry) => (entry === undefined ? [] : [{ kind: 'user' as const, ...entry }]))
}

function namespace(folder: string, binaries: Binaries): Account | undefined {
  if (process.platform !== 'linux') return undefined
  const entries = passwd().filter(({ uid }) => uid !== 0)
  const inside = entries.find(({ name }) => name === 'postgres') ?? entries.find(({ uid }) => uid >= 1000)
  if (inside === undefined) return undefined
  const account: Account = { kind: 'namespace', uid: inside.uid, gid: inside.gid }
  return reaches(account, folder, binaries) ? account : undefined
}

/** Tried rather than worked out: access lists, mount options and security modules all have a say. */
function reaches(account: Account, folder: string, binaries: Binaries): boolean {
  const script = 'cd "$1" && exec "$2" --version'
  const { file, args, options } = asAccount(account, binaries, '/bin/sh', [
    '-c',
    script,
    'sh',
    folder,
    binaries.postgres,
  ])
  return spawnSync(file, args, { ...options, stdio: 'ignore' }).status === 0
}

/** Makes everything under `folder` the account's own. Only ever called while no server runs there. */
export function handOver(folder: string, account: Account): void {
  if (process.getuid?.() !== 0 || account.kind === 'self') return
  const [uid, gid] = account.kind === 'user' ? [account.uid, account.gid] : [0, 0]
  const stats = lstatSync(folder)
  if (stats.uid === uid && stats.gid === gid) return
  // The top folder last: while it is still the old owner's, an interrupted walk is taken up again.
  for (const name of readdirSync(folder, { recursive: true })) lchownSync(path.join(folder, String(name)), uid, gid)
  lchownSync(folder, uid, gid)
}
