import { chmodSync, existsSync, globSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { openCluster } from '../../src/storage/embedded/cluster.ts'
import { isPostmaster, processExists, readPostmaster } from '../../src/storage/embedded/postmaster.ts'
import { throwawaySettings } from '../../src/storage/embedded/settings.ts'
import { databaseUrl, urlOfDatabase } from '../../src/storage/database-url.ts'

/** A server for tests and the migrated database that each test's own is a copy of. */
export interface TestCluster {
  /** A database that is not the template's: connect here to make and drop others. */
  readonly url: string
  readonly template: string
  /** Drops everything the tests made, and the server with it if it was made for them. */
  close(): Promise<void>
}

/**
 * A cluster for one run: a throwaway one, or `TEST_DATABASE_URL` (a role that may create databases), with the template
 * prepared by `test/support/template.ts`.
 */
export async function startTestCluster(): Promise<TestCluster> {
  const native = process.env.TEST_DATABASE_URL
  const server = native === undefined ? await throwawayServer() : { url: native, stop: () => dropCopies(native) }
  const template = `${prefix}_template`
  try {
    await withClient(server.url, (client) =>
      client.query(`create database ${template} template template0 encoding 'UTF8'`),
    )
    await prepare(urlOfDatabase(server.url, template))
  } catch (thrown) {
    await server.stop()
    throw thrown
  }
  return { url: server.url, template, close: server.stop }
}

/** Unlike any other run's on the same server. */
const prefix = `desk_test_${process.pid}_${Math.random().toString(36).slice(2, 8)}`

async function prepare(url: string): Promise<void> {
  const file = path.join(import.meta.dirname, 'template.ts')
  if (!existsSync(file)) return
  const { prepareTemplate } = (await import(file)) as { prepareTemplate(connectionUrl: string): Promise<void> }
  await prepareTemplate(url)
}

async function throwawayServer(): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const { folder, clear } = throwawayFolder()
  try {
    const cluster = await openCluster({ dataDir: folder, settings: throwawaySettings })
    const stop = async (): Promise<void> => {
      await cluster.stop()
      clear()
    }
    return { url: databaseUrl(cluster.connection), stop }
  } catch (thrown) {
    clear()
    throw thrown
  }
}

/** An empty folder for a database of one's own. What a killed run left there is removed by the next one. */
export function throwawayFolder(): { readonly folder: string; readonly clear: () => void } {
  const parent = quickFolder()
  sweep(parent)
  const folder = mkdtempSync(path.join(parent, `partner-desk-test-${process.pid}-`))
  // PostgreSQL does not run as root, and the user that it runs as has to pass through here.
  chmodSync(folder, 0o711)
  return { folder, clear: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }) }
}

const gigabyte = 2 ** 30

/** Memory, where there is plenty: copying a template is some five hundred files, twenty times quicker than on a disk. */
function quickFolder(): string {
  const memory = '/dev/shm'
  try {
    const { bavail, bsize } = statfsSync(memory)
    if (bavail * bsize > 2 * gigabyte && os.freemem() > 4 * gigabyte) return memory
  } catch {
    // Only Linux has it.
  }
  return os.tmpdir()
}

/** Ends and removes the clusters of runs that were killed. */
function sweep(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = /^partner-desk-test-(\d+)-/.exec(name)?.[1]
    if (pid === undefined || processExists(Number(pid))) continue
    const folder = path.join(parent, name)
    try {
      for (const file of globSync('**/postmaster.pid', { cwd: folder })) {
        const data = path.join(folder, path.dirname(file))
        const left = readPostmaster(data)
        if (left !== undefined && isPostmaster(left.pid, data)) process.kill(left.pid, 'SIGQUIT')
      }
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    } catch {
      // Another user's, or another run is sweeping too.
    }
  }
}

async function dropCopies(url: string): Promise<void> {
  await withClient(url, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)',
      [prefix],
    )
    for (const { datname } of rows) await client.query(`drop database if exists ${datname} with (force)`)
  })
}

/** A connection for one piece of work. */
export async function withClient<Value>(url: string, work: (client: pg.Client) => Promise<Value>): Promise<Value> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
