/** How a connection is made: as whom, with which settings, and how values come and go. */
import type { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { instantText } from '../domain/instant-text.ts'

/** A PostgreSQL address, or what `openCluster` gives. */
export type Connection =
  | string
  | {
      readonly host: string
      readonly port: number
      readonly user: string
      readonly database: string
      readonly password?: string
    }

/** As whom the program works: row level security holds for this role, never for the tables' owner. */
export const appRole = 'partner_desk_app'

const { builtins } = pg.types

/** Values as the core wants them: instants, days as 'YYYY-MM-DD', whole numbers as numbers. */
const parsers = new Map<number, (text: string) => unknown>([
  [builtins.TIMESTAMPTZ, (text) => Temporal.Instant.from(text)],
  [builtins.DATE, (text) => text],
  [builtins.INT8, Number],
  [builtins.NUMERIC, Number],
])

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format === 'binary' ? undefined : parsers.get(oid)) ??
    pg.types.getTypeParser(oid, format ?? 'text')) as pg.CustomTypesConfig['getTypeParser'],
}

/**
 * What `pg` needs for a connection that has `settings` from its first moment, without a further round trip. Options that
 * a `DATABASE_URL` carries itself are kept.
 */
export function clientConfig(connection: Connection, settings: Readonly<Record<string, string>>): pg.ClientConfig {
  const flags = Object.entries({ TimeZone: 'UTC', DateStyle: 'ISO', jit: 'off', ...settings }).map(
    ([name, value]) => `-c ${name}=${value.replace(/([\\ ])/g, '\\$1')}`,
  )
  const common = { types, pipeline: true, keepAlive: true, application_name: 'partner-desk' }
  if (typeof connection !== 'string') return { ...common, ...connection, options: flags.join(' ') }
  const url = new URL(connection)
  const own = url.searchParams.get('options')
  url.searchParams.delete('options')
  return { ...common, connectionString: url.href, options: [own, ...flags].filter((flag) => flag !== null).join(' ') }
}

/** An instant as PostgreSQL reads it, to the millisecond. */
export const toText = instantText

/** A parameter as `pg` can send it: instants as text, plain objects as JSON; arrays of scalars stay arrays. */
export const toParameter = (value: unknown): unknown => (value instanceof Temporal.Instant ? toText(value) : value)

/** PostgreSQL's five-character code of an error, where it is one of its own. */
export function sqlState(thrown: unknown): string | undefined {
  return thrown instanceof pg.DatabaseError ? thrown.code : undefined
}

/** The connection failed, not the statement: nothing can be said about what was under way. */
export function isLost(thrown: unknown): boolean {
  const state = sqlState(thrown)
  if (state !== undefined) return state.startsWith('08') || lostStates.has(state)
  if (!(thrown instanceof Error)) return false
  const { code } = thrown as NodeJS.ErrnoException
  return (code !== undefined && lostCodes.has(code)) || lostWords.test(thrown.message)
}

/** Shut down, starting, cut off by somebody or after its time, or no room for one more connection. */
const lostStates: ReadonlySet<string> = new Set(['57P01', '57P02', '57P03', '57P05', '25P03', '25P04', '53300'])
const lostCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])
/** Of `pg` and its pool, which have no codes. */
const lostWords =
  /Connection terminated|connection error and is not queryable|Client was closed|^timeout expired$|^timeout exceeded when trying to connect$/

/**
 * The database cannot do its work for now, which passes without anything being changed here: it cannot be reached, does
 * not answer in time, its disk is full (class 53) or broken (58), or it takes no changes (25006).
 */
export function isOutage(thrown: unknown): boolean {
  const state = sqlState(thrown)
  if (state !== undefined && (/^5[38]/.test(state) || state === '57014' || state === '25006')) return true
  return isLost(thrown) || (thrown instanceof Error && thrown.message === unanswered)
}

/** What `pg` says where a statement was not answered within `query_timeout`. */
const unanswered = 'Query read timeout'

/**
 * Nobody waits for ever: PostgreSQL gives a statement up after `answerMs`, and where not even that comes back, the
 * connection is. 0 waits for as long as it takes.
 */
export function impatient(answerMs: number): {
  readonly settings: Record<string, string>
  readonly config: pg.ClientConfig
} {
  const config = { connectionTimeoutMillis: connectMs }
  if (answerMs === 0) return { settings: {}, config }
  return {
    settings: { statement_timeout: String(answerMs) },
    config: { connectionTimeoutMillis: Math.min(connectMs, answerMs), query_timeout: Math.ceil(answerMs * 1.1) },
  }
}

/** Milliseconds: until a connection is there, and until a statement of the running product is answered. */
const connectMs = 10_000
export const usualAnswerMs = 30_000

/** A pool keeps what it has not used for so long. Each holds some 8 MB of a server; the jobs keep the first ones warm. */
export const idleConnectionMs = 15_000

/**
 * Without a listener, a connection that breaks would end the process. An idle one is replaced when one is next wanted; on
 * one that is in use, the statement under way rejects.
 */
export function outliveLostConnections(pool: pg.Pool): void {
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
}

/** Rejects where nothing answers there, or nobody is let in. */
export async function reach(connection: Connection): Promise<void> {
  const client = new pg.Client({ ...clientConfig(connection, {}), ...impatient(usualAnswerMs).config })
  client.on('error', () => undefined)
  try {
    await client.connect()
  } finally {
    await endSoon(client)
  }
}

/** Ends a connection; where the other side does not say goodbye it is cut off. */
export async function endSoon(client: pg.Client, withinMs = 1_000): Promise<void> {
  const waiting = new AbortController()
  const late = pause(withinMs, true, { signal: waiting.signal }).catch(() => false)
  const ended = client.end().then(
    () => false,
    () => false,
  )
  if (await Promise.race([ended, late])) streamOf(client).destroy()
  waiting.abort()
}

/** `pg` does not describe what its client writes to. */
const streamOf = (client: pg.Client): Socket =>
  (client as unknown as { readonly connection: { readonly stream: Socket } }).connection.stream
