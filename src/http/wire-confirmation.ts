/** What the link of a letter shows to a customer, as the HTTP API answers it (E1, E2, E5, E9). */
import { z } from 'zod'
import { workflowField } from './wire-workflow.ts'

/** What a link shows to whoever holds it. */
export const confirmation = z.object({
  state: z.enum(['open', 'answered', 'expired', 'superseded', 'unknown']),
  /** What has become of it, in a sentence. */
  says: z.string(),
  vendor: z.string(),
  workflow: z.string().nullable(),
  asks: z.string().nullable(),
  facts: z.array(z.object({ name: z.string(), said: z.string() })),
  answers: z.array(z.object({ step: z.string(), name: z.string(), fields: z.array(workflowField) })),
  until: z.iso.datetime({ offset: true }).nullable(),
  zone: z.string().nullable(),
})

export type ConfirmationView = z.infer<typeof confirmation>
