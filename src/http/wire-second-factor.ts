/** Second factors on the wire. */
import { z } from 'zod'
import { secondFactorRules } from '../domain/second-factor.ts'

const instant = z.iso.datetime({ offset: true })

/** A password was right, and a code is asked for. */
export const halfSignIn = z.object({ needs: z.literal('second-factor'), expiresAt: instant })

export const ownSecondFactor = z.object({
  /** Null where there is none. */
  since: instant.nullable(),
  recoveryCodesLeft: z.number().int(),
  /** The desk asks for one. */
  isRequired: z.boolean(),
})

/** For an app; shown this once. */
export const newSecret = z.object({
  /** Base32, in groups of four. */
  secret: z.string(),
  /** 'otpauth://…' */
  link: z.string(),
})

/** Shown this once. */
export const recoveryCodes = z.object({ codes: z.array(z.string()) })

export const rule = z.object({
  required: z.enum(secondFactorRules),
  /** How many of the staff would be led to set one up, under either rule. */
  lacking: z.object({ administrators: z.number().int(), staff: z.number().int() }),
})

export type HalfSignIn = z.infer<typeof halfSignIn>
export type OwnSecondFactor = z.infer<typeof ownSecondFactor>
export type NewSecret = z.infer<typeof newSecret>
export type RecoveryCodes = z.infer<typeof recoveryCodes>
export type RuleView = z.infer<typeof rule>
