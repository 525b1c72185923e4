/** What stands in the link of a receipt that asks (B2): which ticket, and a signature that nobody guesses. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { TicketId } from '../../domain/kernel.ts'
import { settledSecret } from '../../storage/sign-in.ts'
import type { App } from '../app.ts'

const secrets = new WeakMap<App, Promise<string>>()

/** The secret of all links in letters: made once for an installation, the same for every node ever after. */
export function askSecret(app: App): Promise<string> {
  const known = secrets.get(app)
  if (known !== undefined) return known
  const secret = settledSecret(app.db, 'reply-secret', randomBytes(32).toString('base64url'))
  secrets.set(app, secret)
  secret.catch(() => secrets.delete(app))
  return secret
}

const signed = (secret: string, ticket: string): Buffer =>
  createHmac('sha256', secret).update(`ask|${ticket}`).digest().subarray(0, 16)

/**
 * The ticket, and 128 bits that only who knows the secret can work out. It is worked out anew whenever it is wanted: nothing
 * in the database opens a form by itself.
 */
export const askToken = (secret: string, ticket: TicketId): string =>
  Buffer.concat([Buffer.from(ticket.replaceAll('-', ''), 'hex'), signed(secret, ticket)]).toString('base64url')

/** The ticket whose link it is; null for a token that was never given out. */
export function ticketOfToken(secret: string, token: string): TicketId | null {
  if (!/^[\w-]{43}$/.test(token)) return null
  const bytes = Buffer.from(token, 'base64url')
  const hex = bytes.toString('hex', 0, 16)
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
  return timingSafeEqual(bytes.subarray(16), signed(secret, id)) ? (id as TicketId) : null
}

export const askPath = (token: string): string => `/supply/${token}`
