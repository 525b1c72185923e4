/** Rows of a backup into a database in which nothing is: all of them, or nothing at all. */
import pg from 'pg'
import type { Instant } from '../domain/kernel.ts'
import { clientConfig, endSoon, sqlState, type Connection } from './connection.ts'
import { copyIn } from './copy.ts'
import { holdBack } from './hold.ts'
import { lockSchema, migrationFiles, runMissing, type Migrated } from './migrate.ts'
import { patient, tablesOf, type SequencePlace } from './snapshot.ts'

/** Why nothing is restored into this database; the message says what is there. */
export class NotEmpty extends Error {
  override readonly name = 'NotEmpty'
}

/** PostgreSQL does not take a row, a table or a column; the message says which, in its words. */
export class DoesNotFit extends Error {
  override readonly name = 'DoesNotFit'
}

export interface Restoring {
  /** Into a table, by its columns, in PostgreSQL's text format; how many rows, or null where this program has no such table. */
  load(table: string, columns: readonly string[], rows: AsyncIterable<Uint8Array>): Promise<number | null>
}

export interface RestoreOptions {
  readonly at: Instant
  /** Names of those that the rows were written under; all of them must be this program's. */
  readonly migrations: readonly string[]
  readonly sequences: readonly SequencePlace[]
  /** When the backup was made, where what comes from here has to be held back; null where everything goes on as it was. */
  readonly heldFrom: Instant | null
}

/**
 * Makes the schema that the rows belong to, has `load` bring them, and brings the schema up to date: one transaction, for which a start of the
 * product waits. Where anything rejects, nothing was changed.
 */
export async function restoreRows(
  connection: Connection,
  { at, migrations, sequences, heldFrom }: RestoreOptions,
  load: (restoring: Restoring) => Promise<void>,
): Promise<Migrated> {
  const config = { ...clientConfig(connection, {}), pipeline: false, connectionTimeoutMillis: 10_000 }
  const client = new pg.Client(config)
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query(patient)
    await client.query('begin')
    await lockSchema(client)
    await expectEmpty(client, migrations)
    // Whoever was about to write something has written it now, or waits. Not asked for before: a desk that works would wait, too.
    await lockTables(client)
    await expectEmpty(client, migrations)
    const files = migrationFiles()
    await runMissing(
      client,
      at,
      files.filter(({ name }) => migrations.includes(name)),
    )
    await withTablesOpen(client, load)
    for (const { name, next } of sequences) await setBack(client, name, next)
    const migrated = await runMissing(client, at, files)
    if (heldFrom !== null) await holdBack(client, { since: at, from: heldFrom })
    await client.query('analyze')
    await client.query('commit')
    return migrated
  } finally {
    // Without a commit, that is the end of the transaction too.
    await endSoon(client)
  }
}

/** What a fresh schema has rows in. */
const filledByMigrations: ReadonlySet<string> = new Set(['migrations', 'seal_head', 'alert_position'])
/** What a desk is told by, where something is in it. */
const telling: readonly string[] = ['tickets', 'people', 'partners']

async function expectEmpty(client: pg.Client, migrations: readonly string[]): Promise<void> {
  const { rows: others } = await client.query<{ n: number }>(`
    select count(*) as n from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and application_name = 'partner-desk'`)
  if ((others[0]?.n ?? 0) > 0) throw new NotEmpty('Partner Desk is running on this database')
  const tables = (await tablesOf(client)).map(({ name }) => name)
  if (!tables.includes('migrations')) return
  const looks = tables
    .filter((name) => !filledByMigrations.has(name))
    .map((name) => `select ${pg.escapeLiteral(name)} as name where exists (select from ${pg.escapeIdentifier(name)})`)
  const { rows: found } = await client.query<{ name: string }>(looks.join(' union all '))
  const full = found.map(({ name }) => name)
  if (full.length > 0) throw new NotEmpty(`There is a desk already: ${await inFigures(client, full)}`)
  const { rows } = await client.query<{ name: string }>('select name from migrations order by name')
  const further = rows.filter(({ name }) => !migrations.includes(name)).map(({ name }) => name)
  if (further.length > 0)
    throw new NotEmpty(`The database is prepared for more than the backup knows (${further.join(', ')})`)
}

async function lockTables(client: pg.Client): Promise<void> {
  const names = (await tablesOf(client)).map(({ name }) => pg.escapeIdentifier(name))
  if (names.length > 0) await client.query(`lock table ${names.join(', ')} in access exclusive mode`)
}

async function inFigures(client: pg.Client, full: readonly string[]): Promise<string> {
  const told = telling.filter((name) => full.includes(name))
  if (told.length === 0) return `something is in ${full.slice(0, 5).join(', ')}${full.length > 5 ? ' and more' : ''}`
  const counts: string[] = []
  for (const name of told) {
    const { rows } = await client.query<{ n: number }>(`select count(*) as n from ${pg.escapeIdentifier(name)}`)
    counts.push(`${name} ${rows[0]?.n}`)
  }
  return counts.join(', ')
}

interface Reference {
  readonly name: string
  readonly of: string
  readonly definition: string
}

/**
 * Rows come in any order, and nothing follows from them that has not followed already: while they do, there are no foreign keys, and no trigger
 * of ours runs. Afterwards every reference is checked.
 */
async function withTablesOpen(client: pg.Client, load: (restoring: Restoring) => Promise<void>): Promise<void> {
  const tables = new Map((await tablesOf(client)).map((table) => [table.name, table]))
  const names = [...tables.keys()].map((name) => pg.escapeIdentifier(name))
  const { rows: references } = await client.query<Reference>(`
    select conname as name, conrelid::regclass::text as of, pg_get_constraintdef(oid) as definition from pg_constraint
    where contype = 'f' and conparentid = 0 and connamespace = current_schema()::regnamespace order by oid`)
  for (const { name, of } of references)
    await client.query(`alter table ${of} drop constraint ${pg.escapeIdentifier(name)}`)
  for (const name of names) await client.query(`alter table ${name} disable trigger user`)
  await client.query(`truncate ${names.join(', ')}`)
  await load({
    async load(name, columns, rows) {
      if (!tables.delete(name)) return null
      const list = columns.map((column) => pg.escapeIdentifier(column)).join(', ')
      // Written as nothing but itself will ever see it any other way: no later pass over it is needed.
      const text = `copy ${pg.escapeIdentifier(name)} (${list}) from stdin (freeze)`
      return copyIn(client, text, rows).catch(unfitting)
    },
  })
  const [missing] = tables.keys()
  if (missing !== undefined) throw new DoesNotFit(`nothing is said of the table ${missing}`)
  for (const { name, of, definition } of references)
    await client.query(`alter table ${of} add constraint ${pg.escapeIdentifier(name)} ${definition}`).catch(unfitting)
  for (const name of names) await client.query(`alter table ${name} enable trigger user`)
}

/** What PostgreSQL says of what it was given (classes 22, 23, 42), and not of itself. */
function unfitting(thrown: unknown): never {
  if (!/^(22|23|42)/.test(sqlState(thrown) ?? '')) throw thrown
  throw new DoesNotFit((thrown as Error).message, { cause: thrown })
}

/** Within the transaction, as `setval` is not. One that is none of ours is left as it is. */
async function setBack(client: pg.Client, name: string, next: number): Promise<void> {
  await client.query(`alter sequence if exists ${pg.escapeIdentifier(name)} restart with ${next}`).catch(unfitting)
}
