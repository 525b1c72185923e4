/** Bytes as lines of text: any length, ended by LF or CRLF, the last one with or without an end. */
import { isUtf8 } from 'node:buffer'

/** A line, or null for one that is not UTF-8. */
export type Line = string | null

const lineFeed = 0x0a

/** The lines of each piece of input together, as they come: whoever answers can answer at once. */
export async function* linesOf(input: AsyncIterable<Uint8Array>): AsyncGenerator<readonly Line[]> {
  let begun: Uint8Array[] = []
  let isFirst = true
  for await (const piece of input) {
    const end = piece.lastIndexOf(lineFeed)
    if (end < 0) {
      begun.push(piece)
      continue
    }
    const block = Buffer.concat([...begun, piece.subarray(0, end)])
    begun = end + 1 < piece.length ? [piece.subarray(end + 1)] : []
    yield split(block, isFirst)
    isFirst = false
  }
  if (begun.length > 0) yield split(Buffer.concat(begun), isFirst)
}

function split(block: Buffer, isFirst: boolean): readonly Line[] {
  const marked = isFirst && block[0] === 0xef && block[1] === 0xbb && block[2] === 0xbf
  const bytes = marked ? block.subarray(3) : block
  if (isUtf8(bytes)) return bytes.toString('utf8').split('\n').map(withoutReturn)
  const lines: Line[] = []
  for (let from = 0; from <= bytes.length;) {
    const found = bytes.indexOf(lineFeed, from)
    const end = found < 0 ? bytes.length : found
    const line = bytes.subarray(from, end)
    lines.push(isUtf8(line) ? withoutReturn(line.toString('utf8')) : null)
    from = end + 1
  }
  return lines
}

const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line)
