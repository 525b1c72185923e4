/**
 * What of a second factor is kept, so that its table alone opens nothing: the app's secret encrypted, recovery codes as
 * keyed hashes. Both keys come from one secret of the installation, which every node and every backup has.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import type { PersonId } from '../../domain/kernel.ts'
import { settledSecret } from '../../storage/sign-in.ts'
import type { App } from '../app.ts'

export interface Seals {
  /** Bound to its person: moved to another row it opens no more. */
  seal(person: PersonId, secret: Buffer): Buffer
  /** Throws for what was sealed for somebody else, or by another installation. */
  open(person: PersonId, sealed: Buffer): Buffer
  hashOf(person: PersonId, recoveryCode: string): Buffer
}

const cipher = 'aes-256-gcm'
const sizes = { iv: 12, tag: 16 } as const

export async function sealsOf(app: App): Promise<Seals> {
  const settled = await settledSecret(app.db, 'second-factor-secret', randomBytes(32).toString('base64url'))
  const keyFor = (what: string): Buffer => Buffer.from(hkdfSync('sha256', settled, '', what, 32))
  const [forSecrets, forCodes] = [keyFor('second-factor secrets'), keyFor('second-factor recovery codes')]
  return {
    seal(person, secret) {
      const iv = randomBytes(sizes.iv)
      const sealing = createCipheriv(cipher, forSecrets, iv).setAAD(Buffer.from(person))
      const sealed = Buffer.concat([sealing.update(secret), sealing.final()])
      return Buffer.concat([iv, sealing.getAuthTag(), sealed])
    },
    open(person, sealed) {
      const [iv, tag] = [sealed.subarray(0, sizes.iv), sealed.subarray(sizes.iv, sizes.iv + sizes.tag)]
      const opening = createDecipheriv(cipher, forSecrets, iv, { authTagLength: sizes.tag })
        .setAAD(Buffer.from(person))
        .setAuthTag(tag)
      return Buffer.concat([opening.update(sealed.subarray(sizes.iv + sizes.tag)), opening.final()])
    },
    hashOf: (person, code) => createHmac('sha256', forCodes).update(`${person} ${code}`).digest(),
  }
}
