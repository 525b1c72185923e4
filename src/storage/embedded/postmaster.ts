import { spawnSync } from 'node:child_process'
import { readFileSync, readlinkSync, realpathSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { answers, loopback, socketFolder } from './address.ts'
import type { Address } from './address.ts'
import type { Places } from './places.ts'

/** What a server writes about itself into `postmaster.pid`. */
export interface Postmaster {
  readonly pid: number
  readonly address: Address
  readonly isReady: boolean
}

const pidFile = (data: string): string => path.join(data, 'postmaster.pid')

/** Reads the file; `undefined` when there is none, or one that a crash left half-written. */
export function readPostmaster(data: string): Postmaster | undefined {
  let lines: readonly string[]
  try {
    lines = readFileSync(pidFile(data), 'utf8').split('\n')
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw thrown
  }
  const [pid, , , port, socketFolder, listening, , status] = lines.map((line) => line.trim())
  if (!pid || !Number.isInteger(Number(pid))) return undefined
  return {
    // A lone backend (`postgres --single`) writes its number negative.
    pid: Math.abs(Number(pid)),
    address: { host: socketFolder || listening || loopback, port: Number(port) },
    isReady: status === 'ready',
  }
}

/**
 * Whether the server in the file still lives. The number alone proves nothing: after a crash it may be a zombie that
 * nobody collects (a container without an init), or belong to another program by now.
 */
export async function isRunning(postmaster: Postmaster, places: Places): Promise<boolean> {
  if (isPostmaster(postmaster.pid, places.data)) return true
  // Started in another container over the same folder: out of sight, but it answers. A socket elsewhere proves nothing:
  // this may be a copy of a folder that is served there.
  const isHere = postmaster.address.host === socketFolder(places)
  return isHere && !processExists(postmaster.pid) && (await answers(postmaster.address))
}

/** Whether process `pid` exists on this machine, dead but uncollected ones included. */
export function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Whether `pid` is a living server of the cluster in `data`. */
export function isPostmaster(pid: number, data: string): boolean {
  if (!processExists(pid)) return false
  if (process.platform === 'linux') return isLinuxPostmaster(pid, data)
  const [command, ...args] =
    process.platform === 'win32'
      ? ['tasklist', '/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH']
      : ['ps', '-o', 'stat=,command=', '-p', String(pid)]
  const said = spawnSync(command as string, args, { encoding: 'utf8', windowsHide: true }).stdout ?? ''
  return /postgres/.test(said) && !/^\s*Z/.test(said)
}

function isLinuxPostmaster(pid: number, data: string): boolean {
  try {
    const state = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .charAt(0)
    if ('ZXx'.includes(state)) return false
    // The command line says the folder as it was at the start; the working folder follows when it is renamed.
    if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(data)) return true
    return realpathSync(readlinkSync(`/proc/${pid}/cwd`)) === data
  } catch {
    return false
  }
}

/**
 * PostgreSQL looks only whether the number in a stale file exists, and would refuse to start beside a zombie or a
 * stranger. So the number is exchanged for one that cannot exist; the rest stays, because PostgreSQL finds there
 * whether a dead server's children still hold its memory.
 */
export function disownPidFile(postmaster: Postmaster, data: string): void {
  if (!processExists(postmaster.pid)) return
  const text = readFileSync(pidFile(data), 'utf8')
  writeFileSync(pidFile(data), text.replace(/^\s*-?\d+/, '2147483647'))
}
