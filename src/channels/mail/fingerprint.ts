/** What two mails have in common that are one and the same, however often and by whatever way they come (G1). */
import { createHash } from 'node:crypto'
import { fieldOf, fieldsOf } from './header.ts'

/** What is written on the way, or by whoever keeps it for us, says nothing of the mail. */
const trace =
  /^(received(-spf)?|return-path|delivered-to|x-original-to|envelope-to|delivery-date|authentication-results|arc-.*|dkim-signature|domainkey-.*|x-.*|status|lines|content-length)$/

export interface Fingerprint {
  /** SHA-256 over all but what was written on the way. */
  readonly digest: Buffer
  /** Over the digest and what tells it from another mail of the same words: its Message-ID, else when it was sent. */
  readonly fingerprint: Buffer
}

/**
 * `day` stands in where a mail has neither Message-ID nor date: the same words on another day are another mail. A Message-ID
 * alone makes no two mails the same, for anybody can write one.
 */
export function fingerprintOf(raw: Uint8Array, messageId: string | null, day: string): Fingerprint {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const end = headEnd(bytes)
  const fields = fieldsOf(bytes.toString('latin1', 0, end))
  const digest = createHash('sha256')
  const told = fields
    .filter(({ name }) => !trace.test(name))
    .map(({ name, bytes: value }) => `${name}:${value.replace(/\s+/g, ' ').trim()}`)
  digest.update(told.toSorted().join('\n'), 'latin1')
  digest.update('\n\n')
  digest.update(bytes.toString('latin1', end).replace(/\r\n?/g, '\n').trimEnd(), 'latin1')
  const own = digest.digest()
  const date = fieldOf(fields, 'date')
  const apart = messageId !== null ? `id ${messageId}` : date !== null ? 'dated' : `on ${day}`
  return { digest: own, fingerprint: createHash('sha256').update(own).update(apart).digest() }
}

/** Where the first blank line begins. */
function headEnd(bytes: Buffer): number {
  for (let at = 0; at < bytes.length;) {
    const found = bytes.indexOf(0x0a, at)
    const end = found < 0 ? bytes.length : found
    if (end === at || (end === at + 1 && bytes[at] === 0x0d)) return at
    at = end + 1
  }
  return bytes.length
}
