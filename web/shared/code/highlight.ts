/** Code in colours: Deluge, JSON and HTTP, as replies and articles show them (B6). Anything else stays as it is. */

export type TokenKind = 'plain' | 'word' | 'text' | 'number' | 'comment' | 'name'

export interface Token {
  readonly kind: TokenKind
  readonly text: string
}

/** Whatever it is given, the tokens together are the text: nothing is lost and nothing is made of it. */
export function highlight(language: string, text: string): readonly Token[] {
  const name = aliases[language.toLowerCase()] ?? language.toLowerCase()
  if (name === 'deluge') return tokensOf(text, deluge)
  if (name === 'json') return tokensOf(text, json)
  if (name === 'http') return httpTokens(text)
  return text === '' ? [] : [{ kind: 'plain', text }]
}

/** What the language is called above the code. */
export const languageName = (language: string): string => {
  const name = aliases[language.toLowerCase()] ?? language.toLowerCase()
  return names[name] ?? (language === '' ? 'Code' : language)
}

const aliases: Readonly<Record<string, string>> = {
  dg: 'deluge',
  ds: 'deluge',
  jsonc: 'json',
  json5: 'json',
  rest: 'http',
}
const names: Readonly<Record<string, string>> = { deluge: 'Deluge', json: 'JSON', http: 'HTTP' }

/** Of several that fit at a place the first counts. Each is sticky, and none can fit the empty text. */
type Rules = readonly (readonly [TokenKind, RegExp])[]

const doubleQuoted = /"(?:[^"\\\n]|\\.)*"?/y
const number = /-?\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b/y

const deluge: Rules = [
  ['comment', /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y],
  ['text', doubleQuoted],
  ['text', /'(?:[^'\\\n]|\\.)*'?/y],
  ['number', number],
  [
    'word',
    /\b(?:if|else|for|each|in|return|info|void|string|int|bigint|float|decimal|bool|date|datetime|map|list|collection|true|false|null|and|or|not|try|catch|throws|invokeurl|sendmail|insert|into|fetch|update|delete|from|input|alert|break|continue|while)\b/iy,
  ],
  ['name', /\bzoho(?:\.\w+)+/iy],
  // A word is one thing: none of the above begins within it.
  ['plain', /[A-Za-z_]\w*/y],
]

const json: Rules = [
  ['comment', /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y],
  ['name', /"(?:[^"\\\n]|\\.)*"(?=\s*:)/y],
  ['text', doubleQuoted],
  ['number', number],
  ['word', /\b(?:true|false|null)\b/y],
  ['plain', /[A-Za-z_]\w*/y],
]

function tokensOf(text: string, rules: Rules): readonly Token[] {
  const tokens: Token[] = []
  let plain = ''
  for (let at = 0; at < text.length;) {
    const found = tokenAt(text, at, rules)
    if (found === null || found.kind === 'plain') {
      const piece = found?.text ?? text[at]!
      plain += piece
      at += piece.length
      continue
    }
    if (plain !== '') tokens.push({ kind: 'plain', text: plain })
    plain = ''
    tokens.push(found)
    at += found.text.length
  }
  if (plain !== '') tokens.push({ kind: 'plain', text: plain })
  return tokens
}

function tokenAt(text: string, at: number, rules: Rules): Token | null {
  for (const [kind, rule] of rules) {
    rule.lastIndex = at
    const found = rule.exec(text)
    if (found !== null && found[0] !== '') return { kind, text: found[0] }
  }
  return null
}

const requestLine = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)( +)(\S+)(.*)$/
const statusLine = /^(HTTP\/[\d.]+)( +)(\d{3})(.*)$/
const header = /^([\w-]+)(:)(.*)$/

/** A request or an answer: its first line, headers to the first empty line, then the body, as JSON where it looks like it. */
function httpTokens(text: string): readonly Token[] {
  const end = /\n\r?\n/.exec(text)
  const head = end === null ? text : text.slice(0, end.index)
  const rest = end === null ? '' : text.slice(end.index)
  const tokens: Token[] = []
  for (const [place, line] of head.split('\n').entries()) {
    if (place > 0) tokens.push({ kind: 'plain', text: '\n' })
    tokens.push(...headLine(line))
  }
  return [...tokens, ...(/^\s*[[{]/.test(rest) ? tokensOf(rest, json) : rest === '' ? [] : [plainOf(rest)])]
}

const plainOf = (text: string): Token => ({ kind: 'plain', text })

function headLine(line: string): readonly Token[] {
  const request = requestLine.exec(line)
  if (request !== null)
    return filled([
      { kind: 'word', text: request[1]! },
      plainOf(request[2]!),
      { kind: 'text', text: request[3]! },
      plainOf(request[4]!),
    ])
  const status = statusLine.exec(line)
  if (status !== null)
    return filled([
      { kind: 'word', text: status[1]! },
      plainOf(status[2]!),
      { kind: 'number', text: status[3]! },
      plainOf(status[4]!),
    ])
  const field = header.exec(line)
  if (field !== null) return filled([{ kind: 'name', text: field[1]! }, plainOf(field[2]! + field[3]!)])
  return filled([plainOf(line)])
}

const filled = (tokens: readonly Token[]): readonly Token[] => tokens.filter(({ text }) => text !== '')
