/** A file's bytes as UTF-8 without a mark at the beginning, whatever program wrote it. */

const marks = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: null },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
] as const

/** UTF-16 is turned into UTF-8; anything without a mark stays as it is. */
export async function* asUtf8(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const pieces = source[Symbol.asyncIterator]()
  let begun: Uint8Array = new Uint8Array()
  while (begun.length < 3) {
    const next = await pieces.next()
    if (next.done === true) break
    begun = begun.length === 0 ? next.value : Buffer.concat([begun, next.value])
  }
  const mark = marks.find(({ bytes }) => bytes.every((byte, place) => begun[place] === byte))
  const first = begun.subarray(mark?.bytes.length ?? 0)
  const encoding = mark?.encoding ?? null
  const all = { [Symbol.asyncIterator]: () => pieces }
  if (encoding === null) {
    yield first
    yield* all
    return
  }
  const decoder = new TextDecoder(encoding)
  yield Buffer.from(decoder.decode(first, { stream: true }))
  for await (const piece of all) yield Buffer.from(decoder.decode(piece, { stream: true }))
  yield Buffer.from(decoder.decode())
}
