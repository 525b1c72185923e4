/** Somebody with a second factor, as an app and a browser hold it. */
import { base32 } from '@better-auth/utils/base32'
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { ask, type Answer } from './http.ts'

/** RFC 6238 by hand: what the product works out with a library is held to it. */
export function codeAt(secret: string, at: string): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.parse(at) / 30_000)))
  const key = base32.decode(secret.replaceAll(' ', ''))
  const digest = createHmac('sha1', key).update(counter).digest()
  const offset = (digest.at(-1) ?? 0) & 15
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** What a browser would send back. */
export const cookiesOf = (answer: Answer): string =>
  answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .filter((each) => each?.endsWith('=') === false)
    .join('; ')

export const withCookie = (url: string, cookie: string, method: string, path: string, body?: unknown) =>
  ask(url, method, `/api/v1${path}`, { headers: { cookie }, ...(body === undefined ? {} : { body }) })

/** Turns it on at that time, as somebody who is signed in. */
export async function turnOn(url: string, cookie: string, password: string, at: string) {
  const begun = await withCookie(url, cookie, 'POST', '/me/second-factor', { password })
  assert.equal(begun.status, 201, JSON.stringify(begun.body))
  const secret: string = begun.body.secret
  const on = await withCookie(url, cookie, 'PUT', '/me/second-factor', { code: codeAt(secret, at) })
  assert.equal(on.status, 200, JSON.stringify(on.body))
  return { secret, codes: on.body.codes as string[] }
}
