/** What the API answers about what a request lacks (B2, B3). */
import { z } from 'zod'

const instant = z.iso.datetime({ offset: true })

export const missingField = z.object({
  /** As it is given: 'reproduction.userId'. */
  field: z.string(),
  name: z.string(),
  help: z.string(),
  kind: z.enum(['line', 'lines', 'email', 'instant', 'yes-or-no', 'given', 'choice']),
  /** Of a choice. */
  options: z.array(z.string()),
  /** Asked only of whoever says that it can be made to happen again. */
  whenReproducible: z.boolean(),
})

export const asking = z.object({
  /** When the receipt asked for it; null where it did not. */
  askedAt: instant.nullable(),
  asked: z.array(z.object({ name: z.string(), suppliedAt: instant.nullable() })),
  /** What can still be given; nothing on a ticket that is over. */
  missing: z.array(missingField),
  supplied: z.array(z.object({ at: instant, by: z.string().nullable(), names: z.array(z.string()) })),
  /** How deep the partner's own troubleshooting went, 0 to 100; null where the desk asks for none. */
  depth: z
    .object({
      score: z.number().int(),
      given: z.array(z.string()),
      missing: z.array(z.string()),
      /** What it was when the request came. */
      atFirst: z.number().int(),
    })
    .nullable(),
})

/** All that a link shows: number, subject and what is asked. */
export const askLink = z.object({
  state: z.enum(['open', 'supplied', 'expired', 'over']),
  number: z.string(),
  subject: z.string(),
  fields: z.array(missingField),
  expiresAt: instant,
})

export type AskingView = z.infer<typeof asking>
export type MissingFieldView = z.infer<typeof missingField>
export type AskLinkView = z.infer<typeof askLink>
