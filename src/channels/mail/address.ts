/** Who wrote and who is written to. */
import { addressParser, type Address } from 'postal-mime'
import { decodeWords, longestField } from './header.ts'

export interface MailAddress {
  /** '' where the mail gives none. */
  readonly name: string
  readonly email: string
}

/** The addresses of a field, groups opened; what is none is left out. */
export function addressesOf(text: string): MailAddress[] {
  // Half an address at the end of what is read would be somebody else's.
  const whole = text.length < longestField ? text : text.slice(0, Math.max(text.lastIndexOf(',', longestField), 0))
  return flat(addressParser(withFlatComments(whole)))
}

function flat(addresses: readonly Address[]): MailAddress[] {
  return addresses.flatMap((address) => {
    if (address.group !== undefined) return flat(address.group)
    const email = emailIn(address.address ?? '')
    if (email === null) return []
    return [{ name: decodeWords(address.name).replace(/\s+/g, ' ').trim(), email }]
  })
}

/** Without the servers that mail of old was to go by ('@relay.example:user@host.example'). Null where it is none. */
function emailIn(address: string): string | null {
  const text = address.trim().replace(/^@[^\s<>":]+:/, '')
  const [, local = '', host] = /^(.+)@([^\s@<>]+)$/.exec(text) ?? []
  if (host === undefined) return null
  if (/^([^\s@<>]+|"([^"\\]|\\.)+")$/.test(local)) return text
  // The parser takes away the quotation marks that a name with a space needs.
  return /^[^@<>"\\]+$/.test(local) ? `"${local}"@${host}` : null
}

/** The parser ends a comment within a comment with the first parenthesis, and takes the rest for a name. */
function withFlatComments(text: string): string {
  if (!/\([^)]*\(/.test(text)) return text
  let flat = ''
  let depth = 0
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? ''
    if (sign === '\\') {
      flat += text.slice(at, at + 2)
      at += 1
      continue
    }
    if (sign === '"' && depth === 0) quoted = !quoted
    if (sign === ')' && !quoted) depth = Math.max(depth - 1, 0)
    if (depth === 0 || !'()'.includes(sign)) flat += sign
    if (sign === '(' && !quoted) depth += 1
  }
  return flat
}

/** 'MAILER-DAEMON (Mail Delivery System)': a machine's own users have no domain. Null where it is not so simple. */
export function localUser(text: string): MailAddress | null {
  const match = /^([\w.+-]{1,64})(?: \(([^()]{0,100})\))?$/.exec(text.trim().slice(0, 200))
  return match?.[1] === undefined ? null : { name: match[2] ?? '', email: match[1] }
}
