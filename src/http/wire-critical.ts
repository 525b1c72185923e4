/** Incidents, the Critical Issue Dashboard and announcements on the wire (D5, D7). */
import { z } from 'zod'
import { ticket } from './wire.ts'

const instant = z.iso.datetime({ offset: true })
const id = z.uuid()
const named = z.object({ id: z.string(), name: z.string() })

export const incident = z.object({
  id,
  number: z.number().int(),
  title: z.string(),
  kind: z.enum(['outage', 'downtime']),
  /** None means all. */
  products: z.array(named),
  regions: z.array(named),
  /** Whether the caller's region is among them; true for staff. */
  affectsYou: z.boolean(),
  startedAt: instant,
  endedAt: instant.nullable(),
  /** The latest first. */
  updates: z.array(
    z.object({
      at: instant,
      by: z.string().nullable(),
      state: z.enum(['opened', 'update', 'ended']),
      body: z.string(),
    }),
  ),
})

export const critical = z.object({
  at: instant,
  incidents: z.array(incident),
  /** Those that ended in the last seven days. */
  ended: z.array(incident),
  /** Open ones of severity 1 and escalated ones, what must happen next first: the caller's own, or everybody's for staff. */
  tickets: z.array(ticket),
})

export const announcement = z.object({
  id,
  title: z.string(),
  body: z.string(),
  /** None of a kind means all of it. */
  tiers: z.array(named),
  regions: z.array(named),
  products: z.array(named),
  publishedAt: instant,
  withdrawnAt: instant.nullable(),
})

export const subscriptions = z.object({ announcements: z.boolean(), incidents: z.boolean() })

export type IncidentView = z.infer<typeof incident>
export type CriticalView = z.infer<typeof critical>
export type AnnouncementView = z.infer<typeof announcement>
export type SubscriptionsView = z.infer<typeof subscriptions>
