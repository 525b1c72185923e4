/**
 * A secret that is said once: to whoever asked for it, and to the same request where it comes again (G1). It is kept nowhere.
 * Without an Idempotency-Key it is random; with one it is worked out of that key, which its holder alone chose.
 */
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { settledSecret } from '../../storage/sign-in.ts'
import type { App } from '../app.ts'
import type { Once } from '../once.ts'

export interface Mint {
  /** 256 bits for the thing of that id, the same for every call. */
  secretOf(id: string): string
}

export async function mintFor(app: App, asked: Once | null): Promise<Mint> {
  if (asked === null) {
    const secret = randomBytes(32).toString('base64url')
    return { secretOf: () => secret }
  }
  const key = await settledSecret(app.db, 'once-secret', randomBytes(32).toString('base64url'))
  return {
    secretOf: (id) => createHmac('sha256', key).update(`${id} ${asked.key}`).digest('base64url'),
  }
}

export const hashOfSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest()
