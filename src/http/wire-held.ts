/** What the API answers about held requests (A7). */
import { z } from 'zod'
import { heldStates, suggestedBy } from '../services/held/held.ts'
import { channels } from '../domain/ticket/ticket.ts'
import { clock, finding, partner } from './wire.ts'

const id = z.uuid()
const instant = z.iso.datetime({ offset: true })
const ticketRef = z.object({ id, number: z.string(), subject: z.string() })

export const heldListed = z.object({
  id,
  channel: z.enum(channels),
  desk: z.string(),
  from: z.object({ name: z.string(), email: z.string() }),
  subject: z.string(),
  /** Why it is held. */
  reasons: z.array(finding),
  /** Promises count from here, however late it is let in. */
  receivedAt: instant,
  /** When its sender was told what to do. */
  toldAt: instant.nullable(),
  state: z.enum(heldStates),
  /** The ticket that it answers. */
  replyTo: ticketRef.nullable(),
  /** Whose it may be, the likeliest first. */
  suggestions: z.array(
    z.object({
      partner,
      contact: z.object({ id, name: z.string(), email: z.string() }).nullable(),
      by: z.enum(suggestedBy),
    }),
  ),
  /** What would be promised since its receipt if it were of the likeliest partner, or on the ticket that it answers. */
  promise: z
    .object({ partner: z.string(), zone: z.string(), severity: z.number().int(), clocks: z.array(clock) })
    .nullable(),
  decided: z.object({ at: instant, by: z.string().nullable(), because: z.string().nullable() }).nullable(),
  /** What it became, or was added to. */
  ticket: ticketRef.nullable(),
})

export const heldPage = heldListed.extend({
  text: z.string(),
  /** Id of the raw mail. */
  mail: z.string().nullable(),
  acts: z.array(
    z.object({
      at: instant,
      by: z.string().nullable(),
      what: z.enum(['held', 'told', 'released', 'refused', 'reopened']),
      because: z.string().nullable(),
    }),
  ),
})

export type HeldListedView = z.infer<typeof heldListed>
export type HeldPageView = z.infer<typeof heldPage>
