/** A log as its lines: a file or standard input, plain or gzip by its first bytes. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { Io } from './io.ts'
import { linesOf, type Line } from './lines.ts'
import { CannotRun } from './problem.ts'

export interface LogFile {
  readonly lines: AsyncIterable<readonly Line[]>
  /** The share that has been read, from 0 to 1; null where nobody knows how much there is. */
  readonly share: () => number | null
}

/** Opens `path`, or standard input for '-'. Rejects with what is in the way of reading it. */
export async function openLog(path: string, { input }: Pick<Io, 'input'>): Promise<LogFile> {
  const size = path === '-' ? null : await sizeOf(path)
  const bytes = path === '-' ? input : (createReadStream(path, { highWaterMark: 1 << 18 }) as AsyncIterable<Uint8Array>)
  let read = 0
  const counted = async function* () {
    for await (const piece of bytes) {
      read += piece.length
      yield piece
    }
  }
  return {
    lines: readable(path, unpacked(counted())),
    share: () => (size === null ? null : size === 0 ? 1 : read / size),
  }
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch((thrown: NodeJS.ErrnoException) => {
    throw new CannotRun(
      thrown.code === 'ENOENT' ? `There is no file '${path}'.` : `'${path}' cannot be read (${thrown.message}).`,
    )
  })
  if (found.isDirectory()) throw new CannotRun(`'${path}' is a folder: give a file of JSON Lines.`)
  return found.size
}

async function* unpacked(bytes: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  let begun: Uint8Array = new Uint8Array()
  for (let next = await bytes.next(); next.done !== true; next = await bytes.next()) {
    begun = begun.length === 0 ? next.value : Buffer.concat([begun, next.value])
    if (begun.length >= 2) break
  }
  const rest = async function* () {
    yield begun
    yield* bytes
  }
  const isPacked = begun[0] === 0x1f && begun[1] === 0x8b
  if (!isPacked) return yield* rest()
  const packed = Readable.from(rest(), { objectMode: false })
  const gunzip = createGunzip({ chunkSize: 1 << 18 })
  packed.once('error', (failure) => gunzip.destroy(failure))
  yield* packed.pipe(gunzip) as AsyncIterable<Uint8Array>
}

/** What fails while reading is the file's fault, not ours. */
async function* readable(path: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly Line[]> {
  const lines = linesOf(bytes)
  for (;;) {
    const next = await lines.next().catch((thrown: Error) => {
      throw new CannotRun(
        `'${path}' could not be read to its end (${thrown.message}). What was read until then was played.`,
      )
    })
    if (next.done === true) return
    yield next.value
  }
}
