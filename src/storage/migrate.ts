/** Brings a database up to this program's schema: plain SQL files, numbered, forward only, all of them or none. */
import { readFileSync, readdirSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { clientConfig, isLost, type Connection } from './connection.ts'

const folder = new URL('../../migrations/', import.meta.url)

/** One at a time for each database, whoever comes ('desk' in ASCII). */
const lock = 0x6465736b

/** For a server that is still starting. */
const patienceMs = 15_000

/** Why a database cannot be used by this program; the message says what to do. */
export class MigrationProblem extends Error {
  override readonly name = 'MigrationProblem'
}

export interface Migrated {
  /** Names of the files that were run now, in order; empty where nothing was left to do. */
  readonly applied: readonly string[]
}

export interface Migration {
  readonly name: string
  readonly text: string
}

export function migrationFiles(): readonly Migration[] {
  const names = readdirSync(folder).filter((name) => /^\d{4}_.*\.sql$/.test(name))
  return names.sort().map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }))
}

/**
 * Runs what is missing, in one transaction. Several nodes may start at once: the others wait, and find nothing left.
 * Rejects with a `MigrationProblem` where the database is newer than the program, or may not be prepared.
 */
export async function migrate(
  connection: Connection,
  at: Temporal.Instant,
  files: readonly Migration[] = migrationFiles(),
): Promise<Migrated> {
  const client = await connected(connection)
  try {
    await client.query('begin')
    const migrated = await runMissing(client, at, files)
    await client.query('commit')
    return migrated
  } finally {
    await client.end()
  }
}

/** Whoever else wants to prepare this database waits until the transaction ends. */
export const lockSchema = (client: pg.Client): Promise<unknown> => client.query(`select pg_advisory_xact_lock(${lock})`)

/** As `migrate`, within a transaction that is open already. */
export async function runMissing(
  client: pg.Client,
  at: Temporal.Instant,
  files: readonly Migration[],
): Promise<Migrated> {
  await lockSchema(client)
  await client.query(
    'create table if not exists migrations (name text primary key, applied_at timestamptz(3) not null)',
  )
  const { rows } = await client.query<{ name: string }>('select name from migrations order by name')
  const known = new Set(files.map(({ name }) => name))
  const newer = rows.filter(({ name }) => !known.has(name)).map(({ name }) => name)
  if (newer.length > 0)
    throw new MigrationProblem(
      `This database was prepared by a newer version of Partner Desk (it has ${newer.join(', ')}): start that version, or restore a backup made before it.`,
    )
  const done = new Set(rows.map(({ name }) => name))
  const missing = files.filter(({ name }) => !done.has(name))
  for (const { name, text } of missing) {
    try {
      await client.query(text)
    } catch (thrown) {
      if (!(thrown instanceof pg.DatabaseError)) throw thrown
      if (thrown.code === 'DK003') throw new MigrationProblem(thrown.message, { cause: thrown })
      throw new MigrationProblem(`Migration ${name} failed and nothing was changed: ${thrown.message}`, {
        cause: thrown,
      })
    }
    await client.query('insert into migrations (name, applied_at) values ($1, $2)', [name, at.toString()])
  }
  await client.query('select adopt_events()')
  return { applied: missing.map(({ name }) => name) }
}

async function connected(connection: Connection): Promise<pg.Client> {
  const until = performance.now() + patienceMs
  for (let wait = 50; ; wait *= 2) {
    const client = new pg.Client({ ...clientConfig(connection, {}), connectionTimeoutMillis: 10_000 })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return client
    } catch (thrown) {
      await client.end().catch(() => undefined)
      if (!isLost(thrown) || performance.now() + wait > until) throw thrown
      await pause(wait)
    }
  }
}
