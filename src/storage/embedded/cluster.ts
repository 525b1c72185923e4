import { existsSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { connectionAt, readPassword } from './address.ts'
import type { Connection } from './address.ts'
import { nativeFolder } from './binaries.ts'
import { administrator } from './initialise.ts'
import { placesOf, signpost } from './places.ts'
import type { Places } from './places.ts'
import { enter, leave } from './presence.ts'
import type { Presence } from './presence.ts'
import { asProblem, DatabaseProblem } from './problem.ts'
import { stopServer, upServer } from './server.ts'
import type { Running, Start } from './server.ts'
import type { Settings } from './settings.ts'

export type { Connection } from './address.ts'
export { DatabaseProblem } from './problem.ts'

/** The application's names inside the cluster. */
const app = { user: 'desk', database: 'partner_desk' }

/** Milliseconds: between attempts, and until a server that runs but does not answer is given up. */
const wait = { shortest: 20, longest: 1_000, answer: 60_000 }

export interface ClusterOptions {
  /** The folder of everything the desk keeps; the cluster takes `postgres` and `run` in it. Made if missing. */
  readonly dataDir: string
  /** `true` joins the running server beside its owner, as the command line does; otherwise one owner at a time. */
  readonly share?: boolean
  /** PostgreSQL settings over our own; they count when this call starts the server. */
  readonly settings?: Settings
  /** Hears, in sentences, what takes long or goes wrong. */
  readonly log?: (message: string) => void
}

export interface Cluster {
  /** For `new pg.Pool(cluster.connection)`; stays valid when the server has to be started again. */
  readonly connection: Connection
  readonly owner: boolean
  /** Call it when the application has drained. The last one present stops the server, and waits for it. */
  stop(): Promise<void>
}

/**
 * The embedded PostgreSQL of `dataDir`: made if there is none, adopted if one outlived its process, started otherwise,
 * and started again should it die. Rejects with a `DatabaseProblem`, whose message is one sentence to act on.
 */
export async function openCluster(options: ClusterOptions): Promise<Cluster> {
  const { dataDir, share = false, settings = {}, log = () => undefined } = options
  try {
    const native = nativeFolder()
    const member = new Member(placesOf(dataDir), { native, settings, log }, share)
    const connection = await member.begin()
    return { connection, owner: !share, stop: () => member.end() }
  } catch (thrown) {
    throw asProblem(thrown, dataDir)
  }
}

/** Whether a database was ever made for this folder; makes nothing. */
export const isClusterMade = (dataDir: string): boolean =>
  existsSync(path.join(dataDir, 'postgres')) || existsSync(path.join(dataDir, signpost))

/** One process among those that use a cluster, for as long as it does. */
class Member {
  #places: Places
  #start: Start
  readonly #share: boolean
  #joined: { readonly running: Running; readonly presence: Presence } | undefined
  #mending: Promise<void> = Promise.resolve()
  #ending: Promise<void> | undefined

  constructor(places: Places, start: Start, share: boolean) {
    this.#places = places
    this.#start = start
    this.#share = share
  }

  async begin(): Promise<Connection> {
    const { address } = (await this.#join()).postmaster
    // From now on the application knows this address, so a server that must be started again has to be found there.
    this.#start = { ...this.#start, address }
    return connectionAt(address, this.#places, app.user, app.database)
  }

  end(): Promise<void> {
    this.#ending ??= this.#leave()
    return this.#ending
  }

  async #join(): Promise<Running> {
    const since = performance.now()
    for (;;) {
      const running = await upServer(this.#places, this.#start)
      this.#places = running.places
      const connection = connectionAt(running.postmaster.address, this.#places, administrator, 'postgres')
      const entered = await enter(connection, this.#share, { ...app, password: readPassword(this.#places) })
      if (entered.kind === 'owned') throw inUse(this.#places.folder, entered.by)
      if (entered.kind === 'present') {
        this.#joined = { running, presence: entered.presence }
        void entered.presence.ended.then(() => {
          if (this.#ending === undefined) this.#mending = this.#mend()
        })
        return running
      }
      if (performance.now() - since > wait.answer) throw unreachable(running)
      await pause(wait.shortest)
    }
  }

  /** PostgreSQL was killed, or has cut everybody off to recover: the pool finds it again at the same address. */
  async #mend(): Promise<void> {
    const { log } = this.#start
    let said = 'The database went away; starting it again.'
    log(said)
    for (let delay = wait.shortest; this.#ending === undefined; delay = Math.min(delay * 2, wait.longest)) {
      try {
        await this.#join()
        log('The database is back.')
        return
      } catch (thrown) {
        const problem = asProblem(thrown, this.#places.folder)
        const message = problem instanceof Error ? problem.message : String(problem)
        if (message !== said) log(message)
        said = message
        await pause(delay)
      }
    }
  }

  async #leave(): Promise<void> {
    await this.#mending
    if (this.#joined === undefined) return
    const { running, presence } = this.#joined
    if (await leave(presence)) await stopServer(running, this.#start.native)
    await presence.client.end().catch(() => undefined)
  }
}

function inUse(folder: string, by: string): DatabaseProblem {
  return new DatabaseProblem(
    'in-use',
    `Partner Desk is already running on ${folder} (${by}): stop it first, or set DATA_DIR to another folder.`,
  )
}

/** Seen when something swept the temporary folder, and the socket with it. */
function unreachable({ places, postmaster }: Running): DatabaseProblem {
  return new DatabaseProblem(
    'not-started',
    `PostgreSQL runs on ${places.folder} (process ${postmaster.pid}) but does not answer at ${postmaster.address.host}: ` +
      `stop that process and start again.`,
  )
}
