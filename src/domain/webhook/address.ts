/** Which addresses of the network are public (D5): a webhook must not reach what only this machine or its network reaches. */

/** Ranges that lead to no public server, as they are registered (RFC 6890 and those after it): first address, bits, what it is. */
const closed4: readonly (readonly [string, number, string])[] = [
  ['0.0.0.0', 8, 'this network'],
  ['10.0.0.0', 8, 'a private network'],
  ['100.64.0.0', 10, 'a carrier’s own network'],
  ['127.0.0.0', 8, 'this machine'],
  ['169.254.0.0', 16, 'the local link, where clouds keep their metadata'],
  ['172.16.0.0', 12, 'a private network'],
  ['192.0.0.0', 24, 'reserved'],
  ['192.0.2.0', 24, 'for examples'],
  ['192.88.99.0', 24, 'reserved'],
  ['192.168.0.0', 16, 'a private network'],
  ['198.18.0.0', 15, 'for measurements'],
  ['198.51.100.0', 24, 'for examples'],
  ['203.0.113.0', 24, 'for examples'],
  ['224.0.0.0', 4, 'a multicast group'],
  ['240.0.0.0', 4, 'reserved'],
]

/** Of IPv6 only 2000::/3 is given out; these parts of it lead to no public server. */
const closed6: readonly (readonly [string, number, string])[] = [
  ['2001::', 23, 'reserved'],
  ['2001:db8::', 32, 'for examples'],
  ['3fff::', 20, 'for examples'],
]

/** IPv6 addresses that carry one of IPv4: the range, and where the other one begins, in words of 16 bits. */
const carriers: readonly (readonly [string, number, number])[] = [
  ['::ffff:0:0', 96, 6],
  ['::ffff:0:0:0', 96, 6],
  ['64:ff9b::', 96, 6],
  ['2002::', 16, 1],
  ['::', 96, 6],
]

const others: readonly (readonly [string, number, string])[] = [
  ['::1', 128, 'this machine'],
  ['::', 128, 'this machine'],
  ['fc00::', 7, 'a private network'],
  ['fe80::', 10, 'the local link'],
  ['fec0::', 10, 'a private network'],
  ['ff00::', 8, 'a multicast group'],
]

/** What an address leads to that is not public; null of a public one. What cannot be read as an address is none. */
export function whyNotPublic(address: string): string | null {
  const four = wordsOf4(address)
  if (four !== null) return closedBy(four, closed4, wordsOf4)
  const six = wordsOf6(address)
  if (six === null) return 'no address'
  const own = closedBy(six, others, wordsOf6)
  if (own !== null) return own
  for (const [range, bits, at] of carriers) {
    if (!isWithin(six, wordsOf6(range), bits)) continue
    return closedBy(six.slice(at, at + 2), closed4, wordsOf4)
  }
  if (!isWithin(six, wordsOf6('2000::'), 3)) return 'reserved'
  return closedBy(six, closed6, wordsOf6)
}

type Words = readonly number[]

const closedBy = (
  words: Words,
  ranges: readonly (readonly [string, number, string])[],
  read: (text: string) => Words | null,
): string | null => ranges.find(([range, bits]) => isWithin(words, read(range), bits))?.[2] ?? null

function isWithin(words: Words, range: Words | null, bits: number): boolean {
  if (range === null) throw new Error('A range is no address.')
  return words.every((word, place) => {
    const own = Math.min(Math.max(bits - place * 16, 0), 16)
    return word >> (16 - own) === (range[place] ?? 0) >> (16 - own)
  })
}

/** Two words of 16 bits; only the plain form of four numbers is one. */
function wordsOf4(text: string): Words | null {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1)
  if (parts === undefined || parts.some((part) => Number(part) > 255 || (part.length > 1 && part.startsWith('0'))))
    return null
  const [a = 0, b = 0, c = 0, d = 0] = parts.map(Number)
  return [a * 256 + b, c * 256 + d]
}

/** Eight words of 16 bits; a zone after '%' is left aside. */
function wordsOf6(text: string): Words | null {
  const [bare = ''] = text.toLowerCase().split('%')
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(bare)
  const last = dotted === null ? null : wordsOf4(dotted[2] ?? '')
  if (dotted !== null && last === null) return null
  const whole = last === null ? bare : `${dotted?.[1]}${last.map((word) => word.toString(16)).join(':')}`
  const halves = whole.split('::')
  if (halves.length > 2) return null
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')))
  const missing = 8 - head.length - tail.length
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null
  const words = [...head, ...Array.from({ length: missing }, () => '0'), ...tail]
  return words.every((word) => /^[\da-f]{1,4}$/.test(word)) ? words.map((word) => Number.parseInt(word, 16)) : null
}
