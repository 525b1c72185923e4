/** One process at a time plays a log: the lock is a connection's, and ends with it, however that comes about. */
import pg from 'pg'
import { clientConfig, type Connection } from './connection.ts'

export interface ReplayLock {
  release(): Promise<void>
}

/** Takes the lock for a log; null where another process has it. */
export async function holdReplay(connection: Connection, source: string): Promise<ReplayLock | null> {
  const client = new pg.Client({ ...clientConfig(connection, {}), connectionTimeoutMillis: 10_000 })
  // Should it be lost, so are the others, and whoever holds it hears of it from them.
  client.on('error', () => undefined)
  await client.connect()
  const release = () => client.end()
  try {
    const { rows } = await client.query<{ held: boolean }>(
      `select pg_try_advisory_lock(hashtextextended('replay ' || $1, 0)) as held`,
      [source],
    )
    if (rows[0]?.held === true) return { release }
  } catch (thrown) {
    await release()
    throw thrown
  }
  await release()
  return null
}
