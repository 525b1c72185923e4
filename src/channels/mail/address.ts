/** Who wrote and who is written to. */
import { addressParser, type Address } from 'postal-mime'
import { decodeWords } from './header.ts'

export interface MailAddress {
  /** '' where the mail gives none. */
  readonly name: string
  readonly email: string
}

/** No letter has more; lists of a hundred thousand are made to cost time. */
const longest = 20_000

/** The addresses of a field, groups opened; what is none is left out. */
export function addressesOf(text: string): MailAddress[] {
  return flat(addressParser(text.slice(0, longest)))
}

function flat(addresses: readonly Address[]): MailAddress[] {
  return addresses.flatMap((address) => {
    if (address.group !== undefined) return flat(address.group)
    const email = address.address?.trim() ?? ''
    if (!/^[^\s@<>]+@[^\s@<>]+$/.test(email)) return []
    return [{ name: decodeWords(address.name).replace(/\s+/g, ' ').trim(), email }]
  })
}

/** 'MAILER-DAEMON (Mail Delivery System)': a machine's own users have no domain. Null where it is not so simple. */
export function localUser(text: string): MailAddress | null {
  const match = /^([\w.+-]{1,64})(?: \(([^()]{0,100})\))?$/.exec(text.trim().slice(0, 200))
  return match?.[1] === undefined ? null : { name: match[2] ?? '', email: match[1] }
}
