/** What the HTTP API answers about tags (see wire.ts). */
import { z } from 'zod'

/** A word of the staff for tickets; no partner sees any. */
export const tag = z.object({ id: z.uuid(), name: z.string() })
/** `uses`: tickets that have it, counted up to 1,000. */
export const tagInUse = tag.extend({ uses: z.number().int() })

export type TagView = z.infer<typeof tagInUse>
