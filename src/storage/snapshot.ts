/** A database as it is at one moment, to be written away whole while others go on working in it. */
import pg from 'pg'
import { clientConfig, endSoon, sqlState, type Connection } from './connection.ts'
import { copyOut } from './copy.ts'

export interface SnapshotTable {
  readonly name: string
  /** Those that are written; what PostgreSQL works out from them is not. */
  readonly columns: readonly string[]
  /** On the disk, about. */
  readonly bytes: number
}

export interface SequencePlace {
  readonly name: string
  /** What it gives next. */
  readonly next: number
}

export interface Snapshot {
  /** Of PostgreSQL, '18.4'. */
  readonly server: string
  /** What its schema was brought up by, in order. */
  readonly migrations: readonly string[]
  readonly tables: readonly SnapshotTable[]
  readonly sequences: readonly SequencePlace[]
  readonly tickets: number
  /** Hash of the last seal (G2); null where there is none. */
  readonly seal: string | null
  /** Rows in PostgreSQL's text format, a line each, and at its end how many. Another table may be asked for only then. */
  rows(table: SnapshotTable): AsyncGenerator<Buffer, number>
  close(): Promise<void>
}

/** Nothing was ever kept there. */
export class NothingThere extends Error {
  override readonly name = 'NothingThere'
}

/** What is written differently from what it is here, by table and column: see `numbersOfHere`. */
const numbersOfTransactions: Readonly<Record<string, string>> = {
  'events.txid': `case when (txid, id) <= (select events_txid, events_id from seal_head) then '1' else '2' end`,
  'audit.txid': `case when (txid, id) <= (select audit_txid, audit_id from seal_head) then '1' else '2' end`,
  'seal_head.events_txid': `'1'`,
  'seal_head.audit_txid': `'1'`,
}
const endsOfStreams: Readonly<Record<string, string>> = {
  'seal_head.events_id': '9223372036854775807',
  'seal_head.audit_id': '9223372036854775807',
}

/**
 * Columns with numbers of transactions. They order what happened here, and say nothing in another PostgreSQL, which counts its own, higher or
 * lower: what is sealed is the first thing in the streams there, the rest the next, and what happens there follows.
 */
export const numbersOfHere: readonly string[] = Object.keys(numbersOfTransactions)

/** Opens it; what is committed from now on is not in it. Rejects with `NothingThere` in a database that is no desk's. */
export async function openSnapshot(connection: Connection): Promise<Snapshot> {
  const settings = { row_security: 'off', bytea_output: 'hex', IntervalStyle: 'postgres', extra_float_digits: '1' }
  const config = { ...clientConfig(connection, settings), pipeline: false, connectionTimeoutMillis: 10_000 }
  const client = new pg.Client(config)
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query(patient)
    return { ...(await begin(client)), close: () => endSoon(client) }
  } catch (thrown) {
    await endSoon(client)
    throw thrown
  }
}

/** However long it takes; which of these there are depends on the server's version. */
export const patient = `select set_config(name, '0', false) from pg_settings where name in
  ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout', 'idle_session_timeout', 'transaction_timeout')`

async function begin(client: pg.Client): Promise<Omit<Snapshot, 'close'>> {
  for (;;) {
    const before = await tablesOf(client)
    if (!before.some(({ name }) => name === 'migrations')) throw new NothingThere('There is no desk in this database.')
    const names = before.map(({ name }) => pg.escapeIdentifier(name)).join(', ')
    // Locked before the first look, so that no migration comes between what is looked at and what is read. Nobody waits for this but
    // migrations that change something.
    await client.query('begin isolation level repeatable read read only')
    const isThere = await client.query(`lock table ${names} in access share mode`).then(
      () => true,
      (thrown: unknown) => {
        if (sqlState(thrown) === '42P01') return false
        throw thrown
      },
    )
    const tables = isThere ? await tablesOf(client) : []
    if (isThere && nameAll(tables) === nameAll(before)) return read(client, tables)
    await client.query('rollback')
  }
}

const nameAll = (tables: readonly SnapshotTable[]): string =>
  JSON.stringify(tables.map(({ name, columns }) => [name, columns]))

async function read(client: pg.Client, tables: readonly SnapshotTable[]): Promise<Omit<Snapshot, 'close'>> {
  const has = (table: string): boolean => tables.some(({ name }) => name === table)
  const rowsOf = async <Row extends pg.QueryResultRow>(text: string): Promise<readonly Row[]> =>
    (await client.query<Row>(text)).rows
  const [server] = await rowsOf<{ server_version: string }>('show server_version')
  const migrations = await rowsOf<{ name: string }>('select name from migrations order by name')
  const [tickets] = has('tickets') ? await rowsOf<{ n: number }>('select count(*) as n from tickets') : [{ n: 0 }]
  const [seal] = has('seal_head')
    ? await rowsOf<{ hash: string | null }>(`select nullif(encode(hash, 'hex'), '') as hash from seal_head`)
    : []
  return {
    server: server?.server_version ?? '',
    migrations: migrations.map(({ name }) => name),
    tables,
    sequences: await sequencesOf(client),
    tickets: tickets?.n ?? 0,
    seal: seal?.hash ?? null,
    rows: (table) => copyOut(client, copyText(table, has('seal_head'))),
  }
}

function copyText({ name, columns }: SnapshotTable, isSealed: boolean): string {
  const values = columns.map((column) => {
    const place = `${name}.${column}`
    const number = numbersOfTransactions[place]
    if (number !== undefined) return isSealed ? `(${number})::xid8` : `'1'::xid8`
    return endsOfStreams[place] ?? pg.escapeIdentifier(column)
  })
  return `copy (select ${values.join(', ')} from ${pg.escapeIdentifier(name)}) to stdout`
}

/** Every table of the desk's schema with its columns, by name. */
export async function tablesOf(client: pg.Client): Promise<readonly SnapshotTable[]> {
  const { rows } = await client.query<SnapshotTable>(`
    select c.relname as name, pg_table_size(c.oid) as bytes,
      array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = '') as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    group by c.oid order by c.relname`)
  return rows
}

/** `pg_sequences` does not tell one that was never used from one that was set back. */
async function sequencesOf(client: pg.Client): Promise<readonly SequencePlace[]> {
  const { rows } = await client.query<{ name: string; step: number }>(`
    select sequencename::text as name, increment_by as step from pg_sequences
    where schemaname = current_schema() order by sequencename`)
  const places: SequencePlace[] = []
  for (const { name, step } of rows) {
    const found = await client.query<{ last: number; used: boolean }>(
      `select last_value as last, is_called as used from ${pg.escapeIdentifier(name)}`,
    )
    const [{ last, used }] = found.rows as [{ last: number; used: boolean }]
    places.push({ name, next: used ? last + step : last })
  }
  return places
}
