/** What `desk intake` was given: requests, one a line, or one mail's text. */
import type { Io } from './io.ts'

export type Given =
  | { readonly kind: 'lines'; readonly input: AsyncIterable<Uint8Array> }
  | { readonly kind: 'mail'; readonly bytes: Uint8Array }

const lineFeed = 0x0a
/** A mail is kept so far; one byte more shows that it is too long. */
const mostBytes = 64_000_001

/**
 * Input that begins with a line of JSON, or with what was meant to be one, is lines, answered as they come. So is a single
 * line of anything. Other text of several lines is a mail, unless one of its lines is a request.
 */
export async function requestsOrMail(input: Io['input']): Promise<Given> {
  const pieces: Uint8Array[] = []
  const source = input[Symbol.asyncIterator]()
  let first: string | null = null
  let size = 0
  while (first === null) {
    const next = await source.next()
    if (next.done === true) break
    pieces.push(next.value)
    size += next.value.length
    first = size > 1_000_000 || next.value.includes(lineFeed) ? firstLineOf(Buffer.concat(pieces)) : null
  }
  const begun = Buffer.concat(pieces)
  const line = (first ?? firstLineOf(begun) ?? begun.toString('utf8')).replace(/^\ufeff/, '').trim()
  if (begun.length === 0 || /^[[{"]/.test(line) || isJson(line)) return { kind: 'lines', input: rest(begun, source) }
  const all: Buffer[] = [begun]
  for (let next = await source.next(); next.done !== true && size < mostBytes; next = await source.next()) {
    all.push(Buffer.from(next.value))
    size += next.value.length
  }
  const bytes = Buffer.concat(all)
  const lines = bytes
    .toString('utf8')
    .split('\n')
    .filter((each) => each.trim() !== '')
  if (lines.length < 2 || lines.some(isRequest)) return { kind: 'lines', input: rest(bytes, source) }
  return { kind: 'mail', bytes }
}

/** The first line that is not blank, once it is whole; null before. */
function firstLineOf(bytes: Buffer): string | null {
  const text = bytes.toString('utf8')
  const lines = text.split('\n')
  return (
    lines.slice(0, -1).find((line) => line.trim() !== '') ?? (text.length > 1_000_000 ? text.slice(0, 1_000) : null)
  )
}

async function* rest(begun: Uint8Array, source: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (begun.length > 0) yield begun
  for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line)
    return true
  } catch {
    return false
  }
}

const isRequest = (line: string): boolean =>
  /^\s*\{\s*"(mail|subject|description|type|category|desk|from)"\s*:/.test(line) && isJson(line)
