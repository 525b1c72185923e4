/** The product board on the wire (B6). */
import { z } from 'zod'
import { ideaStatuses } from '../domain/idea.ts'
import { statuses } from '../domain/ticket/ticket.ts'

const instant = z.iso.datetime({ offset: true })
const id = z.uuid()

export const ideaListed = z.object({
  id,
  number: z.number().int(),
  title: z.string(),
  description: z.string(),
  product: z.string().nullable(),
  productName: z.string().nullable(),
  status: z.enum(ideaStatuses),
  statusWords: z.string(),
  statusMeans: z.string(),
  /** Why it has this status. */
  reason: z.string(),
  statusAt: instant,
  votes: z.number().int(),
  /** Partners whose contacts voted. */
  partners: z.number().int(),
  tickets: z.number().int(),
  /** Whether the caller has. */
  voted: z.boolean(),
  mergedInto: id.nullable(),
  createdAt: instant,
})

export const idea = ideaListed.extend({
  /** The tickets that ask for it and that the caller may see. */
  ownTickets: z.array(
    z.object({
      id,
      number: z.string(),
      subject: z.string(),
      status: z.enum(statuses),
      partnerName: z.string().nullable(),
    }),
  ),
  /** For staff: which partners want it. Empty for partners, who see the counts. */
  voters: z.array(z.object({ partner: id, name: z.string(), contacts: z.number().int() })),
  history: z.array(
    z.object({
      at: instant,
      by: z.string().nullable(),
      what: z.enum(['added', 'status', 'words', 'merged', 'attached', 'detached']),
      words: z.string(),
      reason: z.string().nullable(),
    }),
  ),
})

export const ideaLetters = z.object({ wanted: z.boolean() })

export type IdeaListView = z.infer<typeof ideaListed>
export type IdeaView = z.infer<typeof idea>
export type IdeaLettersView = z.infer<typeof ideaLetters>
