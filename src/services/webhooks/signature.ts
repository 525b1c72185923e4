/** How whoever receives a webhook knows that it is ours and new (D5): headers, signature, and the secret behind it. */
import { createHmac, randomBytes } from 'node:crypto'
import type { Instant } from '../../domain/kernel.ts'
import { settledSecret } from '../../storage/sign-in.ts'
import type { WebhookId } from '../../storage/webhooks.ts'
import type { App } from '../app.ts'

const masters = new WeakMap<App, Promise<string>>()

/** Made once for an installation, the same for every node ever after. */
function master(app: App): Promise<string> {
  const known = masters.get(app)
  if (known !== undefined) return known
  const made = settledSecret(app.db, 'webhook-secret', randomBytes(32).toString('base64url'))
  masters.set(app, made)
  made.catch(() => masters.delete(app))
  return made
}

/** The secret of one webhook, worked out whenever it is wanted: no row of the database has it. A new number is a new secret. */
export const secretOf = async (app: App, webhook: WebhookId, number: number): Promise<string> =>
  `whsec_${createHmac('sha256', await master(app))
    .update(`${webhook}|${number}`)
    .digest('base64url')}`

/** HMAC-SHA256 of the seconds, a dot and the body as it is sent, in hexadecimal. */
export const signatureOf = (secret: string, seconds: number, body: string): string =>
  createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')

/** Of one attempt: its instant is signed with the body, so that what is caught cannot be sent again later. */
export function headersOf(
  { event, kind, body }: { readonly event: string; readonly kind: string; readonly body: string },
  secret: string,
  at: Instant,
): Readonly<Record<string, string>> {
  const seconds = Math.floor(at.epochMilliseconds / 1_000)
  return {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Partner-Desk-Webhook/1',
    'partner-desk-event': event,
    'partner-desk-kind': kind,
    'partner-desk-timestamp': String(seconds),
    'partner-desk-signature': `v1=${signatureOf(secret, seconds, body)}`,
  }
}
