/** The composition root: database, schema and policy, put together into what the services reach. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Instant } from './domain/kernel.ts'
import { formatMistakes } from './policy/mistake.ts'
import { completed } from './policy/complete.ts'
import { loadPolicy } from './policy/load.ts'
import type { Config } from './config.ts'
import { clamd } from './channels/scanner/clamd.ts'
import type { App } from './services/app.ts'
import { newIdAt } from './services/ids.ts'
import { digestOf, openPolicies, publishPolicy, type Policies } from './services/policies.ts'
import { isOutage, sqlState } from './storage/connection.ts'
import { openDatabase, type Connection, type Database } from './storage/database.ts'
import { openCluster, type Cluster } from './storage/embedded/cluster.ts'
import { sayingOf } from './storage/outage.ts'
import { migrate } from './storage/migrate.ts'

/** Why the program cannot start; the message says what to do. */
export class StartProblem extends Error {
  override readonly name = 'StartProblem'
}

export interface OpenOptions {
  /** Joins a running server of the same data folder beside its owner, as the command line does. */
  readonly share?: boolean
  /** Hears, in sentences, what takes long or goes wrong. */
  readonly tell?: (message: string) => void
  readonly now?: () => Instant
  /** The embedded server, where it was begun already. */
  readonly cluster?: Promise<Cluster>
}

export interface OpenApp {
  readonly app: App
  readonly connection: Connection
  /** Waits for what is under way; the embedded server stops with its last user. */
  close(): Promise<void>
}

/** Opens the database, brings it up to date, and makes sure of a published policy. Rejects with a problem to act on. */
export async function openApp(
  config: Config,
  { share = false, tell = () => undefined, now = clock, cluster: begun }: OpenOptions = {},
): Promise<OpenApp> {
  const own = () => begun ?? openCluster({ dataDir: config.dataDir, share, log: tell })
  const cluster = config.databaseUrl === null ? await own() : null
  const connection: Connection = cluster?.connection ?? (config.databaseUrl as string)
  let db: Database | undefined
  const close = async (): Promise<void> => {
    // What hangs is cut off with its server, or when the process ends: nothing of it was committed.
    if (db !== undefined) await Promise.race([db.close(), pause(closingMs, undefined, { ref: false })])
    await cluster?.stop()
  }
  try {
    await migrate(connection, now())
    db = await openDatabase({
      connection,
      letters: config.smtpUrl === null ? 'captured' : 'queued',
      tell,
      // Commands bring in and check whole years at once.
      ...(share ? { answerMs: 0 } : {}),
    })
    const policies = await policiesOf(db, config, now(), share ? null : tell)
    const scanner = config.scannerUrl === null ? {} : { scanner: clamd(config.scannerUrl) }
    const webhooks = config.privateWebhooks ? { privateWebhooks: true as const } : {}
    return {
      app: {
        db,
        policies,
        now,
        newId: () => newIdAt(now()),
        ...reachedAt(config),
        policyFolder: config.policyDir,
        ...scanner,
        ...webhooks,
      },
      connection,
      close,
    }
  } catch (thrown) {
    await close().catch(() => undefined)
    // Commands say it in their own way.
    throw config.databaseUrl === null || share ? thrown : unusable(thrown, config.databaseUrl)
  }
}

/** For what is still being asked of the database when it is closed. Milliseconds. */
const closingMs = 5_000

/** What the operating system or PostgreSQL says of an address, a password or a right, as a sentence to act on. */
function unusable(thrown: unknown, databaseUrl: string): unknown {
  const state = sqlState(thrown)
  if (state === undefined && !isOutage(thrown)) return thrown
  const { host, pathname, searchParams } = new URL(databaseUrl)
  const where = `${searchParams.get('host') ?? host}, database ${decodeURIComponent(pathname.slice(1)) || '(none)'}`
  return new StartProblem(
    `The database in DATABASE_URL (${where}) cannot be used: ${sayingOf(thrown)}. ${remedyOf(state)}`,
    {
      cause: thrown,
    },
  )
}

function remedyOf(state: string | undefined): string {
  switch (state) {
    case '28P01':
    case '28000':
      return 'Correct the user or the password in DATABASE_URL, or let that user in (pg_hba.conf).'
    case '3D000':
      return 'Create that database, or correct its name in DATABASE_URL.'
    case '25006':
      return 'It is read-only: name the server that takes changes.'
    case '42501':
      return 'Make that user the owner of the database.'
    case '53100':
      return 'Free some space on the disk of that server.'
    case '53300':
      return 'Raise max_connections of that server: each node uses up to 20.'
    default:
      return 'Is the address right, and does the server run?'
  }
}

/** A port that is only found when it is listened to gives no address to write into letters. */
function reachedAt({ publicUrl, host, port }: Config): Pick<App, 'publicUrl'> {
  if (publicUrl !== null) return { publicUrl }
  return port === 0 ? {} : { publicUrl: `http://${host}:${port}` }
}

const clock = (): Instant => Temporal.Instant.fromEpochMilliseconds(Date.now())

/**
 * The published policies, with what an earlier program did not ask for yet taken from the folder. The first start publishes
 * the folder's; a start of the product never goes on with a wrong one (`check`).
 */
async function policiesOf(
  db: Database,
  { policyDir }: Config,
  at: Instant,
  check: ((message: string) => void) | null,
): Promise<Policies> {
  const loaded = await loadPolicy(policyDir)
  const published = await openPolicies(db, loaded.ok ? (policy) => completed(policy, loaded.policy) : undefined)
  if (published !== null && check === null) return published
  if (!loaded.ok) throw new StartProblem(`The policy in ${policyDir} is wrong:\n${formatMistakes(loaded.mistakes)}`)
  if (published !== null) {
    if (published.digest() !== digestOf(loaded.policy))
      check?.(
        `The policy in ${policyDir} is not the published version ${published.current().version}, which holds: under 'Policy', or with 'desk policy publish', it is made the next one.`,
      )
    return published
  }
  await publishPolicy(db, loaded.policy, null, at)
  const first = await openPolicies(db)
  if (first === null) throw new Error('A policy was published and is not there.')
  return first
}
