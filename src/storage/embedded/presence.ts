import os from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Connection } from './address.ts'

/**
 * Who uses the cluster is kept in the cluster: one session for each process, with advisory locks. The server drops them
 * the moment their process dies, however it dies, so nothing goes stale and no file has to be trusted.
 */
export interface Presence {
  readonly client: pg.Client
  /** Resolves when the session is gone, wanted or not. */
  readonly ended: Promise<void>
}

/** The application's names inside the cluster. */
export type Application = Required<Pick<Connection, 'user' | 'database' | 'password'>>

export type Entered =
  | { readonly kind: 'present'; readonly presence: Presence }
  /** The last one out is just stopping the server, or it is not up yet. */
  | { readonly kind: 'closing' }
  | { readonly kind: 'owned'; readonly by: string }

const family = 7_011
const locks = { present: 1, owner: 2, setUp: 3 }
const key = (lock: keyof typeof locks): string => `${family}, ${locks[lock]}`

/** Milliseconds. A server needs a moment to notice that the last owner was killed. */
const graceForTheDead = 1_500

/**
 * Joins those who use the cluster; as its owner when `share` is false, of whom there is one.
 * `connection` must be the administrator's; the role and the database of `app` are made if they are missing.
 */
export async function enter(connection: Connection, share: boolean, app: Application): Promise<Entered> {
  const client = new pg.Client({
    ...connection,
    application_name: `partner-desk ${share ? 'guest' : 'owner'} ${process.pid} on ${os.hostname()}`,
    connectionTimeoutMillis: 10_000,
    // It may stand still; then whoever waits for it would, too.
    query_timeout: 20_000,
  })
  const ended = new Promise<void>((resolve) => client.once('end', resolve))
  client.on('error', () => undefined)
  try {
    await client.connect()
    if (!(await takes(client, `pg_try_advisory_lock_shared(${key('present')})`))) return await left(client)
    if (!share && !(await takesOwnership(client))) {
      const by = await owner(client)
      await client.end()
      return { kind: 'owned', by }
    }
    await setUp(client, app)
    return { kind: 'present', presence: { client, ended } }
  } catch (thrown) {
    await client.end().catch(() => undefined)
    if (isPassing(thrown)) return { kind: 'closing' }
    throw thrown
  }
}

async function left(client: pg.Client): Promise<Entered> {
  await client.end()
  return { kind: 'closing' }
}

async function takesOwnership(client: pg.Client): Promise<boolean> {
  const since = performance.now()
  do {
    if (await takes(client, `pg_try_advisory_lock(${key('owner')})`)) return true
    await pause(50)
  } while (performance.now() - since < graceForTheDead)
  return false
}

async function takes(client: pg.Client, lock: string): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(`select ${lock} as taken`)
  return rows[0]?.taken === true
}

async function owner(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ application_name: string }>(
    `select application_name from pg_locks join pg_stat_activity using (pid)
     where locktype = 'advisory' and classid = ${family} and objid = ${locks.owner} and granted`,
  )
  const [, , pid, , host] = (rows[0]?.application_name ?? '').split(' ')
  return pid === undefined ? 'another process' : `process ${pid} on ${host}`
}

/** Refused because the server is starting, stopping or already gone: worth another try. */
export function isPassing(thrown: unknown): boolean {
  const { code, message } = thrown as { readonly code?: string; readonly message?: string }
  const codes = ['57P01', '57P02', '57P03', 'ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE']
  return (
    codes.includes(code ?? '') ||
    /Connection terminated|connection is closed|not queryable|query read timeout/i.test(message ?? '')
  )
}

/** Leaves. `true` when nobody else is present: then the caller must stop the server, and newcomers wait for that. */
export async function leave({ client }: Presence): Promise<boolean> {
  try {
    await client.query(`select pg_advisory_unlock_all()`)
    const isLast = await takes(client, `pg_try_advisory_lock(${key('present')})`)
    if (!isLast) await client.end()
    return isLast
  } catch (thrown) {
    if (isPassing(thrown)) return false
    throw thrown
  }
}

/** Makes the application's role and database if they are missing. The role is no administrator: row security binds it. */
export async function setUp(client: pg.Client, app: Application): Promise<void> {
  const known = `select from pg_database where datname = '${app.database}'`
  if ((await client.query(known)).rowCount === 1) return
  await client.query(`select pg_advisory_lock(${key('setUp')})`)
  const role = await client.query(`select from pg_roles where rolname = '${app.user}'`)
  if (role.rowCount === 0) {
    const secret = client.escapeLiteral(app.password)
    await client.query(`create role ${app.user} login createdb createrole password ${secret}`)
  }
  if ((await client.query(known)).rowCount === 0) {
    await client.query(`create database ${app.database} owner ${app.user}`)
  }
  await client.query(`select pg_advisory_unlock(${key('setUp')})`)
}
