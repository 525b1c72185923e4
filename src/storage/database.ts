/** The way to PostgreSQL: transactions for an actor, over a pool that outlives lost connections. */
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { actorSettings, system, type Actor } from './actor.ts'
import {
  appRole,
  clientConfig,
  idleConnectionMs,
  impatient,
  isLost,
  outliveLostConnections,
  sqlState,
  usualAnswerMs,
  type Connection,
} from './connection.ts'
import { eventsChannel } from './listen.ts'
import { watchOutages, type OutageWatch } from './outage.ts'
import { callOn, txOn, type Statement, type Tx } from './tx.ts'
import { readRowTypes, type RowTypes } from './written-rows.ts'

export type { Actor, StaffRole } from './actor.ts'
export type { Connection } from './connection.ts'
export type { Tx } from './tx.ts'

export interface DatabaseOptions {
  readonly connection: Connection
  /** Connections at most; 10 unless told. */
  readonly max?: number
  /** How long to wait for a server that is still starting; 15,000 unless told. */
  readonly patienceMs?: number
  /** Letters are 'captured' unless a mail server is set: then they are 'queued' for it (G4). */
  readonly letters?: Tx['letters']
  /** How long one statement may take, waiting included; 30,000 unless told, 0 for as long as it takes. Milliseconds. */
  readonly answerMs?: number
  /** Hears once that the database cannot work, and once that it can again. */
  readonly tell?: (message: string) => void
}

export interface Database {
  readonly connection: Connection
  readonly letters: Tx['letters']
  readonly rowTypes: RowTypes
  /**
   * Runs `work` in one transaction that shows `actor` what it may see. Work may run again where PostgreSQL asks for it
   * (deadlock, serialisation) or a ticket was changed meanwhile, so it must do nothing but use `tx`. A lost connection
   * rejects, once: whether the commit came through is then not known.
   */
  transaction<Value>(actor: Actor, work: (tx: Tx) => Promise<Value>): Promise<Value>
  /** The same for the program itself. */
  system<Value>(work: (tx: Tx) => Promise<Value>): Promise<Value>
  /** One statement on its own, without an actor: it sees what its functions let it see. */
  once<Row>(statement: Statement, values?: readonly unknown[]): Promise<readonly Row[]>
  /** Tells every listener, soon, that there are new events (see stream.ts). */
  announce(): void
  /** Hears what went wrong on another way to the same database, so that an outage is told once. */
  failed(thrown: unknown): void
  /** Of the pool: connections that are open, those of them that do nothing, and who waits for one. */
  connections(): { readonly open: number; readonly idle: number; readonly waiting: number }
  /** Waits for what is under way. */
  close(): Promise<void>
}

const attempts = 6
const betweenNoticesMs = 20
/** Deadlock, serialisation failure, and our own 'changed by somebody else' (0003_writer.sql). */
const worthAnotherTry = new Set(['40P01', '40001', 'DK001'])

export async function openDatabase({
  connection,
  max = 10,
  patienceMs = 15_000,
  letters = 'captured',
  answerMs = usualAnswerMs,
  tell = () => undefined,
}: DatabaseOptions): Promise<Database> {
  const { settings, config } = impatient(answerMs)
  const asApp = clientConfig(connection, { role: appRole, idle_in_transaction_session_timeout: '60000', ...settings })
  const pool = new pg.Pool({ ...asApp, ...config, max, idleTimeoutMillis: idleConnectionMs })
  outliveLostConnections(pool)
  const rowTypes = await firstContact(pool, patienceMs)
  return new PooledDatabase(pool, { connection, letters, rowTypes }, watchOutages(tell))
}

async function firstContact(pool: pg.Pool, patienceMs: number): Promise<RowTypes> {
  const until = performance.now() + patienceMs
  for (let wait = 50; ; wait = Math.min(wait * 2, 1_000)) {
    try {
      return await readRowTypes(pool)
    } catch (thrown) {
      if (isLost(thrown) && performance.now() + wait < until) {
        await pause(wait)
        continue
      }
      await pool.end()
      if (sqlState(thrown) === '22023' || sqlState(thrown) === '42704')
        throw new Error(`This database has no role ${appRole} yet: run the migrations first.`, { cause: thrown })
      throw thrown
    }
  }
}

