/** A desk of its own for a benchmark: the product's own PostgreSQL with its own settings, in a folder that goes away. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import type { App } from '../../src/services/app.ts'
import type { Connection } from '../../src/storage/connection.ts'
import { databaseUrl } from '../../src/storage/database-url.ts'
import { isPostmaster, processExists, readPostmaster } from '../../src/storage/embedded/postmaster.ts'

export interface BenchDesk {
  readonly app: App
  readonly connection: Connection
  /** For another process of the same run. */
  readonly url: string
  /** The process of its PostgreSQL server. */
  readonly postmaster: number
  close(): Promise<void>
}

const root = path.resolve(import.meta.dirname, '../..')
const prefix = 'partner-desk-bench-'

/** A new folder for data; `remove` takes it away with what is in it. */
export function temporaryFolder(): { readonly folder: string; readonly remove: () => void } {
  sweep()
  const folder = mkdtempSync(path.join(os.tmpdir(), `${prefix}${process.pid}-`))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }) }
}

/** Opens an empty desk as `npm start` does, without its web server. */
export async function openBenchDesk(): Promise<BenchDesk> {
  const { folder, remove } = temporaryFolder()
  const read = readConfig({ DATA_DIR: folder, DEMO: '0' }, root)
  if (!read.ok) throw new Error(read.message)
  try {
    const { app, connection, close } = await openApp(read.config)
    const postmaster = readPostmaster(path.join(folder, 'postgres'))?.pid
    if (typeof connection === 'string' || postmaster === undefined)
      throw new Error('The embedded server has a connection, not an address, and says which process it is.')
    return {
      app,
      connection,
      url: databaseUrl(connection),
      postmaster,
      async close() {
        await close()
        remove()
      },
    }
  } catch (thrown) {
    remove()
    throw thrown
  }
}

/** Ends and removes what runs that were killed have left. */
function sweep(): void {
  for (const name of readdirSync(os.tmpdir())) {
    const pid = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]
    if (pid === undefined || processExists(Number(pid))) continue
    const folder = path.join(os.tmpdir(), name)
    try {
      const data = path.join(folder, 'postgres')
      const left = readPostmaster(data)
      if (left !== undefined && isPostmaster(left.pid, data)) process.kill(left.pid, 'SIGQUIT')
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    } catch {
      // Another user's, or another run is sweeping too.
    }
  }
}
