/** How the database and the desk are: what a probe asks for, at a cost that does not grow with the tickets. */
import type { Instant } from '../domain/kernel.ts'
import type { Database } from './database.ts'
import { migrationFiles } from './migrate.ts'
import type { Statement } from './tx.ts'

const applied: Statement = { name: 'applied_migrations', text: 'select applied_migrations() as name' }

/** Of the program as it was when it was read: a newer one may have been put in its place since. */
const own: ReadonlySet<string> = new Set(migrationFiles().map(({ name }) => name))

export interface SchemaGap {
  /** Migrations of this program that the database has not had. */
  readonly missing: readonly string[]
  /** Those that it has had from a newer program: what this one calls may be gone. */
  readonly newer: readonly string[]
}

/** Where the database is not as this program knows it; rejects where it cannot be reached. */
export async function schemaGap(db: Database): Promise<SchemaGap> {
  const rows = await db.once<{ name: string }>(applied)
  const done = new Set(rows.map(({ name }) => name))
  return { missing: [...own.difference(done)], newer: [...done.difference(own)] }
}

export interface Standing {
  /** Nothing can be written: a replica, or made so by its keeper. */
  readonly readOnly: boolean
  /** What its machine takes the time to be. */
  readonly clock: Instant
}

const standing: Statement = {
  name: 'database_standing',
  text: `select current_setting('transaction_read_only')::boolean as "readOnly", clock_timestamp()::timestamptz(3) as clock`,
}

/** How the server is; rejects where it cannot be reached. */
export async function standingOf(db: Database): Promise<Standing> {
  const [row] = (await db.once<Standing>(standing)) as [Standing]
  return row
}

export interface DeskFigures {
  /** Open tickets by band of urgency, 0 to 3, each counted up to `upTo`. */
  readonly openByBand: readonly number[]
  /** What wants waking since the longest time; null where nothing does. */
  readonly oldestWake: Instant | null
  /** Letters that wait to be sent, counted up to `upTo`. */
  readonly lettersQueued: number
}

const figures: Statement = {
  name: 'desk_figures',
  text: `
    select
      array(select (select count(*) from (select from tickets where open and urgency_band = band limit $1) as few)
        from generate_series(0, 3) as band order by band) as "openByBand",
      (select wake_at from tickets where wake_at is not null order by wake_at limit 1) as "oldestWake",
      (select count(*) from (select from letters where state = 'queued' limit $1) as few) as "lettersQueued"`,
}

export async function deskFigures(db: Database, upTo: number): Promise<DeskFigures> {
  const [row] = (await db.system((tx) => tx.call<DeskFigures>(figures, [upTo]))) as [DeskFigures]
  return { ...row, openByBand: row.openByBand.map(Number) }
}