/** The connection had died in the pool: nothing was done yet. */
class NeverBegan extends Error {}

function beginFor(actor: Actor): string {
  const { actor: kind, person, partner } = actorSettings(actor)
  return (
    `begin; select set_config('desk.actor', '${kind}', true), ` +
    `set_config('desk.person', '${person}', true), set_config('desk.partner', '${partner}', true)`
  )
}

class PooledDatabase implements Database {
  readonly connection: Connection
  readonly letters: Tx['letters']
  readonly rowTypes: RowTypes
  readonly #pool: pg.Pool
  readonly #watch: OutageWatch
  #announcing: Promise<void> | undefined
  #again = false

  constructor(
    pool: pg.Pool,
    { connection, letters, rowTypes }: Pick<Database, 'connection' | 'letters' | 'rowTypes'>,
    watch: OutageWatch,
  ) {
    this.#pool = pool
    this.#watch = watch
    this.connection = connection
    this.letters = letters
    this.rowTypes = rowTypes
  }

  system<Value>(work: (tx: Tx) => Promise<Value>): Promise<Value> {
    return this.transaction(system, work)
  }

  async transaction<Value>(actor: Actor, work: (tx: Tx) => Promise<Value>): Promise<Value> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const value = await this.#attempt(actor, work)
        this.#watch.served()
        return value
      } catch (thrown) {
        const again = thrown instanceof NeverBegan || worthAnotherTry.has(sqlState(thrown) ?? '')
        if (attempt === attempts || !again) {
          const reason = thrown instanceof NeverBegan ? thrown.cause : thrown
          this.failed(reason)
          throw reason
        }
        if (!(thrown instanceof NeverBegan)) await pause(Math.random() * 5 * 2 ** attempt)
      }
    }
  }

  async #attempt<Value>(actor: Actor, work: (tx: Tx) => Promise<Value>): Promise<Value> {
    const begin = beginFor(actor)
    const client = await this.#pool.connect()
    const tx = txOn(client, actor, this)
    let broken: Error | undefined
    try {
      // Not waited for: it travels with the first statement of the work.
      const [begun, worked] = await Promise.allSettled([client.query(begin), Promise.try(work, tx)])
      if (begun.status === 'rejected')
        throw isLost(begun.reason) ? new NeverBegan('', { cause: begun.reason }) : begun.reason
      if (worked.status === 'rejected') throw worked.reason
      const { command } = await client.query('commit')
      if (command !== 'COMMIT') throw new Error('A failed statement was passed over: the transaction was rolled back.')
      if (tx.announces) this.announce()
      return worked.value
    } catch (thrown) {
      await client.query('rollback').catch((also: Error) => (broken = also))
      throw thrown
    } finally {
      client.release(broken)
    }
  }

  async once<Row>(statement: Statement, values?: readonly unknown[]): Promise<readonly Row[]> {
    try {
      const rows = await callOn<Row>(this.#pool, statement, values)
      this.#watch.served()
      return rows
    } catch (thrown) {
      this.failed(thrown)
      throw thrown
    }
  }

  failed(thrown: unknown): void {
    this.#watch.failed(thrown)
  }

  announce(): void {
    // A notice within the transaction would make PostgreSQL commit one after the other (measured: 3 to 7 times slower).
    if (this.#announcing !== undefined) {
      this.#again = true
      return
    }
    this.#announcing = this.#notify()
  }

  async #notify(): Promise<void> {
    do {
      this.#again = false
      // Listeners also look by themselves from time to time: a notice that is lost costs moments, never events.
      await this.#pool.query(`notify ${eventsChannel}, 'events'`).catch(() => undefined)
      await pause(betweenNoticesMs)
    } while (this.#again)
    this.#announcing = undefined
  }

  connections() {
    const { totalCount: open, idleCount: idle, waitingCount: waiting } = this.#pool
    return { open, idle, waiting }
  }

  async close(): Promise<void> {
    await this.#announcing
    await this.#pool.end()
  }
}
