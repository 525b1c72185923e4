/** Desks to back up, places to restore to, and what is in either. */
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import type { TestContext } from 'node:test'
import pg from 'pg'
import { seedDemo } from '../../seeds/demo.ts'
import type { Instant } from '../../src/domain/kernel.ts'
import { Messages, Output } from '../../src/cli/io.ts'
import { runCommandLine } from '../../src/cli/run.ts'
import { buildServer } from '../../src/http/server.ts'
import { openSite } from '../../src/http/open-site.ts'
import type { App } from '../../src/services/app.ts'
import { newIdAt } from '../../src/services/ids.ts'
import { openPolicies, publishPolicy } from '../../src/services/policies.ts'
import { openAuthPool } from '../../src/storage/auth-pool.ts'
import { clientConfig } from '../../src/storage/connection.ts'
import { openDatabase } from '../../src/storage/database.ts'
import { freshDatabase } from './cluster.ts'
import { against, emptyFolder, type Fields } from './command-database.ts'
import { Collected } from './command-line.ts'
import { zoho } from './policies.ts'

export interface Place {
  readonly url: string
  /** The tables' owner: may do what the program may not. */
  owner(text: string, values?: readonly unknown[]): Promise<readonly Fields[]>
  /** A desk over it, by the wall clock or one that stands still; until `leave`. */
  open(at?: Instant): Promise<App>
  /** The server of one, and where it listens. */
  serve(app: App): Promise<string>
  /** Nobody is connected any more. */
  leave(): Promise<void>
}

/** What the owner of a database's tables asks for, over a connection that is none of the product's. */
export const ownerOf =
  (url: string): Place['owner'] =>
  async (text, values = []) => {
    const client = new pg.Client({ ...clientConfig(url, {}), application_name: 'a test' })
    await client.connect()
    try {
      const { rows } = await client.query<Fields>(text, values.length === 0 ? undefined : [...values])
      return rows
    } finally {
      await client.end()
    }
  }

/** A migrated database in which nothing is; with `bare` not even the schema. */
export async function place(t: TestContext, { bare = false } = {}): Promise<Place> {
  const { url, drop } = await freshDatabase()
  const ends: (() => Promise<unknown>)[] = []
  const leave = async (): Promise<void> => {
    for (const end of ends.splice(0)) await end()
  }
  t.after(async () => {
    await leave()
    await drop()
  })
  const owner = ownerOf(url)
  if (bare) await owner('drop schema public cascade; create schema public; grant usage on schema public to public')
  return {
    url,
    owner,
    leave,
    async open(at) {
      const db = await openDatabase({ connection: url, letters: 'queued' })
      ends.unshift(() => db.close())
      const now = () => at ?? Temporal.Now.instant().round('millisecond')
      if ((await openPolicies(db)) === null) await publishPolicy(db, zoho, null, now())
      const policies = await openPolicies(db)
      if (policies === null) throw new Error('No policy was published.')
      return { db, policies, now, newId: () => newIdAt(now()) }
    },
    async serve(app) {
      const accounts = openAuthPool(url)
      const complain = (reason: unknown): never => {
        throw reason
      }
      const site = await openSite({ app, accounts, publicUrl: null, demoIsOpen: false, complain })
      const server = await buildServer({ site, webDir: null, logger: { level: 'silent' } })
      ends.unshift(() =>
        server
          .close()
          .then(() => site.close())
          .then(() => accounts.end()),
      )
      return server.listen({ port: 0, host: '127.0.0.1' })
    },
  }
}

/** The demo company, with tickets, letters, files, workflows, chats and an audit. */
export async function demoPlace(t: TestContext): Promise<Place> {
  const made = await place(t)
  const app = await made.open()
  await seedDemo(app, { sharePassword: async () => undefined })
  return made
}

/** Other tests' transactions are open in the same server, and nothing younger than they is shown or sealed before they end. */
export async function settled({ owner }: Pick<Place, 'owner'>): Promise<void> {
  const open = () =>
    owner(`select from audit where txid >= pg_snapshot_xmin(pg_current_snapshot())
      union all select from events where txid >= pg_snapshot_xmin(pg_current_snapshot())`)
  while ((await open()).length > 0);
}

/** Where the backups of a test are. */
export async function backupFile(t: TestContext, name = 'desk.backup'): Promise<string> {
  return join(await emptyFolder(t), name)
}

/** `desk backup FILE`, which must come to its end; what it says. */
export async function backedUp(from: Place, file: string): Promise<Fields> {
  const { status, lines, err } = await against(from.url)(`backup ${file}`)
  if (status !== 0 || err !== '') throw new Error(`No backup: ${err}`)
  return lines[0] as Fields
}

/** `desk backup -`, as bytes. */
export async function backupBytes(from: Place): Promise<{ readonly bytes: Buffer; readonly err: string }> {
  const pieces: Buffer[] = []
  const out = new Writable({ write: (piece: Buffer, _encoding, done) => done(void pieces.push(piece) as undefined) })
  const err = new Collected()
  const status = await runCommandLine(['backup', '-'], {
    input: Readable.from([]),
    output: new Output(out),
    messages: new Messages(err),
    env: { DATABASE_URL: from.url },
  })
  if (status !== 0) throw new Error(`No backup: ${err.text}`)
  return { bytes: Buffer.concat(pieces), err: err.text }
}

/** Every table's rows as one sum each, without what is of one PostgreSQL only. */
export async function sums(
  { owner }: Pick<Place, 'owner'>,
  without: readonly string[] = [],
): Promise<Readonly<Record<string, string>>> {
  const tables = await owner(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
  )
  const found: Record<string, string> = {}
  for (const { name } of tables) {
    if (without.includes(String(name))) continue
    const [row] = await owner(`
      select count(*) || ' ' || coalesce(md5(string_agg(line, '' order by line)), '') as sum
      from (select md5((to_jsonb(t) - 'txid' - '{events_txid,events_id,audit_txid,audit_id}'::text[])::text) as line from "${name}" t) l`)
    found[String(name)] = String(row?.['sum'])
  }
  return found
}

/** Everything that holds for rows, and is none itself: constraints, indexes, triggers, who may see and do what, and what numbers come next. */
export async function rules({ owner }: Place): Promise<readonly Fields[]> {
  const found = await owner(`
    select 'constraint' as kind, conrelid::regclass || ' ' || conname as name, pg_get_constraintdef(oid) || convalidated::text as is from pg_constraint
      where connamespace = 'public'::regnamespace
    union all select 'index', indexname, indexdef from pg_indexes where schemaname = 'public'
    union all select 'trigger', tgrelid::regclass || ' ' || tgname, tgenabled::text || pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
    union all select 'policy', tablename || ' ' || policyname, roles::text || coalesce(qual, '') || coalesce(with_check, '') from pg_policies
    union all select 'table', relname, relrowsecurity::text || coalesce(relacl::text, '') from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r'
    order by 1, 2, 3`)
  const sequences = await owner(`select sequencename as name from pg_sequences where schemaname = 'public' order by 1`)
  const places: Fields[] = []
  for (const { name } of sequences) {
    const [next] = await owner(
      `select 'sequence' as kind, '${name}' as name, (case when is_called then last_value + 1 else last_value end)::text as is from "${name}"`,
    )
    places.push(next as Fields)
  }
  return [...found, ...places]
}
