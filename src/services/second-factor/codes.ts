/** Codes of the app and on paper: which are right, and that each works once. */
import { createOTP } from '@better-auth/utils/otp'
import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Instant, PersonId } from '../../domain/kernel.ts'
import { codeDigits, openSteps, readCode, recoveryCode, recoveryCodeOf } from '../../domain/second-factor.ts'
import { secondFactorOf, takeRecoveryCode, takeStep } from '../../storage/second-factors.ts'
import type { Tx } from '../../storage/database.ts'
import type { Seals } from './sealed.ts'

/** As RFC 4226 asks for SHA-1. Bytes. */
export const secretLength = 20

/** The step of which it is the code; null where it is of none of them. All are worked out, whichever it is. */
export async function stepOfCode(secret: Buffer, code: string, steps: readonly number[]): Promise<number | null> {
  const otp = createOTP(secret, { digits: codeDigits })
  let found: number | null = null
  for (const step of steps) {
    const right = await otp.hotp(step)
    if (right.length === code.length && timingSafeEqual(Buffer.from(right), Buffer.from(code))) found = step
  }
  return found
}

export type Taken = { readonly kind: 'app' } | { readonly kind: 'recovery'; readonly left: number }

/**
 * Takes a code that was typed, of either kind, so that it works no more; null for one that is wrong, old or was used. Of two
 * with the same one at once one gets it: the other waits for its transaction.
 */
export async function takeCode(
  tx: Tx,
  seals: Seals,
  person: PersonId,
  given: string,
  at: Instant,
): Promise<Taken | null> {
  const code = readCode(given)
  const factor = await secondFactorOf(tx, person)
  if (code === null || factor === null || factor.confirmedAt === null) return null
  if (code.kind === 'recovery') {
    const left = await takeRecoveryCode(tx, person, seals.hashOf(person, code.code))
    return left === null ? null : { kind: 'recovery', left }
  }
  const step = await stepOfCode(seals.open(person, factor.secret), code.code, openSteps(at, factor.lastStep))
  return step !== null && (await takeStep(tx, person, step)) ? { kind: 'app' } : null
}

/** Fresh ones, as they are kept by no one but their owner. */
export const newRecoveryCodes = (): readonly string[] =>
  Array.from({ length: recoveryCode.count }, () => recoveryCodeOf(randomBytes(recoveryCode.letters)))
