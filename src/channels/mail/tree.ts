/** A raw message as the tree of its parts (RFC 2045, 2046), with what real mail does to them. */
import { fieldOf, fieldsOf, structured, type Field, type Structured } from './header.ts'
import { fromUuencode } from './uuencode.ts'

export interface Part {
  readonly fields: readonly Field[]
  readonly type: Structured
  readonly disposition: Structured
  /** As transferred; `contentOf` decodes it. */
  readonly body: Buffer
  readonly parts: readonly Part[]
}

/** What a message may cost us; a message beyond it is refused, with the reason. */
export interface MailLimits {
  readonly bytes: number
  readonly headBytes: number
  readonly parts: number
  readonly depth: number
  /** Milliseconds. */
  readonly time: number
}

export const mailLimits: MailLimits = {
  bytes: 64_000_000,
  headBytes: 1_000_000,
  parts: 10_000,
  depth: 50,
  time: 10_000,
}

/** The message is not one, or costs too much to read: a sentence for whoever handed it in. */
export class UnreadableMail extends Error {
  override readonly name = 'UnreadableMail'
}

/** Throws UnreadableMail. */
export function partsOf(raw: Uint8Array, limits: MailLimits): Part {
  if (raw.length > limits.bytes)
    throw new UnreadableMail(`The message has ${raw.length} bytes; at most ${limits.bytes} are read.`)
  const bytes = startOf(withLineFeeds(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)))
  if (bytes.length === 0) throw new UnreadableMail('The message is empty.')
  const until = performance.now() + limits.time
  let parts = 0
  let headBytes = 0

  const read = (from: number, to: number, depth: number, byDefault: string): Part => {
    parts += 1
    if (parts > limits.parts) throw new UnreadableMail(`The message has more than ${limits.parts} parts.`)
    if (depth > limits.depth) throw new UnreadableMail(`The message is nested more than ${limits.depth} deep.`)
    if (performance.now() > until) throw new UnreadableMail(`The message takes more than ${limits.time} ms to read.`)
    const body = bodyAt(bytes, from, to)
    headBytes += body.headEnd - from
    if (headBytes > limits.headBytes)
      throw new UnreadableMail(`The message has more than ${limits.headBytes} bytes of headers.`)
    const fields = fieldsOf(bytes.toString('latin1', from, body.headEnd))
    if (depth === 0 && fields.length === 0) throw new UnreadableMail('This is no mail: it has no header.')
    const type = structured(fieldOf(fields, 'content-type') ?? byDefault)
    const content = bytes.subarray(body.start, to)
    const ranges = type.value.startsWith('multipart/') ? rangesOf(content, type.params.get('boundary')) : []
    const child = type.value === 'multipart/digest' ? 'message/rfc822' : 'text/plain'
    return {
      fields,
      type: type.value.startsWith('multipart/') && ranges.length === 0 ? { ...type, value: 'text/plain' } : type,
      disposition: structured(fieldOf(fields, 'content-disposition')),
      body: content,
      parts: ranges.map(([start, end]) => read(body.start + start, body.start + end, depth + 1, child)),
    }
  }
  return read(0, bytes.length, 0, 'text/plain')
}

/** Old Macs end lines with CR alone. */
function withLineFeeds(bytes: Buffer): Buffer {
  if (bytes.includes(0x0a) || !bytes.includes(0x0d)) return bytes
  return Buffer.from(bytes.toString('latin1').replaceAll('\r', '\n'), 'latin1')
}

/** Without a byte order mark, blank lines, or the line with which a mailbox file separates its messages. */
function startOf(bytes: Buffer): Buffer {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  while (bytes[at] === 0x0a || bytes[at] === 0x0d) at += 1
  while (/^>?From /.test(bytes.toString('latin1', at, at + 6))) {
    const end = bytes.indexOf(0x0a, at)
    if (end < 0) break
    at = end + 1
  }
  return bytes.subarray(at)
}

/** The head ends with the first blank line; without one, all is head. */
function bodyAt(bytes: Buffer, from: number, to: number): { headEnd: number; start: number } {
  for (let at = from; at < to;) {
    const found = bytes.indexOf(0x0a, at)
    const end = found < 0 || found >= to ? to : found
    const length = end - at
    if (length === 0 || (length === 1 && bytes[at] === 0x0d)) return { headEnd: at, start: Math.min(end + 1, to) }
    at = end + 1
  }
  return { headEnd: to, start: to }
}

/** Where the parts lie between the boundaries. A boundary that was left out or is wrong is taken from the body's first such line. */
function rangesOf(body: Buffer, declared: string | undefined): (readonly [number, number])[] {
  const given = declared === undefined || declared === '' ? [] : split(body, declared.trimEnd())
  if (given.length > 0) return given
  const seen = /^--([\w'()+,\-./:=?]{5,70})[ \t]*\r?$/m.exec(body.toString('latin1', 0, 4_000))?.[1]
  return seen === undefined ? [] : split(body, seen)
}

function split(body: Buffer, boundary: string): (readonly [number, number])[] {
  const mark = Buffer.from(`--${boundary}`, 'latin1')
  const ranges: (readonly [number, number])[] = []
  let open: number | null = null
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + mark.length)) {
    if (at > 0 && body[at - 1] !== 0x0a) continue
    const found = body.indexOf(0x0a, at)
    const end = found < 0 ? body.length : found
    const rest = body.toString('latin1', at + mark.length, Math.min(end, at + mark.length + 200)).trim()
    if (rest !== '' && rest !== '--') continue
    if (open !== null) ranges.push([open, lineEnd(body, open, at)])
    open = rest === '--' ? null : Math.min(end + 1, body.length)
    if (rest === '--') break
  }
  // Cut off on the way: what there is of the last part is read.
  if (open !== null && open < body.length) ranges.push([open, body.length])
  return ranges
}

/** The line end before a boundary belongs to it. */
function lineEnd(body: Buffer, from: number, at: number): number {
  let end = at - 1
  if (end > from && body[end - 1] === 0x0d) end -= 1
  return Math.max(end, from)
}

/** What a part carries, decoded from how it was transferred. */
export function contentOf(part: Part): Buffer {
  const encoding = (fieldOf(part.fields, 'content-transfer-encoding') ?? '')
    .toLowerCase()
    .replace(/\([^)]*\)/g, '')
    .trim()
  if (/^"?base64/.test(encoding)) return fromBase64(part.body)
  if (/^"?quoted-?printable/.test(encoding)) return fromQuotedPrintable(part.body)
  if (/^"?(x-)?uu(e|encode)/.test(encoding)) return fromUuencode(part.body)
  return part.body
}

/** Each stretch up to its padding by itself: some programs encode piece by piece. */
const fromBase64 = (body: Buffer): Buffer =>
  Buffer.concat(
    body
      .toString('latin1')
      .split(/=+/)
      .map((piece) => Buffer.from(piece, 'base64')),
  )

/** Without the spaces that were added on the way, and with the line ends that were. */
function fromQuotedPrintable(body: Buffer): Buffer {
  const lines = body.toString('latin1').split('\n').map(withoutSpaces)
  const text = lines.map((line) => (line.endsWith('=') ? line.slice(0, -1) : `${line}\n`)).join('')
  const bytes = text.replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1')
}

/** `trimEnd` would take the byte A0 for a space. */
function withoutSpaces(line: string): string {
  let end = line.length
  while (end > 0 && ' \t\r'.includes(line[end - 1] ?? 'x')) end -= 1
  return line.slice(0, end)
}
