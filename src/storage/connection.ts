/** How a connection is made: as whom, with which settings, and how values come and go. */
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
  if (state !== undefined) return state.startsWith('08') || state === '57P01' || state === '57P02' || state === '57P03'
  if (!(thrown instanceof Error)) return false
  const { code } = thrown as NodeJS.ErrnoException
  return (
    (code !== undefined && ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOENT', 'ETIMEDOUT'].includes(code)) ||
    /Connection terminated|connection error and is not queryable|Client was closed/.test(thrown.message)
  )
}

/**
 * Without a listener, a connection that breaks would end the process. An idle one is replaced when one is next wanted; on
 * one that is in use, the statement under way rejects.
 */
export function outliveLostConnections(pool: pg.Pool): void {
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
}
