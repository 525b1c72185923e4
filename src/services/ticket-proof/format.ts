/** The file that a proof of a ticket is: whatever has a hash stands in it as the very text that was hashed, so that anybody can repeat it (G2). */
import { z } from 'zod'
import { promisedKinds } from '../../domain/policy.ts'

/** A later form says so here. */
export const proofFormat = 'partner-desk/ticket-proof/1'

/** Whose eyes it is for: a partner's has of what it may not see the hash alone. */
export const proofEyes = ['partner', 'vendor'] as const
export type ProofEyes = (typeof proofEyes)[number]

const count = z.number().int().nonnegative()
const hash = z.string().regex(/^[0-9a-f]{64}$/)
const instant = z.iso.datetime({ offset: true })
const minutes = z.number().nonnegative().max(1_000_000)
const named = { id: z.string(), name: z.string() }

const openHours = z.object({ opens: z.string(), closes: z.string() })
const hoursByDay = z.record(z.string(), z.array(openHours))
const calendar = z.object({ zone: z.string(), week: hoursByDay, dates: hoursByDay, breaks: hoursByDay.optional() })
const range = z.object({ from: minutes, to: minutes })

const terms = z.object({
  policyVersion: count,
  desks: z.array(
    z.object({
      ...named,
      severities: z.array(
        z.object({
          level: count,
          name: z.string(),
          commitment: z.object({ acknowledgement: range, determination: range }),
        }),
      ),
      escalation: z.object({
        needsContract: z.boolean(),
        levels: z.array(z.object({ level: count, respondsWithin: minutes, updateEvery: minutes })),
        reasons: z.array(
          z.object({
            ...named,
            description: z.string(),
            when: z.enum(['any-time', 'after-commitment', 'threatened']),
            disputesSeverity: z.boolean().optional(),
          }),
        ),
      }),
    }),
  ),
  tiers: z.array(z.object({ ...named, rank: z.number(), targetPosition: z.number().min(0).max(1) })),
  /** Those that are critical, or have a sub-type that is (A9). */
  categories: z.array(
    z.object({
      id: z.string(),
      critical: z.boolean(),
      subTypes: z.array(z.object({ id: z.string(), critical: z.boolean() })),
    }),
  ),
  keyAccounts: z.object({ countsAsTier: z.string() }),
  tickets: z.object({ closesAfterDays: z.number(), reopensWithinDays: z.number() }),
  place: z.object({
    country: z.string(),
    state: z.string().nullable(),
    subregion: z.string(),
    calendarId: z.string(),
    calendar,
  }),
})

const clock = z.object({
  id: z.string(),
  promised: z.enum(promisedKinds),
  ordinal: count,
  state: z.enum(['running', 'met', 'breached', 'withdrawn']),
  startedAt: instant,
  targetAt: instant,
  limitAt: instant,
  breachedAt: instant.nullable(),
  stoppedAt: instant.nullable(),
  stoppedBecause: z.enum(['kept', 'withdrawn', 'merged', 'exempt']).nullable(),
  because: z.array(z.string()),
})

export const proofFile = z.object({
  format: z.literal(proofFormat),
  takenAt: instant,
  eyes: z.enum(proofEyes),
  vendor: z.string(),
  ticket: z
    .object({ ...named, id: z.uuid(), partner: z.object(named).nullable() })
    .omit({ name: true })
    .extend({
      number: z.string(),
      subject: z.string(),
    }),
  /** How many events there were, and the hash of the last. */
  head: z.object({ events: count, hash }),
  /** `hash` is SHA-256 of the hash before it (nothing for the first), a line feed, and `line`; null: withheld. */
  ledger: z.array(z.object({ seq: count, hash, line: z.string().nullable() })),
  /** What was said; `hash` is SHA-256 of `line`. */
  messages: z.array(z.object({ id: z.string(), hash, line: z.string() })),
  /** Of the policy's version: what decides the clocks. */
  terms,
  /** Of the whole of that version, as the desk keeps it. */
  policyDigest: z.string(),
  clocks: z.array(clock),
  /** Which events each covers; `line` is the text that its hash is of, where the reader may see what else is sealed with it. */
  seals: z.array(
    z.object({
      number: count,
      sealedAt: instant,
      before: z.string(),
      hash,
      events: z.array(count),
      line: z.string().nullable(),
    }),
  ),
  /** How to check it, and what it shows. */
  about: z.array(z.string()),
})

export type ProofFile = z.infer<typeof proofFile>
export type ProofClock = z.infer<typeof clock>
