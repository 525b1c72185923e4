/** What the HTTP API answers about tickets that have one cause (see wire.ts). */
import { z } from 'zod'
import { ticket } from './wire.ts'

/** `cause` is what it is attached to; `caused` says how many tickets of how many partners are attached to it. */
export const links = z.object({
  cause: z
    .object({
      ticket,
      since: z.iso.datetime({ offset: true }),
      /** Who said so. */
      by: z.string().nullable(),
    })
    .nullable(),
  caused: z.object({ count: z.number().int(), open: z.number().int(), partners: z.number().int() }),
})

export type LinksView = z.infer<typeof links>
