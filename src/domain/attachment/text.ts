/** Whether bytes can be read as text, in UTF-8 or UTF-16. */

/** Characters that no text has: all control characters but tab, line feeds and escape (of a terminal's colours). */
const isStrange = (byte: number): boolean =>
  byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 27

/** `bytes` may be the beginning of a file, and end within a character. */
export function isText(bytes: Uint8Array): boolean {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return bytes.length % 2 === 0
  for (let at = 0; at < bytes.length;) {
    const byte = bytes[at] as number
    if (byte < 0x80) {
      if (isStrange(byte)) return false
      at += 1
      continue
    }
    const length =
      byte >= 0xc2 && byte < 0xe0 ? 2 : byte >= 0xe0 && byte < 0xf0 ? 3 : byte >= 0xf0 && byte < 0xf5 ? 4 : 0
    if (length === 0) return false
    for (let next = at + 1; next < at + length && next < bytes.length; next += 1)
      if (((bytes[next] as number) & 0xc0) !== 0x80) return false
    at += length
  }
  return true
}
