/** What the HTTP API takes about the policy's versions (see asked.ts). */
import { z } from 'zod'
import { cursor, limit } from './asked.ts'

/** As far as PostgreSQL counts. */
const most = 2_147_483_647
const version = z.coerce.number().int().min(1).max(most)

const isDigest = (value: string): boolean => /^[0-9a-f]{64}$/.test(value)

export const policyVersions = z.strictObject({ limit, cursor })
export const policyDifferences = z.strictObject({ from: version.optional(), to: version })
export const newPolicyVersion = z.strictObject({
  /** As `GET /policy/folder` gave it. */
  digest: z.string().refine(isDigest, 'Must be the digest that the check of the folder gave.'),
  follows: z.number().int().min(1).max(most),
})
