/** What the HTTP API answers about alerts: 'For you' (see wire.ts). */
import { z } from 'zod'
import { alertKinds } from '../domain/alert.ts'
import { statuses } from '../domain/ticket/ticket.ts'

const instant = z.iso.datetime({ offset: true })
const count = z.number().int()

/** A ticket as 'For you' names it. */
export const toldTicket = z.object({
  id: z.uuid(),
  number: z.string(),
  subject: z.string(),
  desk: z.string(),
  severity: z.number().int(),
  status: z.enum(statuses),
  partner: z.object({ id: z.uuid(), name: z.string() }).nullable(),
})

/** What concerns the caller of one ticket. */
export const alerts = z.object({
  ticket: toldTicket,
  /** Of the last. */
  at: instant,
  count,
  unread: count,
  /**
   * By kind, and each reminder by itself, the newest first; `words` and `at` are of the last of its kind. `dueAt` is of a reminder that
   * was told late: when its time was.
   */
  what: z.array(
    z.object({
      kind: z.enum(alertKinds),
      words: z.string(),
      dueAt: instant.nullable(),
      at: instant,
      count,
      unread: count,
    }),
  ),
})

/** Of how many tickets something is unread; at most 1,000 are counted. */
export const alertsRead = z.object({ unread: count })

export type AlertsView = z.infer<typeof alerts>
