/** The policy as the HTTP API answers it (see wire.ts). */
import { z } from 'zod'
import { kinds } from '../domain/policy.ts'
import { attachmentLimits } from './wire-attachment.ts'

/** Minutes of working time. */
const range = z.object({ from: z.number(), to: z.number() })

/** The current policy: what there is to choose, and what is promised. */
export const policy = z.object({
  version: z.number().int(),
  vendor: z.object({ name: z.string() }),
  desks: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      covers: z.enum(['technical', 'non-technical']),
      description: z.string(),
      severities: z.array(
        z.object({
          level: z.number().int(),
          name: z.string(),
          definition: z.string(),
          examples: z.array(z.string()),
          commitment: z.object({ acknowledgement: range, determination: range }),
        }),
      ),
    }),
  ),
  tiers: z.array(z.object({ id: z.string(), name: z.string(), rank: z.number(), targetPosition: z.number() })),
  requestTypes: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      desk: z.string(),
      kind: z.enum(kinds),
      category: z.string(),
      description: z.string(),
    }),
  ),
  categories: z.array(
    z.object({
      id: z.string(),
      desk: z.string(),
      name: z.string(),
      description: z.string(),
      subTypes: z.array(z.object({ id: z.string(), name: z.string() })),
      scope: z.enum(['in', 'out', 'feedback']),
      outOfScopeReply: z.string().nullable(),
      critical: z.boolean(),
    }),
  ),
  products: z.array(
    z.object({ id: z.string(), name: z.string(), family: z.string(), needsSupportAccess: z.boolean() }),
  ),
  intake: z.object({ descriptionWords: z.number().int() }),
  attachments: attachmentLimits,
  regions: z.array(z.object({ id: z.string(), name: z.string() })),
})
