import path from 'node:path'
import type { Connection } from './embedded/cluster.ts'

/**
 * The connection as a URL, for programs that take nothing else: `pg`, psql and pg_dump read the same one.
 * A socket's folder cannot stand where a URL has its host, so it goes into the query.
 */
export function databaseUrl(connection: Connection): string {
  const { host, port, user, database, password } = connection
  const url = new URL(`postgres://localhost/${encodeURIComponent(database)}`)
  url.username = encodeURIComponent(user)
  if (password !== undefined) url.password = encodeURIComponent(password)
  if (path.isAbsolute(host)) {
    url.searchParams.set('host', host)
    url.searchParams.set('port', String(port))
  } else {
    url.hostname = host
    url.port = String(port)
  }
  return url.href
}

/** The URL of another database on the same server, for the same user. */
export function urlOfDatabase(url: string, database: string): string {
  const other = new URL(url)
  other.pathname = `/${encodeURIComponent(database)}`
  return other.href
}
