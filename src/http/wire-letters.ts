/** Letters as the HTTP API answers them (see wire.ts). */
import { z } from 'zod'

const instant = z.iso.datetime({ offset: true })
const address = z.object({ name: z.string(), email: z.string() })

export const letter = z.object({
  id: z.uuid(),
  ticket: z.object({ id: z.uuid(), number: z.string() }).nullable(),
  template: z.string(),
  subject: z.string(),
  text: z.string(),
  from: address,
  /** Empty where nobody is there to get it. */
  to: z.array(address),
  /** 'captured' went to nobody and never will (G4); 'queued' and 'sending' are on their way. */
  state: z.string(),
  at: instant,
  tries: z.number().int(),
  /** When it is tried next. */
  dueAt: instant.nullable(),
  /** When it was sent, given up, returned or declined. */
  settledAt: instant.nullable(),
  /** What the receiving side said last. */
  answer: z.string().nullable(),
})

export const wholeLetter = letter.extend({
  html: z.string(),
  /** In order; the token in its Reply-To is left out. */
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  attempts: z.array(z.object({ at: instant, outcome: z.string(), answer: z.string() })),
  calendar: z.string().nullable(),
  files: z.array(z.string()),
  /** Whether it may be sent once more. */
  again: z.object({ allowed: z.boolean(), because: z.string() }),
})

/** Somebody from whom mail comes back. */
const failing = z.object({ person: z.uuid(), name: z.string(), since: instant, because: z.string() })

export const ticketLetter = z.object({ items: z.array(letter), failing: z.array(failing) })

export const addressState = z.object({ person: z.uuid(), works: z.literal(true) })

export type TicketLettersView = z.infer<typeof ticketLetter>
export type LetterView = z.infer<typeof letter>
export type WholeLetterView = z.infer<typeof wholeLetter>
