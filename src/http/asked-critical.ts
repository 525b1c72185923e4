/** What incidents and announcements take (D5, D7). */
import { z } from 'zod'
import { instant, name, text } from './asked.ts'

const ids = z.array(name).max(100)

export const newIncident = z.strictObject({
  title: text(200),
  kind: z.enum(['outage', 'downtime']),
  body: text(5_000),
  products: ids.optional(),
  regions: ids.optional(),
  startedAt: instant.optional(),
})
export const incidentWord = z.strictObject({ body: text(5_000) })

export const newAnnouncement = z.strictObject({
  title: text(200),
  body: text(10_000),
  tiers: ids.optional(),
  regions: ids.optional(),
  products: ids.optional(),
})
export const subscriptions = z.strictObject({
  announcements: z.boolean().optional(),
  incidents: z.boolean().optional(),
})
