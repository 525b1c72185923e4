/** What the HTTP API answers about following tickets (see wire.ts). */
import { z } from 'zod'
import { personRef } from './wire.ts'

/** Who of the staff follows a ticket, by name; `since` is when each began. */
export const followers = z.object({
  items: z.array(personRef.extend({ since: z.iso.datetime({ offset: true }) })),
})

export type FollowersView = z.infer<typeof followers>
