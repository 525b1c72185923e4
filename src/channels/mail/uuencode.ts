/** Files within a letter's own lines, as mail carried them before MIME, and some programs still do. */
export interface Uuencoded {
  /** What is left of the lines. */
  readonly text: string
  readonly files: readonly { readonly name: string; readonly bytes: Buffer }[]
}

const begin = /^begin [0-7]{3,4} (\S.{0,200})$/

/** Only what is whole, from its first line to 'end', is a file: people write of how to begin, too. */
export function uuencodedIn(text: string): Uuencoded {
  if (!/^begin [0-7]{3}/m.test(text)) return { text, files: [] }
  const lines = text.split(/\r?\n/)
  const kept: string[] = []
  const files: { name: string; bytes: Buffer }[] = []
  for (let at = 0; at < lines.length; at += 1) {
    const name = begin.exec(lines[at] ?? '')?.[1]
    const file = name === undefined ? null : fileFrom(lines, at + 1)
    if (name !== undefined && file?.isWhole === true) {
      files.push({ name: name.trim(), bytes: file.bytes })
      at = file.end
    } else kept.push(lines[at] ?? '')
  }
  return { text: kept.join('\n'), files }
}

/** What a part that says it is uuencoded has, also where it is cut off. */
export function fromUuencode(body: Buffer): Buffer {
  const lines = body.toString('latin1').split(/\r?\n/)
  const first = lines.findIndex((line) => begin.test(line))
  return first < 0 ? Buffer.alloc(0) : fileFrom(lines, first + 1).bytes
}

/** `end`: the line that ends it, or that is none of its own. */
function fileFrom(lines: readonly string[], from: number): { bytes: Buffer; end: number; isWhole: boolean } {
  const pieces: Buffer[] = []
  let end = from
  for (; end < lines.length; end += 1) {
    const bytes = bytesOf(lines[end] ?? '')
    if (bytes === null) break
    pieces.push(bytes)
  }
  return { bytes: Buffer.concat(pieces), end, isWhole: lines[end]?.trimEnd() === 'end' }
}

/** A line says first how many bytes it has; spaces at its end may be lost. Null where it is none. */
function bytesOf(line: string): Buffer | null {
  const length = (line.charCodeAt(0) - 32) & 63
  const most = Math.ceil(length / 3) * 4
  if (!/^[ -`]*$/.test(line) || line.trimEnd().length - 1 > most + 1) return null
  const bytes: number[] = []
  const sign = (at: number): number => ((line.charCodeAt(at) || 32) - 32) & 63
  for (let at = 1; at < most; at += 4) {
    const [a, b, c, d] = [sign(at), sign(at + 1), sign(at + 2), sign(at + 3)]
    bytes.push((a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d)
  }
  return Buffer.from(bytes.slice(0, length))
}
