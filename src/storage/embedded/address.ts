import { chownSync, chmodSync, lstatSync, mkdirSync, readFileSync, rmSync, rmdirSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import type { Account } from './account.ts'
import type { Places } from './places.ts'

/** Where a server listens: the folder of a unix socket, or the loopback address. */
export interface Address {
  readonly host: string
  readonly port: number
}

/** What `pg` needs to connect; it can be given to a `Pool` as it is. */
export interface Connection extends Address {
  readonly user: string
  readonly database: string
  readonly password?: string
}

export const loopback = '127.0.0.1'

/** In a socket's name only; nothing listens on a port of that number. */
const nominalPort = 5432

/** 108 bytes on Linux, 104 elsewhere, with the closing zero. */
const longestSocket = process.platform === 'linux' ? 107 : 103

export const socketIn = (folder: string, port: number): string => path.join(folder, `.s.PGSQL.${port}`)

/** Where the socket is if nothing forbids it: beside the data. */
export const socketFolder = (places: Places): string => path.join(places.home, 'run')

export const isSocket = (address: Address): boolean => path.isAbsolute(address.host)

/**
 * An address for a server about to be started: a socket beside the data, else one under the temporary folder when that
 * path is too long or its disk has no sockets, else a free loopback port, where the password guards it.
 */
export async function freeAddress(places: Places, account: Account): Promise<Address> {
  if (process.platform !== 'win32') {
    for (const folder of socketFolders(places)) {
      if (await canListen(folder, account)) return { host: folder, port: nominalPort }
    }
  }
  return { host: loopback, port: await freePort() }
}

function socketFolders(places: Places): readonly string[] {
  const mark = createHash('sha256').update(places.home).digest('hex').slice(0, 12)
  const spare = path.join(os.tmpdir(), `partner-desk-${process.getuid?.()}-${mark}`)
  return [socketFolder(places), spare].filter(
    (folder) => Buffer.byteLength(socketIn(folder, nominalPort)) <= longestSocket,
  )
}

async function canListen(folder: string, account: Account): Promise<boolean> {
  const probe = path.join(folder, `.probe.${process.pid}`)
  try {
    if (!preparedFor(account, folder)) return false
    const server = net.createServer().listen(probe)
    await once(server, 'listening')
    server.close()
    await once(server, 'close')
    return true
  } catch {
    return false
  } finally {
    rmSync(probe, { force: true })
  }
}

/** Makes the folder the account's alone. Under the temporary folder anybody could have made it first: then it is left. */
function preparedFor(account: Account, folder: string): boolean {
  const [uid, gid] =
    account.kind === 'user' ? [account.uid, account.gid] : [process.getuid?.() ?? 0, process.getgid?.() ?? 0]
  const isNew = mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined
  const stats = lstatSync(folder)
  if (!stats.isDirectory()) return false
  const isPublic = path.dirname(folder) === os.tmpdir()
  if (isPublic && !isNew && stats.uid !== uid) return false
  if (stats.uid !== uid) chownSync(folder, uid, gid)
  chmodSync(folder, 0o700)
  return true
}

/**
 * Removes the socket and the lock beside it that a killed server left: PostgreSQL believes the number in that lock as
 * blindly as the one in `postmaster.pid`. The folder is one cluster's alone, and its server is known to be gone.
 */
export function clearSocket(address: Address): void {
  const socket = socketIn(address.host, address.port)
  for (const file of [socket, `${socket}.lock`]) rmSync(file, { force: true })
}

/** A folder made under the temporary one goes with its server. */
export function clearFolder(address: Address, places: Places): void {
  if (address.host === socketFolder(places)) return
  try {
    rmdirSync(address.host)
  } catch {
    // Gone already, or not empty: nothing that the next start could not use.
  }
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, loopback)
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('a listening server has no port')
  return address.port
}

/** Whether anything accepts connections there. */
export async function answers(address: Address): Promise<boolean> {
  const place = isSocket(address) ? { path: socketIn(address.host, address.port) } : address
  const socket = net.connect({ ...place, timeout: 1000 })
  try {
    await Promise.race([
      once(socket, 'connect'),
      once(socket, 'timeout').then(() => Promise.reject(new Error('silent'))),
    ])
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

/** The connection of `user` to `database`. The password is for loopback: a socket is guarded by its folder. */
export function connectionAt(address: Address, places: Places, user: string, database: string): Connection {
  const connection = { ...address, user, database }
  return isSocket(address) ? connection : { ...connection, password: readPassword(places) }
}

/** One password, made with the cluster, for the administrator and the application. */
export function readPassword(places: Places): string {
  return readFileSync(places.password, 'utf8').trim()
}
