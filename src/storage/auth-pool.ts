/** The connections that better-auth gets: they see its own tables, and nothing of the desk. */
import pg from 'pg'
import {
  appRole,
  clientConfig,
  idleConnectionMs,
  impatient,
  outliveLostConnections,
  usualAnswerMs,
  type Connection,
} from './connection.ts'

/** A pool for `betterAuth({ database })`, with instants as the dates that it expects. Whoever opens it ends it. */
export function openAuthPool(connection: Connection, max = 4): pg.Pool {
  const patience = impatient(usualAnswerMs)
  const settings = { role: appRole, 'desk.actor': 'auth', ...patience.settings }
  const { types: _ours, ...config } = clientConfig(connection, settings)
  // In a pipeline, which `pg` cuts off where a statement is not answered; else the pool would hand it on as it is, stuck.
  const pool = new pg.Pool({ ...config, ...patience.config, max, idleTimeoutMillis: idleConnectionMs })
  outliveLostConnections(pool)
  return pool
}
