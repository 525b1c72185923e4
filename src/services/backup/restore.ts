/** A backup into a database in which nothing is: all of it, or nothing (G1). */
import type { Instant } from '../../domain/kernel.ts'
import type { Connection } from '../../storage/database.ts'
import { migrationFiles } from '../../storage/migrate.ts'
import { DoesNotFit, restoreRows } from '../../storage/restore.ts'
import { Unreadable, type BackupEnd, type BackupHead } from './file.ts'
import { BackupReader } from './reader.ts'

export { Unreadable, type BackupEnd, type BackupHead } from './file.ts'
export { DoesNotFit, NotEmpty } from '../../storage/restore.ts'

export interface RestoreOptions {
  readonly at: Instant
  /** It takes the place of the one that the backup is of, which did nothing after it: everything goes on as it was. */
  readonly moved: boolean
}

export interface Restored {
  readonly end: BackupEnd
  /** Migrations that came after the backup was made, and were run now. */
  readonly applied: readonly string[]
  /** Tables that this program does not know: they were left out. */
  readonly leftOut: readonly string[]
}

/** Opens a backup and reads its head; refuses, as `Unreadable`, one that a newer program wrote. */
export async function openBackup(
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ readonly reader: BackupReader; readonly head: BackupHead }> {
  const reader = new BackupReader(bytes)
  try {
    const head = await reader.head()
    const known = new Set(migrationFiles().map(({ name }) => name))
    const newer = head.migrations.filter((name) => !known.has(name))
    if (newer.length === 0) return { reader, head }
    throw new Unreadable(
      `was written by a newer version of Partner Desk (${head.version}, with ${newer.join(', ')}): restore it with that one.`,
    )
  } catch (thrown) {
    await reader.close()
    throw thrown
  }
}

/** Reads all of it, and says what it ends with; `Unreadable` where it is not what was written. */
export async function checkBackup(reader: BackupReader): Promise<BackupEnd> {
  await reader.drain()
  return reader.end
}

/**
 * Rejects with `Unreadable` where the file is at fault, `NotEmpty` where there is something already, `DoesNotFit` where PostgreSQL does not take
 * what is whole. Nothing was changed then.
 */
export async function restoreBackup(
  connection: Connection,
  { reader, head }: { readonly reader: BackupReader; readonly head: BackupHead },
  { at, moved }: RestoreOptions,
): Promise<Restored> {
  const leftOut: string[] = []
  const options = {
    at,
    migrations: head.migrations,
    sequences: head.sequences,
    heldFrom: moved ? null : Temporal.Instant.from(head.takenAt),
  }
  try {
    const { applied } = await restoreRows(connection, options, async ({ load }) => {
      for (let table = await reader.table(); table !== null; table = await reader.table()) {
        if ((await load(table.table, table.columns, reader.rows())) !== null) continue
        leftOut.push(table.table)
        for await (const _piece of reader.rows());
      }
    })
    return { end: reader.end, applied, leftOut }
  } catch (thrown) {
    // What PostgreSQL does not take is damaged, more often than not: that is told at the end of the file only.
    if (thrown instanceof DoesNotFit) await reader.drain()
    throw thrown
  }
}
