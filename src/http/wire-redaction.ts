/** Redactions as the HTTP API answers them (see wire.ts). */
import { z } from 'zod'
import { redactionReasonIds } from '../domain/redaction.ts'

/** What was taken out of a message. */
export const redactions = z.array(
  z.object({
    at: z.iso.datetime({ offset: true }),
    by: z.object({
      id: z.uuid(),
      name: z.string(),
      email: z.string().nullable(),
      side: z.enum(['staff', 'partner']),
    }),
    file: z.uuid().nullable(),
    reason: z.enum(redactionReasonIds),
    /** The reason, and what was written to it. */
    words: z.string(),
  }),
)

/** Where the words stand still; `message` where that is another one of the ticket. */
export const remains = z.array(
  z.object({
    where: z.enum(['subject', 'history', 'message']),
    message: z.uuid().nullable(),
    words: z.string(),
  }),
)

export type RemainsView = z.infer<typeof remains>[number]
