/** The connections that better-auth gets: they see its own tables, and nothing of the desk. */
import pg from 'pg'
import { appRole, clientConfig, outliveLostConnections, type Connection } from './connection.ts'

/** A pool for `betterAuth({ database })`, with instants as the dates that it expects. Whoever opens it ends it. */
export function openAuthPool(connection: Connection, max = 4): pg.Pool {
  const { types: _ours, ...config } = clientConfig(connection, { role: appRole, 'desk.actor': 'auth' })
  const pool = new pg.Pool({
    ...config,
    pipeline: false,
    max,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
  })
  outliveLostConnections(pool)
  return pool
}
