/** Where the widget may stand (A6): an origin, as browsers say it. */

/** The origin in its own spelling, or a sentence to act on. http only on this machine: anybody on the way could read along. */
export function readOrigin(text: string): { readonly origin: string } | { readonly wrong: string } {
  const example = 'Give scheme and name of the site and nothing more, such as https://store.example.com.'
  if (!URL.canParse(text.trim())) return { wrong: example }
  const { protocol, origin, hostname, pathname, search, hash, username, password } = new URL(text.trim())
  const isBare = `${search}${hash}${username}${password}` === '' && pathname === '/'
  if ((protocol !== 'https:' && protocol !== 'http:') || !isBare) return { wrong: example }
  // What stands in a header of ours is written by nobody else.
  if (/[^\w.:/[\]-]/.test(origin)) return { wrong: example }
  const isLocal = hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
  if (protocol === 'http:' && !isLocal) return { wrong: 'Give an address that begins with https://.' }
  return { origin }
}
