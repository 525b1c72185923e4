/** What the HTTP API answers: one schema gives the types, the OpenAPI document, and what the tests hold every answer to. */
import { z } from 'zod'
import { ideaStatuses } from '../domain/idea.ts'
import { kinds, promisedKinds } from '../domain/policy.ts'
import { channels, statuses } from '../domain/ticket/ticket.ts'
import { turns } from '../domain/ticket/turn.ts'
import { attachment } from './wire-attachment.ts'
import { contact, dispute, escalation } from './wire-escalation.ts'
import type { policy } from './wire-policy.ts'
import { redactions } from './wire-redaction.ts'

/** UTC with milliseconds where there are any: 2026-03-08T19:00:00Z. */
const instant = z.iso.datetime({ offset: true })
const id = z.uuid()

export const personRef = z.object({
  id,
  name: z.string(),
  email: z.string().nullable(),
  side: z.enum(['staff', 'partner']),
})

export const partner = z.object({
  id,
  name: z.string(),
  tier: z.string(),
  country: z.string(),
  state: z.string().nullable(),
})

export const person = personRef.extend({ role: z.string(), desks: z.array(z.string()) })

export const clock = z.object({
  id: z.string(),
  kind: z.enum(promisedKinds),
  state: z.enum(['running', 'met', 'breached', 'withdrawn']),
  startedAt: instant,
  targetAt: instant,
  limitAt: instant,
  stoppedAt: instant.nullable(),
  /** Why a withdrawn one ended: merged, exempt, or withdrawn with the request itself. */
  stoppedBecause: z.enum(['kept', 'withdrawn', 'merged', 'exempt']).nullable(),
  warnedAt: instant.nullable(),
  breachedAt: instant.nullable(),
  roundTheClock: z.boolean(),
  /** Closed spans from the start to the limit, or beyond it to the stop; for a broken one that runs on, four weeks beyond. */
  closed: z.array(z.object({ from: instant, to: instant })),
  /** The reasons in words a partner understands (C10). */
  because: z.array(z.string()),
})

export const finding = z.object({
  verdict: z.enum(['note', 'ask', 'hold', 'refuse']),
  field: z.string().nullable(),
  message: z.string(),
  rule: z.string(),
  /** Of what was asked for: when the partner gave it. */
  suppliedAt: instant.optional(),
})

export const ticket = z.object({
  id,
  number: z.string(),
  subject: z.string(),
  desk: z.string(),
  type: z.string().nullable(),
  category: z.string(),
  subType: z.string().nullable(),
  product: z.string().nullable(),
  kind: z.enum(kinds),
  /** What the kind means, in words that may be passed on to the end customer (D6). */
  kindMeans: z.string(),
  severity: z.number().int(),
  severityBecause: z.string(),
  /** An agent has looked at the severity (C7): when, and who; null while it is only proposed. */
  severityConfirmed: z.object({ at: instant, by: z.string().nullable() }).nullable(),
  status: z.enum(statuses),
  channel: z.enum(channels),
  partner: partner.nullable(),
  /** `active` is false once they have left (F8). */
  contact: personRef.extend({ active: z.boolean() }).nullable(),
  /** Who gets what is written to the partner: the contact; where that one has left, the first of the partner's who is there. */
  receiver: personRef.nullable(),
  /** The contact has no training record for the ticket's product (D4). */
  untrained: z.boolean(),
  customer: z.object({ id, name: z.string() }).nullable(),
  keyAccount: z.boolean(),
  critical: z.boolean(),
  assignee: personRef.nullable(),
  /** Who answers for the region at this desk, where the desk names somebody. */
  dri: contact.nullable(),
  waitingOn: z
    .object({ team: z.string(), reference: z.string().nullable(), expectedOn: z.iso.date().nullable(), since: instant })
    .nullable(),
  /** The zone of the partner's sub-region: instants are shown in it and in the reader's own. */
  zone: z.string(),
  subregion: z.string(),
  clocks: z.array(clock),
  urgency: z.object({ band: z.number().int().min(0).max(3), at: instant }),
  /** Who must move next. */
  turn: z.enum(turns),
  escalation: escalation.nullable(),
  /** The severity that the partner wants instead, until a lead has decided. */
  dispute: dispute.nullable(),
  findings: z.array(finding),
  /** The idea of the product board that it asks for (B6). */
  idea: z.object({ id, number: z.number().int(), title: z.string(), status: z.enum(ideaStatuses) }).nullable(),
  /** Of the staff alone, by name; absent where there are none. */
  tags: z.array(z.string()).optional(),
  mergedInto: id.nullable(),
  policyVersion: z.number().int(),
  receivedAt: instant,
  solvedAt: instant.nullable(),
  closedAt: instant.nullable(),
  createdAt: instant,
  updatedAt: instant,
  revision: z.number().int(),
})

