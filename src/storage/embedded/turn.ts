import { createHash } from 'node:crypto'
import { closeSync, constants, openSync } from 'node:fs'
import { once } from 'node:events'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { DatabaseProblem } from './problem.ts'

/** Milliseconds. */
const patience = 300_000
const step = 25

/**
 * Does `work` while no other process of this machine does any for the same folder. The lock is the kernel's, so that
 * it goes with the process however that ends: a name of a socket without a file, or a locked file where there are none.
 */
export async function inTurn<Value>(folder: string, work: () => Promise<Value>): Promise<Value> {
  const since = performance.now()
  for (;;) {
    const release = await taken(folder)
    if (release !== undefined) {
      try {
        return await work()
      } finally {
        await release()
      }
    }
    if (performance.now() - since > patience) {
      throw new DatabaseProblem(
        'in-use',
        `Another process has been starting the database in ${folder} for minutes: stop it.`,
      )
    }
    await pause(step)
  }
}

type Release = () => Promise<void> | void

function taken(folder: string): Promise<Release | undefined> | Release | undefined {
  return process.platform === 'linux' || process.platform === 'win32' ? takenName(folder) : takenFile(folder)
}

async function takenName(folder: string): Promise<Release | undefined> {
  const name = `partner-desk-${createHash('sha256').update(folder).digest('hex').slice(0, 32)}`
  const server = net.createServer((socket) => socket.destroy())
  try {
    server.listen(process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : `\0${name}`)
    await once(server, 'listening')
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EADDRINUSE') return undefined
    throw thrown
  }
  return async () => {
    server.close()
    await once(server, 'close')
  }
}

/** BSD and macOS lock a file as they open it; Node has no name for the flag. */
const exclusiveLock = 0x20

function takenFile(folder: string): Release | undefined {
  const flags = constants.O_RDWR | constants.O_CREAT | constants.O_NONBLOCK | exclusiveLock
  try {
    const file = openSync(path.join(folder, 'postgres.starting'), flags, 0o600)
    return () => closeSync(file)
  } catch (thrown) {
    if (['EAGAIN', 'EWOULDBLOCK'].includes((thrown as NodeJS.ErrnoException).code ?? '')) return undefined
    throw thrown
  }
}
