/** The Help Center widget on the wire (A6). */
import { z } from 'zod'
import { announcement, incident } from './wire-critical.ts'
import { entitlements } from './wire-registry.ts'
import { ticket } from './wire.ts'

const instant = z.iso.datetime({ offset: true })
const id = z.uuid()
const named = z.object({ id, name: z.string() })

export const widgetSession = z.object({
  id,
  /** For the page; in this answer and in no other. */
  token: z.string(),
  expiresAt: instant,
  origin: z.string(),
  contact: named.extend({ email: z.string() }),
  partner: named,
  /** An administrator's: it sends nothing. */
  preview: z.boolean(),
})

export const ended = z.object({ ended: z.number().int() })

export const widgetSettings = z.object({
  /** Pages that the widget may stand in. */
  origins: z.array(z.string()),
  sessionMinutes: z.number().int(),
  /** Those that hold now, the latest first. */
  sessions: z.array(
    z.object({
      id,
      contact: z.string(),
      partner: z.string(),
      origin: z.string(),
      preview: z.boolean(),
      issuedBy: z.string(),
      issuedAt: instant,
      expiresAt: instant,
    }),
  ),
})

const offering = z.object({ id: z.string(), name: z.string(), allowed: z.boolean(), because: z.string() })

export const widgetHome = z.object({
  vendor: z.string(),
  contact: named,
  partner: named,
  /** Its name. */
  tier: z.string(),
  /** Those that go on. */
  incidents: z.array(incident),
  news: z.array(announcement),
  /** Open ones, what must happen next first. */
  tickets: z.array(ticket),
  /** Whether the portal has more of them. */
  more: z.boolean(),
  waitingForYou: z.number().int(),
  channels: z.array(offering),
  offerings: z.array(offering),
  tollFree: entitlements.shape.tollFree,
  /** When the token ends that this was asked with; null of a key or a session. */
  expiresAt: instant.nullable(),
  preview: z.boolean(),
})

export type WidgetSessionView = z.infer<typeof widgetSession>
export type WidgetSettingsView = z.infer<typeof widgetSettings>
export type WidgetHomeView = z.infer<typeof widgetHome>
