/** Live chats as the HTTP API answers them (A4). */
import { z } from 'zod'
import { chatEnds } from '../domain/chat.ts'
import { message, personRef, ticket } from './wire.ts'

const instant = z.iso.datetime({ offset: true })
const id = z.uuid()
const count = z.number().int()

export const chat = z.object({
  id,
  /** Its words are the ticket's messages, and what became of it its events of the kind 'chat'. */
  ticket,
  /** Who began it. */
  person: personRef.nullable(),
  agent: personRef.nullable(),
  /** Colleagues of the agent who write in it as well. */
  joined: z.array(personRef),
  state: z.enum(['waiting', 'open', 'ended']),
  startedAt: instant,
  waitingSince: instant.nullable(),
  takenAt: instant.nullable(),
  endedAt: instant.nullable(),
  endedBy: personRef.nullable(),
  endedBecause: z.enum(chatEnds).nullable(),
  /** Among those that wait; the next is the first. */
  position: count.nullable(),
  /** When it becomes a request, or is ended for silence, if nothing happens. */
  dueAt: instant.nullable(),
  /** Since when the partner has waited for a word, where that is long. */
  markedSince: instant.nullable(),
  /** Whether what was said was sent to the reader. */
  isTranscriptSent: z.boolean(),
})

export const said = z.object({ message, ticket })

export const offer = z.object({
  allowed: z.boolean(),
  because: z.string(),
  /** The ways that are open to the partner. */
  channels: z.array(z.object({ offering: z.string(), name: z.string() })),
  /** The partner's. */
  zone: z.string(),
  /** None where it is not allowed. */
  desks: z.array(
    z.object({
      desk: z.string(),
      name: z.string(),
      isOpen: z.boolean(),
      /** When it opens next; null where it is open, or does not open for weeks. */
      opensAt: instant.nullable(),
      isSomebodyThere: z.boolean(),
      waiting: count,
    }),
  ),
  rules: z.object({
    mostPerAgent: count,
    becomesRequestAfterMinutes: count,
    endsAfterSilenceMinutes: count,
    longestMessage: count,
  }),
  /** The reader's own chat that goes on. */
  live: chat.nullable(),
})

export const presence = z.object({
  available: z.boolean(),
  /** Until then the browser counts as there, unless it tells of itself again. */
  until: instant.nullable(),
  /** Chats of one's own. */
  holds: count,
  mostPerAgent: count,
  agentGoneAfterSeconds: count,
  /** Characters. */
  longestMessage: count,
  /** Everybody who is available, oneself too. */
  agents: z.array(z.object({ id, name: z.string(), desks: z.array(z.string()), holds: count })),
})

export const report = z.object({
  zone: z.string(),
  rows: z.array(
    z.object({
      /** 'YYYY-MM' */
      month: z.string(),
      chats: count,
      taken: count,
      /** Ended before anybody had taken them. */
      missed: count,
      /** Left as messages. */
      left: count,
      /** Until somebody took it. */
      medianWaitSeconds: count.nullable(),
    }),
  ),
})

export type ChatView = z.infer<typeof chat>
export type ChatOfferView = z.infer<typeof offer>
export type PresenceView = z.infer<typeof presence>
export type ChatReportView = z.infer<typeof report>