export const message = z.object({
  id,
  ticket: id,
  body: z.string(),
  visibility: z.enum(['public', 'internal']),
  /** Written so that the partner may forward it to its customer as it stands (D6). */
  forCustomer: z.boolean(),
  /** True where a person's public answer stated the determination (C5). */
  determination: z.boolean(),
  author: personRef.nullable(),
  side: z.enum(['agent', 'partner', 'system']),
  channel: z.enum(channels),
  at: instant,
  attachments: z.array(attachment),
  /** Where it came by mail: which (GET /mail/{id}, for the vendor), and who was copied, without access by that. */
  mail: z.object({ id, cc: z.array(z.object({ name: z.string(), email: z.string() })) }).nullable(),
  /** Where it was said on the telephone: who called, when, and for how long (A3). */
  call: z
    .object({ caller: z.string(), number: z.string().nullable(), startedAt: instant, seconds: z.number().int() })
    .nullable(),
  /** Of an internal note: colleagues for whom it was written. Absent where there are none. */
  mentions: z.array(personRef).optional(),
  /** What was taken out of it for good (G3); `file` is the id of one that was removed. Absent where nothing was. */
  redactions: redactions.optional(),
})

export const event = z.object({
  /** Position in the stream: the value for Last-Event-ID. */
  cursor: z.string(),
  ticket: id,
  seq: z.number().int(),
  kind: z.string(),
  at: instant,
  /** When it was noticed; later than `at` for what passed while nobody looked (C11). */
  notedAt: instant,
  by: z.object({ side: z.enum(['agent', 'partner', 'system']), person: personRef.nullable() }),
  /** What the fact says beyond its kind, e.g. {from, to, cause, reason} of a severity change. */
  data: z.record(z.string(), z.unknown()),
  /** The fact in one sentence. */
  words: z.string(),
})

export const page = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() })

export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  /** Of an escalation that is not allowed yet: when it will be, and the reasons that would allow it now. */
  fromAt: instant.nullable().optional(),
  reasonsThatWould: z.array(z.object({ id: z.string(), name: z.string() })).optional(),
})

/** What would be promised if a request were sent now. */
export const ticketPreview = z.object({
  desk: z.string(),
  kind: z.enum(kinds),
  category: z.string(),
  severity: z.number().int(),
  severityBecause: z.string(),
  exempt: z.boolean(),
  exemptBecause: z.string().nullable(),
  keyAccount: z.boolean(),
  zone: z.string(),
  clocks: z.array(clock),
  findings: z.array(finding),
})

/** Open tickets, and in `alerts` those of which something is unread 'for you'; every count stops at 1,000. */
export const counts = z.object({
  queue: z.number().int(),
  mine: z.number().int(),
  alerts: z.number().int(),
  byDesk: z.record(z.string(), z.number().int()),
  /** Tickets of large accounts (D1). */
  keyAccounts: z.number().int(),
  escalated: z.number().int(),
  disputed: z.number().int(),
  /** Requests that wait to be let in (A7). */
  held: z.number().int(),
  /** Live chats that wait for an agent (A4). */
  chats: z.number().int(),
})

/** The data of an event named 'ticket' in the stream; its id is the position to resume from. */
export const streamWord = z.object({
  ticket: id,
  number: z.string(),
  kind: z.string(),
  /** The ticket's revision once this had happened. */
  revision: z.number().int(),
  partner: id.nullable(),
  desk: z.string(),
  seq: z.number().int(),
  words: z.string(),
  at: instant,
})

export const me = z.object({
  id,
  name: z.string(),
  email: z.string(),
  side: z.enum(['staff', 'partner']),
  role: z.string(),
  desks: z.array(z.string()),
  partner: partner.nullable(),
  zone: z.string(),
  /** The endpoints that are open to the caller, by their operationId. */
  can: z.array(z.string()),
  /** Of a session: a second factor has to be set up before anything else. */
  lacksSecondFactor: z.boolean(),
})

export type TicketView = z.infer<typeof ticket>
export type ClockView = z.infer<typeof clock>
export type MessageView = z.infer<typeof message>
export type EventView = z.infer<typeof event>
export type PreviewView = z.infer<typeof ticketPreview>
export type MeView = z.infer<typeof me>
export type ProblemView = z.infer<typeof problem>
export type PersonRef = z.infer<typeof personRef>
export type PersonView = z.infer<typeof person>
export type PartnerView = z.infer<typeof partner>
export type CountsView = z.infer<typeof counts>
export type PolicyView = z.infer<typeof policy>
export type StreamWord = z.infer<typeof streamWord>
export type { NewTicket } from './asked.ts'
