/** Calls as the HTTP API answers them (see wire.ts). */
import { z } from 'zod'
import { personRef } from './wire.ts'

const instant = z.iso.datetime({ offset: true })
const day = z.iso.date()

export const slots = z.object({
  /** Whether calls are offered to the partner, and why. */
  allowed: z.boolean(),
  entitledBecause: z.string(),
  /** With whom. */
  host: personRef.nullable(),
  /** The partner's. */
  zone: z.string(),
  hostZone: z.string().nullable(),
  minutes: z.number().int(),
  /** Why there are none; null where there are. */
  because: z.string().nullable(),
  items: z.array(z.object({ startsAt: instant, endsAt: instant })),
})

export const call = z.object({
  id: z.uuid(),
  partner: z.object({ id: z.uuid(), name: z.string() }),
  contact: personRef.nullable(),
  host: personRef.nullable(),
  topic: z.string(),
  startsAt: instant,
  endsAt: instant,
  /** The partner's. */
  zone: z.string(),
  state: z.enum(['booked', 'held', 'cancelled']),
  /** Of the invitation. */
  sequence: z.number().int(),
  /** The vendor's own; null for a partner. */
  notes: z.object({ text: z.string(), by: personRef.nullable(), at: instant.nullable() }).nullable(),
  changes: z.array(
    z.object({
      at: instant,
      by: personRef.nullable(),
      what: z.enum(['booked', 'moved', 'cancelled']),
      was: instant.nullable(),
      became: instant.nullable(),
      reason: z.string().nullable(),
    }),
  ),
})

const hours = z.object({ opens: z.string(), closes: z.string() })

export const availability = z.object({
  person: z.object({ id: z.uuid(), name: z.string() }),
  zone: z.string(),
  /** By weekday, Monday is '1'. */
  week: z.record(z.string(), z.array(hours)),
  daysOff: z.array(z.object({ fromOn: day, toOn: day })),
  /** Null while nothing was ever said: then nobody can book. */
  changedAt: instant.nullable(),
})

export type SlotsView = z.infer<typeof slots>
export type CallView = z.infer<typeof call>
export type AvailabilityView = z.infer<typeof availability>
