/** `desk restore`: a backup into an empty desk, whole or not at all. */
import { stat } from 'node:fs/promises'
import {
  checkBackup,
  DoesNotFit,
  NotEmpty,
  openBackup,
  restoreBackup,
  Unreadable,
  type BackupEnd,
  type BackupHead,
} from '../services/backup/restore.ts'
import { expectRest, readArgs } from './args.ts'
import type { Run } from './command.ts'
import { withConnection } from './database.ts'
import { fileInput } from './file-input.ts'
import type { Io } from './io.ts'
import { CannotRun, UsageError } from './problem.ts'
import { Progress } from './progress.ts'
import { settingsOf } from './settings.ts'
import { stopOnSignal } from './stop-signal.ts'

export const run: Run = async (args, io) => {
  const given = readArgs(args, { check: { type: 'boolean' }, moved: { type: 'boolean' } })
  expectRest(given.rest, ['FILE'])
  const [path = ''] = given.rest
  const [check, moved] = [given.values['check'] === true, given.values['moved'] === true]
  if (check && moved) throw new UsageError('--check restores nothing: --moved says nothing beside it.')
  const size = path === '-' ? null : await sizeOf(path)
  const progress = new Progress(io.messages, 'MB')
  const stopping = stopOnSignal()
  try {
    const opened = await openBackup(
      bytesOf(path, io, stopping.signal, (read) => progress.show(read / 1_000_000, size === null ? null : read / size)),
    )
    try {
      if (check) {
        const end = await checkBackup(opened.reader)
        progress.end()
        await tell(io, opened.head, end, {})
        return 0
      }
      return await withConnection(io, { make: true, share: false }, async (connection) => {
        const options = { at: Temporal.Now.instant(), moved }
        const { end, applied, leftOut } = await restoreBackup(connection, opened, options)
        progress.end()
        for (const table of leftOut) io.messages.say(`The table ${table} is none of Partner Desk's: it was left out.`)
        await tell(io, opened.head, end, { migrated: applied, held: !moved })
        if (!moved)
          io.messages.say(
            "Nothing leaves this desk: letters and webhooks wait, mailboxes are not fetched from, until 'desk release'. Everybody signs in again.",
          )
        return 0
      })
    } finally {
      await opened.reader.close()
    }
  } catch (thrown) {
    progress.end()
    throw explained(thrown, path, io)
  } finally {
    stopping.end()
  }
}

async function tell(io: Io, head: BackupHead, { tables, rows }: BackupEnd, more: object): Promise<void> {
  const { version, takenAt, tickets, seal, migrations } = head
  await io.output.line({ takenAt, version, schema: migrations.at(-1) ?? null, tickets, tables, rows, seal, ...more })
}

function explained(thrown: unknown, path: string, io: Io): unknown {
  const name = path === '-' ? 'Standard input' : `'${path}'`
  if (thrown instanceof Unreadable) return new CannotRun(`${name} ${thrown.message} Nothing was changed.`)
  if (thrown instanceof DoesNotFit)
    return new CannotRun(`${name} is whole and cannot be restored here: ${thrown.message}. Nothing was changed.`)
  if (!(thrown instanceof NotEmpty)) return thrown
  const { databaseUrl, dataDir } = settingsOf(io)
  const remedy =
    databaseUrl === null
      ? `set DATA_DIR to a new folder, or move ${dataDir} away`
      : 'make a new database, and set DATABASE_URL to it'
  return new CannotRun(
    `${thrown.message}. A backup is restored into an empty desk only: ${remedy}. Nothing was changed.`,
  )
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch((thrown: NodeJS.ErrnoException) => {
    throw new CannotRun(
      thrown.code === 'ENOENT' ? `There is no file '${path}'.` : `'${path}' cannot be read (${thrown.code}).`,
    )
  })
  if (found.isDirectory()) throw new CannotRun(`'${path}' is a folder: give the file of a backup.`)
  return found.size
}

/** Says how many of them were read; fails when it is told to stop. */
async function* bytesOf(
  path: string,
  io: Io,
  stopping: AbortSignal,
  onRead: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  let read = 0
  for await (const piece of fileInput(path, io)) {
    if (stopping.aborted) throw new CannotRun('Stopped: nothing was changed.')
    read += piece.length
    onRead(read)
    yield piece
  }
}
