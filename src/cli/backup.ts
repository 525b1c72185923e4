/** `desk backup`: one file with everything that is needed to bring the desk back, written while it goes on working. */
import { createHash } from 'node:crypto'
import { backUp, NothingThere, openSnapshot, type Backup } from '../services/backup/back-up.ts'
import { expectRest, readArgs } from './args.ts'
import type { Run } from './command.ts'
import { withConnection } from './database.ts'
import type { Io } from './io.ts'
import { placeOf, writeNewFile } from './new-file.ts'
import { CannotRun } from './problem.ts'
import { Progress } from './progress.ts'
import { settingsOf } from './settings.ts'
import { stopOnSignal } from './stop-signal.ts'

export const run: Run = async (args, io) => {
  const given = readArgs(args, { force: { type: 'boolean' } })
  expectRest(given.rest, ['FILE'])
  const [path = ''] = given.rest
  const replace = given.values['force'] === true
  if (path !== '-') await placeOf(path, replace)
  else if (io.output.isTerminal)
    throw new CannotRun('A backup is no text for a terminal: redirect standard output to a file, or give its name.')
  const progress = new Progress(io.messages, 'MB')
  const stopping = stopOnSignal()
  try {
    return await withConnection(io, { make: false, share: true }, async (connection) => {
      const snapshot = await openSnapshot(connection).catch((thrown: unknown) => {
        throw thrown instanceof NothingThere ? nothingThere(io) : thrown
      })
      try {
        const backup = backUp(snapshot, Temporal.Now.instant(), (bytes, share) =>
          progress.show(bytes / 1_000_000, share),
        )
        const counted = new Counted(backup.bytes, stopping.signal)
        if (path === '-') await toOutput(io, counted)
        else {
          const removed = await writeNewFile(path, counted, replace)
          progress.end()
          if (removed.length > 0)
            io.messages.say(`Removed what a backup that did not come to its end had left: ${removed.join(', ')}.`)
        }
        progress.end()
        await tell(io, path, backup, counted)
        return 0
      } finally {
        await snapshot.close()
      }
    })
  } finally {
    progress.end()
    stopping.end()
  }
}

async function toOutput({ output }: Io, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const piece of bytes)
    if (!(await output.write(piece)))
      throw new CannotRun('Nobody reads standard output any more: what was written is no whole backup.')
}

/** On standard output where the backup is not there itself. */
async function tell(io: Io, path: string, { head, end }: Backup, { bytes, sha256 }: Counted): Promise<void> {
  const { version, takenAt, tickets, seal } = head
  const { tables, rows } = end()
  const summary = { file: path, bytes, sha256: sha256(), takenAt, version, tickets, tables, rows, seal }
  if (path === '-')
    io.messages.say(
      `A backup of ${takenAt}: ${tickets} tickets, ${rows} rows, ${bytes} bytes, SHA-256 ${summary.sha256}.`,
    )
  else await io.output.line(summary)
}

/** Bytes as they pass, counted and summed; it fails when it is told to stop. */
class Counted implements AsyncIterable<Uint8Array> {
  readonly #source: AsyncIterable<Uint8Array>
  readonly #stopping: AbortSignal
  readonly #hash = createHash('sha256')
  bytes = 0

  constructor(source: AsyncIterable<Uint8Array>, stopping: AbortSignal) {
    this.#source = source
    this.#stopping = stopping
  }

  readonly sha256 = (): string => this.#hash.digest('hex')

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for await (const piece of this.#source) {
      if (this.#stopping.aborted) throw new CannotRun('Stopped: no backup was made.')
      this.#hash.update(piece)
      this.bytes += piece.length
      yield piece
    }
  }
}

const nothingThere = (io: Io): CannotRun => {
  const { databaseUrl, dataDir } = settingsOf(io)
  const [where, remedy] =
    databaseUrl === null ? [dataDir, 'set DATA_DIR to the folder of yours'] : ['this database', 'correct DATABASE_URL']
  return new CannotRun(`There is no desk in ${where}: ${remedy}.`)
}
