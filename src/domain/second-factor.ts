/** The second factor of signing in: codes of an app that change with time (RFC 6238), and recovery codes on paper. */
import type { Instant } from './kernel.ts'

/** As every app has them: six digits, another six each half a minute. */
export const codeDigits = 6
const stepSeconds = 30

/** Of whom of the staff one is asked. */
export const secondFactorRules = ['nobody', 'administrators', 'staff'] as const
export type SecondFactorRule = (typeof secondFactorRules)[number]

/** Partners decide for themselves: no rule asks one of a contact. */
export const isAskedOf = ({ role }: { readonly role: string }, rule: SecondFactorRule): boolean =>
  role !== 'contact' && (rule === 'staff' || (rule === 'administrators' && role === 'admin'))

/** The number of the half minute that `at` lies in, counted from 1970. */
export const stepAt = (at: Instant): number => Math.floor(at.epochMilliseconds / (stepSeconds * 1_000))

/**
 * The steps of which a code is taken at `at`: clocks may be one step apart, either way. None of `last`, from which a code
 * was taken already, or of any before it: a code works once.
 */
export function openSteps(at: Instant, last: number | null): readonly number[] {
  const now = stepAt(at)
  return [now - 1, now, now + 1].filter((step) => last === null || step > last)
}

/** What somebody typed, as what it can be; null where it is neither. */
export type GivenCode =
  | { readonly kind: 'app'; readonly code: string }
  /** In small letters, without what stands between its groups. */
  | { readonly kind: 'recovery'; readonly code: string }

/** 80 bits each: nobody tries them all, not even with the database before them. */
export const recoveryCode = { letters: 16, count: 10 } as const
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'

export function readCode(given: string): GivenCode | null {
  const plain = given.replaceAll(/[\s\p{Pd}]/gu, '').toLowerCase()
  if (new RegExp(`^\\d{${codeDigits}}$`).test(plain)) return { kind: 'app', code: plain }
  return plain.length === recoveryCode.letters && [...plain].every((sign) => alphabet.includes(sign))
    ? { kind: 'recovery', code: plain }
    : null
}

/** A recovery code of that many random bytes, one for each letter. */
export const recoveryCodeOf = (random: Uint8Array): string =>
  Array.from(random.subarray(0, recoveryCode.letters), (byte) => alphabet[byte % alphabet.length]).join('')

/** In groups of four, as it is read and typed. */
export const inGroups = (text: string, between: string): string => (text.match(/.{1,4}/g) ?? []).join(between)
