/** What another mail server found out about a mail (Authentication-Results, RFC 8601): believed only from one that the operator names. */
import { fieldOf, type Field } from './header.ts'

export interface ServerResult {
  /** 'dkim', 'spf', 'dmarc' and others. */
  readonly method: string
  readonly result: string
  /** As 'header.from' or 'smtp.mailfrom'. */
  readonly properties: ReadonlyMap<string, string>
}

/**
 * The topmost such field, if a trusted server wrote it. Everything below may have come with the mail: a server puts its own on
 * top, so that where a stranger's is topmost, no trusted one has spoken.
 */
export function trustedResults(fields: readonly Field[], trusted: readonly string[]): readonly ServerResult[] | null {
  const line = fieldOf(fields, 'authentication-results')
  if (line === null) return null
  const [server = [], ...results] = statements(line)
  const id = server[0]?.toLowerCase()
  if (id === undefined || !trusted.some((name) => name.toLowerCase() === id)) return null
  return results.flatMap(resultOf)
}

/** What stands in a field that is believed already, whoever wrote it. */
export const resultsIn = (line: string): readonly ServerResult[] => statements(line).flatMap(resultOf)

function resultOf([first = '', ...rest]: readonly string[]): readonly ServerResult[] {
  const [, method, result] = /^([\w-]+)(?:\/\d+)?=([\w-]+)$/.exec(first) ?? []
  if (method === undefined || result === undefined) return []
  const properties = new Map<string, string>()
  for (const word of rest) {
    const [, name, value] = /^([\w-]+(?:\.[\w-]+)?)=(.*)$/s.exec(word) ?? []
    if (name !== undefined && value !== undefined && !properties.has(name.toLowerCase()))
      properties.set(name.toLowerCase(), value)
  }
  return [{ method: method.toLowerCase(), result: result.toLowerCase(), properties }]
}

/** The words between semicolons: comments taken out, quotations opened, and no space around '='. */
function statements(field: string): readonly (readonly string[])[] {
  const line = field.replaceAll(/\s+/g, ' ').replaceAll(/ ?= ?/g, '=')
  const found: string[][] = [[]]
  let word = ''
  let quoted = false
  let depth = 0
  const end = (): void => {
    if (word !== '') found.at(-1)?.push(word)
    word = ''
  }
  for (let at = 0; at < line.length; at += 1) {
    const sign = line[at] ?? ''
    if (sign === '\\' && (quoted || depth > 0)) {
      at += 1
      if (quoted) word += line[at] ?? ''
    } else if (depth > 0) depth += sign === '(' ? 1 : sign === ')' ? -1 : 0
    else if (sign === '"') quoted = !quoted
    else if (quoted) word += sign
    else if (sign === '(') depth += 1
    else if (sign === ';') {
      end()
      found.push([])
    } else if (sign === ' ') end()
    else word += sign
  }
  end()
  return found
}
