/** Where a webhook may lead (D5), as far as its address says; what its name leads to is looked up at each delivery. */
import { isIP } from 'node:net'
import { whyNotPublic } from '../../domain/webhook/address.ts'

/** The address as it is kept, or a sentence to act on. `mayBePrivate`: an intranet, or tests. */
export function readWebhookUrl(
  text: string,
  mayBePrivate: boolean,
): { readonly url: string } | { readonly wrong: string } {
  if (!URL.canParse(text)) return { wrong: 'Give a whole address, such as https://hooks.example/partner-desk.' }
  const url = new URL(text)
  const { protocol, hostname, username, password, hash } = url
  if (protocol !== 'https:' && !(mayBePrivate && protocol === 'http:'))
    return { wrong: 'Give an address that begins with https://.' }
  if (username !== '' || password !== '')
    return { wrong: 'Take name and password out of the address: each delivery is signed instead.' }
  if (hash !== '') return { wrong: 'Take out what follows the #: it is never sent.' }
  const host = hostname.replace(/^\[|\]$/g, '')
  if (mayBePrivate) return { url: url.href }
  if (isIP(host) === 0 && !/[^.]\.[^.]/.test(host))
    return { wrong: 'Give a name that the whole internet knows, such as hooks.example.com.' }
  const why = isIP(host) === 0 ? null : whyNotPublic(host)
  return why === null ? { url: url.href } : { wrong: `Give a public address: this one leads to ${why}.` }
}
