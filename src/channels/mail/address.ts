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

/** The addresses of a field, groups opened, those without an address left out. */
export function addressesOf(text: string): MailAddress[] {
  return flat(addressParser(text.slice(0, longest)), text.slice(0, longest))
}

function flat(addresses: readonly Address[], text: string): MailAddress[] {
  return addresses.flatMap((address) => {
    if (address.group !== undefined) return flat(address.group, '')
    const name = decodeWords(address.name).replace(/\s+/g, ' ').trim()
    const email = address.address?.trim() ?? ''
    if (/^[^\s@<>]+@[^\s@<>]+$/.test(email)) return [{ name, email }]
    // 'MAILER-DAEMON (Mail Delivery System)': the machine's own users have no domain.
    const local = /^([\w.+-]{1,64})(?: \((.{0,100})\))?$/.exec(email === '' ? text.trim() : email)
    return local?.[1] === undefined ? [] : [{ name: local[2] ?? name, email: local[1] }]
  })
}
