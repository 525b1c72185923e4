/** Escalations, stand-ins, coverage and letters as the HTTP API answers them (see wire.ts). */
import { z } from 'zod'

const instant = z.iso.datetime({ offset: true })
const day = z.iso.date()

/** `insteadOf` names the one who is away, where this is a stand-in (F8). */
export const contact = z.object({ name: z.string(), email: z.string(), insteadOf: z.string().nullable() })

/** How a level is reached: 'named', the 'desk' itself, or whom the fallback found ('partner-account-manager', 'level-3'). */
const through = z.string()

export const rung = z.object({
  level: z.number().int(),
  title: z.string(),
  people: z.array(contact),
  /** What stands there where nobody is named. */
  fallback: z.string().nullable(),
  through,
  current: z.boolean(),
})

export const escalation = z.object({
  level: z.number().int(),
  title: z.string(),
  reason: z.object({ id: z.string(), name: z.string() }),
  statement: z.string(),
  openedAt: instant,
  levelSince: instant,
  /** Without a word by then it is raised by itself; null once the level has answered. */
  answerDueAt: instant.nullable(),
  /** When the partner hears of it next. */
  updateDueAt: instant,
  updateMissed: z.boolean(),
  informedAt: instant.nullable(),
  owner: z.object({ people: z.array(contact), through }),
  ladder: z.array(rung),
})

export const dispute = z.object({ wanted: z.number().int(), statement: z.string(), since: instant })

/** What may be done about a ticket (F2, F3). */
export const escalationOptions = z.object({
  reasons: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      description: z.string(),
      /** Give the severity that is wanted with this one. */
      disputesSeverity: z.boolean(),
      allowed: z.boolean(),
      because: z.string(),
      /** When this reason will allow it by itself; null where it does, or where waiting does not help. */
      fromAt: instant.nullable(),
    }),
  ),
  ladder: z.array(rung),
  escalation: escalation.nullable(),
})

export const standIn = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  fromOn: day,
  toOn: day,
  /** Null: away, and nobody stands in. */
  standIn: z.object({ name: z.string(), email: z.string() }).nullable(),
  createdBy: z.string(),
  createdAt: instant,
})

export const coverageSummary = z.array(
  z.object({
    desk: z.string(),
    deskName: z.string(),
    level: z.number().int(),
    title: z.string(),
    named: z.number().int(),
    fallbacks: z.array(z.object({ fallback: z.string(), places: z.number().int() })),
    reachesNobody: z.number().int(),
  }),
)

export const coverage = z.object({
  on: day,
  /** Whether every level of every place reaches somebody without a partner's own account manager. */
  complete: z.boolean(),
  summary: coverageSummary,
  gaps: z.array(
    z.object({
      country: z.string(),
      name: z.string(),
      state: z.string().nullable(),
      desk: z.string(),
      level: z.number().int(),
      fallback: z.string(),
      reachesNobody: z.boolean(),
    }),
  ),
  /** Everybody in the matrix; `there` is who answers that day, null where nobody does. */
  people: z.array(z.object({ name: z.string(), email: z.string(), there: contact.nullable() })),
})

export type ContactView = z.infer<typeof contact>
export type RungView = z.infer<typeof rung>
export type EscalationView = z.infer<typeof escalation>
export type EscalationOptionsView = z.infer<typeof escalationOptions>
export type StandInView = z.infer<typeof standIn>
export type CoverageView = z.infer<typeof coverage>
