/** The policy as the HTTP API answers it (see wire.ts). */
import { z } from 'zod'
import { kinds } from '../domain/policy.ts'
import { attachmentLimits } from './wire-attachment.ts'
import { coverageSummary } from './wire-escalation.ts'

const instant = z.iso.datetime({ offset: true })

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

/** A published version (C9). */
export const policyVersion = z.object({
  version: z.number().int(),
  publishedAt: instant,
  /** Null: the first start of the desk, or the command line. */
  publishedBy: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  isCurrent: z.boolean(),
  /** Opened under it and still open: they keep it. */
  openTickets: z.number().int(),
})

/** `before` is null where something is new, `after` where it is gone; any JSON otherwise. */
const difference = z.object({ path: z.string(), before: z.unknown(), after: z.unknown() })

export const policyDifferences = z.object({
  from: z.number().int(),
  to: z.number().int(),
  items: z.array(difference),
})

export const policyFolder = z.object({
  folder: z.string(),
  mistakes: z.array(
    z.object({
      file: z.string(),
      line: z.number().int(),
      column: z.number().int(),
      /** '' for the file as a whole. */
      path: z.string(),
      found: z.string(),
      expected: z.string(),
    }),
  ),
  publishable: z
    .object({
      digest: z.string(),
      follows: z.number().int(),
      differences: z.array(difference),
      /** Why it may not hold as it is, in sentences; none where it may be published. */
      obstacles: z.array(z.string()),
      coverage: z.object({ complete: z.boolean(), summary: coverageSummary }),
    })
    .nullable(),
  openTickets: z.number().int(),
})

export type PolicyVersionView = z.infer<typeof policyVersion>
export type PolicyDifferencesView = z.infer<typeof policyDifferences>
export type PolicyFolderView = z.infer<typeof policyFolder>
