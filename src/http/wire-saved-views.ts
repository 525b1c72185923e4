/** What the HTTP API answers about saved views (see wire.ts). */
import { z } from 'zod'

/** A named set of filters over one list. */
export const savedView = z.object({
  id: z.uuid(),
  name: z.string(),
  list: z.enum(['queue', 'mine', 'all']),
  /** By the names and values of `GET /tickets`. */
  question: z.record(z.string(), z.string()),
  /** Nobody else sees it. */
  personal: z.boolean(),
  /** Of a shared one: whose desk sees it; null: everybody. */
  desk: z.string().nullable(),
  /** Among the caller's own, or among the shared ones; from 1 on. */
  position: z.number().int(),
  /** By the caller. */
  mayChange: z.boolean(),
  updatedBy: z.string().nullable(),
  updatedAt: z.iso.datetime({ offset: true }),
})

export const savedViewCounts = z.object({
  items: z.array(
    z.object({
      view: z.uuid(),
      /** Null where the policy knows nothing any more of what it is narrowed by. */
      count: z.number().int().nullable(),
      /** False where there may be more: counting stops at 1,000, and where too many tickets would have to be looked at. */
      isAll: z.boolean(),
    }),
  ),
})

export type SavedViewView = z.infer<typeof savedView>
export type SavedViewCountsView = z.infer<typeof savedViewCounts>
