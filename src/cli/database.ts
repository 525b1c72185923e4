/** The database for the duration of a command: a running server's is shared, else one is started (DATA_DIR, DATABASE_URL). */
import { openApp } from '../app.ts'
import type { App } from '../services/app.ts'
import { openDatabase, type Connection, type Database } from '../storage/database.ts'
import { isOutage, reach } from '../storage/connection.ts'
import { isClusterMade, openCluster } from '../storage/embedded/cluster.ts'
import { migrate, type Migrated } from '../storage/migrate.ts'
import type { ExitStatus, Io } from './io.ts'
import { CannotRun } from './problem.ts'
import { settingsOf } from './settings.ts'

/** The whole application: brought up to date, and with a published policy. */
export async function withApp(
  io: Io,
  work: (app: App, connection: Connection) => Promise<ExitStatus>,
): Promise<ExitStatus> {
  const settings = settingsOf(io)
  return reached(
    settings.databaseUrl,
    async () => {
      const opened = await openApp(settings, { share: true, tell: (sentence) => io.messages.say(sentence) })
      return { value: opened, close: () => opened.close() }
    },
    ({ app, connection }) => work(app, connection),
  )
}

/** The database alone, brought up to date; nothing is published in it that was not there. */
export async function withDatabase(
  io: Io,
  work: (opened: { readonly db: Database; readonly migrated: Migrated }) => Promise<ExitStatus>,
): Promise<ExitStatus> {
  const { databaseUrl, dataDir } = settingsOf(io)
  return reached(
    databaseUrl,
    async () => {
      const cluster =
        databaseUrl === null
          ? await openCluster({ dataDir, share: true, log: (sentence) => io.messages.say(sentence) })
          : null
      const stop = async () => cluster?.stop()
      try {
        const connection: Connection = cluster?.connection ?? databaseUrl ?? ''
        const migrated = await migrate(connection, Temporal.Now.instant())
        const db = await openDatabase({ connection, answerMs: 0 })
        return { value: { db, migrated }, close: () => db.close().then(stop) }
      } catch (thrown) {
        await stop().catch(() => undefined)
        throw thrown
      }
    },
    work,
  )
}

/**
 * The database as it is, of whatever version, for commands that neither ask nor change its schema. `make`: an embedded one is made where there is none;
 * else that is a `CannotRun`. `share`: beside a running product; else there must be none, and none can be started meanwhile.
 */
export async function withConnection(
  io: Io,
  { make, share }: { readonly make: boolean; readonly share: boolean },
  work: (connection: Connection) => Promise<ExitStatus>,
): Promise<ExitStatus> {
  const { databaseUrl, dataDir } = settingsOf(io)
  if (databaseUrl === null && !make && !isClusterMade(dataDir))
    throw new CannotRun(`There is no desk in ${dataDir}: set DATA_DIR to the folder of yours.`)
  return reached<Connection>(
    databaseUrl,
    async () => {
      if (databaseUrl !== null) {
        await reach(databaseUrl)
        return { value: databaseUrl, close: async () => undefined }
      }
      const cluster = await openCluster({ dataDir, share, log: (sentence) => io.messages.say(sentence) })
      return { value: cluster.connection, close: () => cluster.stop() }
    },
    (connection) => work(connection).catch(toldOfDatabase),
  )
}

/** What PostgreSQL refuses or fails at, or what has become of the way to it, in a sentence: nothing that it began is left. */
function toldOfDatabase(thrown: unknown): never {
  if (!(thrown instanceof Error) || !('severity' in thrown || isOutage(thrown))) throw thrown
  throw new CannotRun(`The database could not do it (${thrown.message}): nothing was changed.`)
}

async function reached<Opened>(
  databaseUrl: string | null,
  open: () => Promise<{ readonly value: Opened; readonly close: () => Promise<unknown> }>,
  work: (opened: Opened) => Promise<ExitStatus>,
): Promise<ExitStatus> {
  const { value, close } = await open().catch((thrown: unknown) => {
    throw databaseUrl === null ? thrown : unreachable(thrown)
  })
  try {
    return await work(value)
  } finally {
    await close()
  }
}

/** What the operating system or PostgreSQL says of an address, a password or a right, as a sentence to act on. */
function unreachable(thrown: unknown): unknown {
  if (!(thrown instanceof Error) || !('code' in thrown)) return thrown
  const said = thrown.message === '' ? String(thrown.code) : thrown.message
  return new CannotRun(
    `The database in DATABASE_URL cannot be used (${said}): is the address right, and does the server run?`,
  )
}
