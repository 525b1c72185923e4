/** The one author that a From line names, read so strictly that it can be read in one way only (A7). */
import { domainToASCII } from 'node:url'
import type { FromFlaw, MailName } from '../../domain/mail/identity.ts'
import { clean } from './charset.ts'
import { decodeWords, rawText, type Field } from './header.ts'

export type Author = { readonly ok: true; readonly author: MailName } | { readonly ok: false; readonly flaw: FromFlaw }

/**
 * Mail programs differ in what they make of a crooked From line, and a forger needs but one that shows the name he wants. So
 * nothing is mended here: what is not plainly 'Name <address>', 'address' or 'address (Name)' names nobody.
 */
export function authorOf(fields: readonly Field[]): Author {
  const lines = fields.filter(({ name }) => name === 'from')
  const [line] = lines
  if (line === undefined || line.bytes.trim() === '') return flawed('missing')
  if (lines.length > 1) return flawed('several-lines')
  const text = rawText(line.bytes, null)
  const pieces = piecesOf(text)
  if (pieces === null || text.length > 2_000) return flawed('malformed')
  const outside = pieces.map(({ kind, text: piece }) => (kind === 'plain' ? piece : '')).join('')
  if (/[:;]/.test(outside)) return flawed('group')
  if (outside.includes(',') || (outside.match(/</g) ?? []).length > 1) return flawed('several-authors')
  return named(text, pieces)
}

function named(text: string, pieces: readonly Piece[]): Author {
  const comments = pieces.filter(({ kind }) => kind === 'comment')
  const angle = /<([^<>]*)>\s*$/.exec(text)
  if (angle === null) {
    const [address = '', ...rest] = pieces
      .filter(({ kind, text: piece }) => kind !== 'comment' && piece.trim() !== '')
      .map(({ text: piece }) => piece.trim())
    const comment = comments[0]?.text.slice(1, -1) ?? ''
    const isName = comments.length === 1 && pieces.at(-1)?.kind === 'comment' && !/[@<>()\\]/.test(comment)
    if (comments.length > 0 && !isName) return flawed('comment')
    return rest.length > 0 ? flawed('malformed') : addressed(comment, address)
  }
  if (comments.length > 0) return flawed('comment')
  const phrase = text.slice(0, angle.index).trim()
  const quoted = /^"((?:[^"\\]|\\.)*)"$/s.exec(phrase)
  return addressed(quoted?.[1]?.replace(/\\(.)/gs, '$1') ?? phrase.replaceAll('"', ''), angle[1] ?? '')
}

function addressed(name: string, address: string): Author {
  const email = address.trim()
  if (email.includes('=?')) return flawed('encoded-address')
  const match = /^([^\s@<>()[\],;:\\"]{1,64})@([\p{L}\p{N}.-]{1,253})$/u.exec(email)
  const domain = match?.[2] === undefined ? '' : domainToASCII(match[2]).toLowerCase()
  if (match?.[1] === undefined || !isHost(domain)) return flawed('malformed')
  const shown = clean(decodeWords(name)).replace(turns, '').replace(/\s+/g, ' ').trim().slice(0, 200)
  return { ok: true, author: { name: shown, email: `${match[1].toLowerCase()}@${domain}` } }
}

/** Signs that turn the direction of writing: with them a name reads other than it is. */
const turns = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

const isHost = (domain: string): boolean =>
  /^(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))+$/.test(domain) && !/\.\d+$/.test(domain)

const flawed = (flaw: FromFlaw): Author => ({ ok: false, flaw })

interface Piece {
  readonly kind: 'plain' | 'quoted' | 'comment'
  readonly text: string
}

/** Plain text, quotations and comments apart; null where one of them does not end. */
function piecesOf(text: string): readonly Piece[] | null {
  const pieces: Piece[] = []
  // Widened: only `cut` changes it.
  let kind = 'plain' as Piece['kind']
  let depth = 0
  let from = 0
  const cut = (to: number, next: Piece['kind']): void => {
    if (to > from) pieces.push({ kind, text: text.slice(from, to) })
    from = to
    kind = next
  }
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]
    if (sign === '\\' && kind !== 'plain') at += 1
    else if (kind === 'quoted') {
      if (sign === '"') cut(at + 1, 'plain')
    } else if (sign === '(') {
      if (depth === 0) cut(at, 'comment')
      depth += 1
    } else if (sign === ')' && depth > 0) {
      depth -= 1
      if (depth === 0) cut(at + 1, 'plain')
    } else if (sign === '"' && depth === 0) cut(at, 'quoted')
  }
  const ends = kind === 'plain'
  cut(text.length, 'plain')
  return ends ? pieces : null
}
