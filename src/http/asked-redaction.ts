/** What is asked of a redaction: words of a message, all of it, or a file (G3). */
import { z } from 'zod'
import { longestPassage, mostPassages, redactionReasonIds } from '../domain/redaction.ts'
import { id, text, words } from './asked.ts'

const why = {
  reason: z.enum(redactionReasonIds),
  /** In the history for everybody who reads the message; asked for where the reason is 'other'. */
  because: words(300).trim().optional(),
}

export const newRedaction = z.discriminatedUnion('what', [
  z.strictObject({
    what: z.literal('passages'),
    message: id.toLowerCase(),
    /** As they stand in the message; every occurrence goes. */
    passages: z.array(text(longestPassage)).min(1).max(mostPassages),
    ...why,
  }),
  z.strictObject({ what: z.literal('message'), message: id.toLowerCase(), ...why }),
  z.strictObject({ what: z.literal('file'), file: id.toLowerCase(), ...why }),
])
