/** What the API answers about too many basic requests of one partner (B9). */
import { z } from 'zod'
import { partner } from './wire.ts'

const instant = z.iso.datetime({ offset: true })

export const overuse = z.object({
  /** How-to questions of the last `withinDays` days, as they are classified now. */
  count: z.number().int(),
  /** It is too many above this. */
  moreThan: z.number().int(),
  withinDays: z.number().int(),
  isTooMany: z.boolean(),
  /** The account manager who was told, once for each time that the count rose. */
  told: z.object({ at: instant, name: z.string(), email: z.string().nullable() }).nullable(),
  /** The latest first; `leavesAt` is when it is counted no longer. */
  requests: z.array(
    z.object({ id: z.uuid(), number: z.string(), subject: z.string(), receivedAt: instant, leavesAt: instant }),
  ),
  /** What they are about, and who lacks the training for it. */
  topics: z.array(
    z.object({
      name: z.string(),
      count: z.number().int(),
      product: z.string().nullable(),
      untrained: z.array(z.string()),
    }),
  ),
})

export const overusing = z.object({
  moreThan: z.number().int(),
  withinDays: z.number().int(),
  items: z.array(
    z.object({
      partner,
      count: z.number().int(),
      since: instant,
      told: z.object({ name: z.string(), email: z.string() }),
    }),
  ),
})

export type OveruseView = z.infer<typeof overuse>
export type OverusingView = z.infer<typeof overusing>
