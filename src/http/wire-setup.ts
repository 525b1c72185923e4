/** What a new desk still lacks, on the wire. */
import { z } from 'zod'
import { setupSteps } from '../services/setup.ts'

export const setup = z.object({
  /** In the order in which they are best done. */
  steps: z.array(z.object({ id: z.enum(setupSteps), isDone: z.boolean() })),
  /** Whose promises the policy keeps. */
  vendor: z.string(),
  /** Desks at which nobody answers yet. */
  desksWithout: z.array(z.string()),
  /** PUBLIC_URL, where it is set. */
  publicUrl: z.string().nullable(),
  hasPartner: z.boolean(),
  /** The list is not to be shown any more. */
  isPutAway: z.boolean(),
})

export type SetupView = z.infer<typeof setup>

export const putAway = z.strictObject({ isPutAway: z.boolean() })
