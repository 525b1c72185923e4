/** What is asked of second factors. */
import { z } from 'zod'
import { secondFactorRules } from '../domain/second-factor.ts'
import { text } from './asked.ts'

const password = z.string().min(1).max(1_000)
/** Of the app, or a recovery code, however it is typed. */
const aCode = text(100)

export const code = z.strictObject({ code: aCode })
export const begin = z.strictObject({ password })
export const proof = z.strictObject({ password, code: aCode })
export const rule = z.strictObject({ required: z.enum(secondFactorRules) })
