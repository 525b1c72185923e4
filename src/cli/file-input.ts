/** What a command reads: a file, or standard input where '-' stands in its place. */
import { createReadStream } from 'node:fs'
import type { Io } from './io.ts'
import { CannotRun } from './problem.ts'

type Input = Pick<Io, 'input'>

/** The bytes as they come. Throws a `CannotRun` that names the file. */
export async function* fileInput(path: string, { input }: Input): AsyncGenerator<Uint8Array> {
  if (path === '-') return yield* input
  try {
    yield* createReadStream(path) as AsyncIterable<Uint8Array>
  } catch (thrown) {
    throw new CannotRun(whyUnreadable(path, thrown))
  }
}

/** All of standard input; of more than `most` bytes one more than that, which shows that there is too much. */
export async function wholeInput({ input }: Input, most: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of input) {
    pieces.push(piece)
    size += piece.length
    if (size > most) break
  }
  return Buffer.concat(pieces).subarray(0, most + 1)
}

/** Why a file cannot be read, in a sentence; what is no matter of the file is thrown on. */
export function whyUnreadable(path: string, thrown: unknown): string {
  const { code } = thrown as NodeJS.ErrnoException
  if (code === undefined) throw thrown
  if (code === 'ENOENT') return `There is no file '${path}'.`
  if (code === 'EISDIR') return `'${path}' is a folder: give its files.`
  return `'${path}' cannot be read (${code}).`
}
