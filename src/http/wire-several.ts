/** What one act on several tickets came to. */
import { z } from 'zod'

export const several = z.object({
  /** In the order in which the tickets were named. */
  items: z.array(
    z.object({
      ticket: z.uuid(),
      /** Null where there is no such ticket. */
      number: z.string().nullable(),
      /** Null where it was done; else why not, as the act on that ticket alone would have been refused. */
      problem: z
        .object({
          /** As it ends the `type` of a problem. */
          code: z.string(),
          detail: z.string(),
          errors: z.array(z.object({ field: z.string(), message: z.string() })),
        })
        .nullable(),
    }),
  ),
})

export type SeveralView = z.infer<typeof several>
