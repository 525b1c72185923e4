/** What the API answers about calls on the telephone (A3). */
import { z } from 'zod'

const id = z.uuid()
const named = z.object({ id, name: z.string() }).nullable()

export const callIn = z.object({
  /** What the telephony system calls it. */
  id: z.string(),
  /** Whose number it is; null where nobody's. */
  partner: named,
  contact: named,
  ticket: z.object({ id, number: z.string() }).nullable(),
  /** The held request that waits for a person (GET /held/{id}); null where it was let in at once. */
  held: id.nullable(),
})
