/**
 * A key and a certificate signed with it, for STARTTLS where the operator gives none: servers that deliver mail do not ask who
 * signed it, and listeners on the way read nothing. Made anew at each start and kept nowhere (X.509, RFC 5280, in DER).
 */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'

export interface TlsPair {
  /** Both in PEM. */
  readonly key: string
  readonly cert: string
}

/** For the name that the server introduces itself by; valid from a day before `from` on, for two years. */
export function ownCertificate(name: string, from: Temporal.Instant): TlsPair {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const subject = sequence(set(sequence(oid(2, 5, 4, 3), utf8(name.slice(0, 64)))))
  const names = tagged(0x30, tagged(0x82, Buffer.from(name, 'ascii')))
  const body = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    // Positive, and never begun by a zero.
    integer(Buffer.from([0x40 | ((randomBytes(1)[0] ?? 0) & 0x3f), ...randomBytes(15)])),
    ecdsaWithSha256,
    subject,
    sequence(time(from.subtract({ hours: 24 })), time(from.add({ hours: 2 * 365 * 24 }))),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(sequence(oid(2, 5, 29, 17), tagged(0x04, names)))),
  )
  const signature = tagged(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)]))
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pem(sequence(body, ecdsaWithSha256, signature)),
  }
}

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content])
  const bytes = length < 0x1_00 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...bytes]), content])
}

const sequence = (...parts: readonly Buffer[]): Buffer => tagged(0x30, Buffer.concat(parts))
const set = (...parts: readonly Buffer[]): Buffer => tagged(0x31, Buffer.concat(parts))
const integer = (bytes: Buffer): Buffer => tagged(0x02, bytes)
const utf8 = (text: string): Buffer => tagged(0x0c, Buffer.from(text, 'utf8'))

/** 'YYYYMMDDHHMMSSZ' */
const time = (at: Temporal.Instant): Buffer =>
  tagged(0x18, Buffer.from(`${at.toString({ smallestUnit: 'second' }).replace(/[-:TZ]/g, '')}Z`, 'ascii'))

function oid(first: number, second: number, ...rest: readonly number[]): Buffer {
  const bytes = rest.flatMap((number) => {
    const septets = [number & 0x7f]
    for (let left = number >> 7; left > 0; left >>= 7) septets.unshift((left & 0x7f) | 0x80)
    return septets
  })
  return tagged(0x06, Buffer.from([first * 40 + second, ...bytes]))
}

const ecdsaWithSha256 = sequence(oid(1, 2, 840, 10045, 4, 3, 2))

const pem = (der: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`
