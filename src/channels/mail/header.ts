/** The head of a message or of one of its parts: fields, their parameters, and the words encoded in them. */
import { decodeText } from './charset.ts'

export interface Field {
  /** In lower case. */
  readonly name: string
  /** Unfolded, one character for each byte: what the bytes mean is decided by whoever reads the field. */
  readonly bytes: string
}

/** No field is read further than this; nobody writes more, but attackers. */
export const longestField = 65_536
const mostWord = 4_000

/** The fields among the lines of a head. Lines that are none are passed over, as every mail program does. */
export function fieldsOf(head: string): Field[] {
  const fields: { name: string; lines: string[] }[] = []
  for (const line of head.split('\n')) {
    const text = line.endsWith('\r') ? line.slice(0, -1) : line
    const last = fields.at(-1)
    if (/^[ \t]/.test(text)) {
      last?.lines.push(text)
      continue
    }
    const match = /^([!-9;-~]{1,200})[ \t]*:/.exec(text)
    if (match?.[1] !== undefined) fields.push({ name: match[1].toLowerCase(), lines: [text.slice(match[0].length)] })
  }
  return fields.map(({ name, lines }) => ({ name, bytes: lines.join('').trim().slice(0, longestField) }))
}

export const fieldOf = (fields: readonly Field[], name: string): string | null =>
  fields.find((field) => field.name === name)?.bytes ?? null

/** A field as text: bytes beyond ASCII are UTF-8, or what the message says of its body. */
export const rawText = (bytes: string, charset: string | null): string =>
  // eslint-disable-next-line no-control-regex -- the question is whether there is anything beyond ASCII
  /^[\x00-\x7f]*$/.test(bytes) && !bytes.includes('\u001b')
    ? bytes.replaceAll('\0', '')
    : decodeText(Buffer.from(bytes, 'latin1'), bytes.includes('\u001b$') ? 'iso-2022-jp' : charset)

/** RFC 2047, leniently: neighbouring words of one charset are joined before they are decoded, for some cut a character in two. */
export function decodeWords(text: string): string {
  if (!text.includes('=?')) return text
  const word = new RegExp(`=\\?([\\w.:+*-]{1,60})\\?([bqBQ])\\?([^\\r\\n]{0,${mostWord}}?)\\?=(?!\\w)`, 'g')
  let out = ''
  let from = 0
  let begun: { charset: string; bytes: Buffer[] } | null = null
  const end = (): void => {
    if (begun !== null) out += decodeText(Buffer.concat(begun.bytes), begun.charset)
    begun = null
  }
  for (const match of text.matchAll(word)) {
    const [whole, charset = '', encoding = '', coded = ''] = match
    const between = text.slice(from, match.index)
    if (begun === null || between.trim() !== '') {
      end()
      out += between
    }
    const name = charset.replace(/\*.*$/, '').toLowerCase()
    if (begun !== null && (begun as { charset: string }).charset !== name) end()
    const bytes = encoding.toLowerCase() === 'b' ? Buffer.from(coded, 'base64') : decodeQ(coded)
    begun ??= { charset: name, bytes: [] as Buffer[] }
    begun.bytes.push(bytes)
    from = match.index + whole.length
  }
  end()
  return out + text.slice(from)
}

const decodeQ = (coded: string): Buffer =>
  Buffer.concat(
    coded
      .split(/(=[0-9a-f]{2})/i)
      .map((piece) =>
        /^=[0-9a-f]{2}$/i.test(piece)
          ? Buffer.from([Number.parseInt(piece.slice(1), 16)])
          : Buffer.from(piece.replaceAll('_', ' '), 'utf8'),
      ),
  )

/** A field with parameters, as Content-Type has: its value in lower case, and the parameters, decoded (RFC 2045, 2231). */
export interface Structured {
  readonly value: string
  readonly params: ReadonlyMap<string, string>
}

export function structured(bytes: string | null): Structured {
  if (bytes === null) return { value: '', params: new Map() }
  const [first = '', ...rest] = splitParams(bytes)
  const plain = new Map<string, string>()
  const pieces = new Map<string, { at: number; coded: boolean; text: string }[]>()
  for (const param of rest) {
    const at = param.indexOf('=')
    if (at < 0) continue
    const name = param.slice(0, at).trim().toLowerCase()
    const text = unquoted(param.slice(at + 1).trim())
    const part = /^([^*]+)\*(?:(\d{1,4})(\*)?)?$/.exec(name)
    if (part?.[1] === undefined) {
      if (!plain.has(name)) plain.set(name, text)
      continue
    }
    const coded = part[2] === undefined || part[3] !== undefined
    pieces.set(part[1], [...(pieces.get(part[1]) ?? []), { at: Number(part[2] ?? 0), coded, text }])
  }
  const params = new Map([...plain].map(([name, text]) => [name, decodeWords(rawText(text, null))]))
  for (const [name, list] of pieces) params.set(name, joined(list))
  return {
    value: first
      .replace(/\([^)]*\)/g, '')
      .trim()
      .toLowerCase(),
    params,
  }
}

/** At semicolons outside quotation marks. */
function splitParams(bytes: string): string[] {
  const found: string[] = []
  let quoted = false
  let from = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const sign = bytes[at]
    if (sign === '\\' && quoted) at += 1
    else if (sign === '"') quoted = !quoted
    else if (sign === ';' && !quoted) {
      found.push(bytes.slice(from, at))
      from = at + 1
    }
  }
  return [...found, bytes.slice(from)]
}

/** A quoted parameter ends with its quotation; an unquoted one before a comment. */
function unquoted(text: string): string {
  const match = /^"((?:[^"\\]|\\.)*)"?/.exec(text)
  return match?.[1] === undefined ? text.replace(/\s+\([^)]*\)\s*$/, '') : match[1].replace(/\\(["\\])/g, '$1')
}

/** RFC 2231: the pieces in their order; the charset stands before the first. */
function joined(pieces: readonly { at: number; coded: boolean; text: string }[]): string {
  const sorted = pieces.toSorted((a, b) => a.at - b.at)
  const marked = /^([\w.:-]*)'[\w-]*'(.*)$/s.exec(sorted[0]?.coded === true ? sorted[0].text : '')
  const bytes = sorted.map(({ coded, text }, index) => {
    const own = index === 0 && marked?.[2] !== undefined ? marked[2] : text
    if (!coded) return Buffer.from(own, 'latin1')
    const raw = own.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    return Buffer.from(raw, 'latin1')
  })
  return decodeWords(decodeText(Buffer.concat(bytes), marked?.[1] ?? null))
}
