/** A backup is one zstd stream: text goes in, and comes out again. */
import { Readable, type Transform } from 'node:stream'
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib'
import { changed, Unreadable } from './file.ts'

/** What comes out at a time. */
const pieceBytes = 1 << 18

/** Text, made small: quickly, for files that came with messages are not made smaller by taking long. Nothing is read before it is asked for. */
export function packed(text: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const params = { [constants.ZSTD_c_compressionLevel]: 1, [constants.ZSTD_c_checksumFlag]: 1 }
  return through(text, () => createZstdCompress({ params, chunkSize: pieceBytes }))
}

/** What comes out of a stream that pieces go into; whichever side ends first ends the other. */
async function* through(pieces: AsyncIterable<Uint8Array>, open: () => Transform): AsyncGenerator<Uint8Array> {
  const source = Readable.from(pieces, { objectMode: false, highWaterMark: pieceBytes })
  const stream = open()
  // Where nobody reads any more, nobody hears of it.
  stream.on('error', () => undefined)
  source.on('error', (failure) => stream.destroy(failure))
  try {
    yield* source.pipe(stream) as AsyncIterable<Uint8Array>
  } finally {
    source.destroy()
    stream.destroy()
  }
}

const magic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd])

/** Rejects as `Unreadable`, or, where it is cut off, with zlib's own 'Z_BUF_ERROR'. */
export async function* unpacked(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const pieces = bytes[Symbol.asyncIterator]()
  let begun: Buffer = Buffer.alloc(0)
  while (begun.length < magic.length) {
    const next = await pieces.next()
    if (next.done === true) break
    begun = Buffer.concat([begun, next.value])
  }
  if (!begun.subarray(0, magic.length).equals(magic)) throw new Unreadable('is no backup of Partner Desk.')
  try {
    yield* through(following(begun, pieces), () => createZstdDecompress({ chunkSize: pieceBytes }))
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException
    throw code?.startsWith('ZSTD_') === true ? changed() : thrown
  }
}

async function* following(begun: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield begun
  yield* { [Symbol.asyncIterator]: () => rest }
}
