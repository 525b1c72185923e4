/** The shapes of the HTTP API: one schema gives the types, the validation, the OpenAPI document and the response filter. */
import { z } from 'zod'
import { kinds, promisedKinds } from '../domain/policy.ts'
import { severityCauses } from '../domain/ticket/facts.ts'
import { channels, statuses } from '../domain/ticket/ticket.ts'

/** UTC with milliseconds where there are any: 2026-03-08T19:00:00Z. */
export const instant = z.iso.datetime({ offset: true })
const day = z.iso.date()
const id = z.uuid()
const text = (max: number) => z.string().trim().min(1).max(max)

export const personRef = z.object({ id, name: z.string(), email: z.string().nullable(), side: z.enum(['staff', 'partner']) })

export const span = z.object({ from: instant, to: instant })

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
  /** Closed spans from the start to the limit (or the stop, if later): what the promise bar hatches. */
  closed: z.array(span),
  /** The reasons in words a partner understands (C10). */
  because: z.array(z.string()),
})

export const finding = z.object({
  verdict: z.enum(['note', 'ask', 'hold', 'refuse']),
  field: z.string().nullable(),
  message: z.string(),
  rule: z.string(),
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
  severity: z.number().int(),
  severityBecause: z.string(),
  status: z.enum(statuses),
  channel: z.enum(channels),
  partner: z.object({ id, name: z.string(), tier: z.string(), country: z.string(), state: z.string().nullable() }).nullable(),
  contact: personRef.nullable(),
  customer: z.object({ id, name: z.string() }).nullable(),
  keyAccount: z.boolean(),
  critical: z.boolean(),
  assignee: personRef.nullable(),
  waitingOn: z
    .object({ team: z.string(), reference: z.string().nullable(), expectedOn: day.nullable(), since: instant })
    .nullable(),
  /** The zone of the partner's sub-region: instants are shown in it and in the reader's own. */
  zone: z.string(),
  subregion: z.string(),
  clocks: z.array(clock),
  urgency: z.object({ band: z.number().int().min(0).max(3), at: instant }),
  /** Who must move next. */
  turn: z.enum(['us', 'partner', 'product', 'nobody']),
  escalation: z.null(),
  findings: z.array(finding),
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

export const page = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item), nextCursor: z.string().nullable() })

export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
})

export const newTicket = z.strictObject({
  type: z.string().optional(),
  category: z.string().optional(),
  subType: z.string().optional(),
  desk: z.string().optional(),
  product: z.string().optional(),
  subject: text(300),
  description: text(50_000),
  customerEmail: z.email().optional(),
  reproducible: z.boolean().optional(),
  reproduction: z
    .strictObject({
      userId: z.string().max(300).optional(),
      superAdminEmail: z.email().optional(),
      customizationName: z.string().max(300).optional(),
      occurredAt: instant.optional(),
      supportAccessEnabled: z.boolean().optional(),
    })
    .optional(),
  troubleshooting: z.string().max(20_000).optional(),
  severity: z.number().int().min(1).optional(),
  kind: z.enum(kinds).optional(),
  /** On whose behalf; agents only. */
  contactEmail: z.email().optional(),
  /** When it really came in; agents only (imports). */
  receivedAt: instant.optional(),
  channel: z.enum(channels).optional(),
})

/** POST /tickets/preview: what would be promised if it were sent now. Same body as a new ticket, everything optional. */
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

export const newMessage = z.strictObject({
  body: text(100_000),
  visibility: z.enum(['public', 'internal']),
  determination: z.boolean().optional(),
  forCustomer: z.boolean().optional(),
})
export const changeSeverity = z.strictObject({ severity: z.number().int().min(1), cause: z.enum(severityCauses), reason: text(2_000) })
export const reclassify = z.strictObject({ kind: z.enum(kinds), reason: text(2_000) })
export const solve = z.strictObject({ body: text(100_000).optional() })
export const reopen = z.strictObject({ reason: text(2_000) })
export const transfer = z.strictObject({
  desk: z.string(),
  category: z.string().optional(),
  subType: z.string().optional(),
  severity: z.number().int().min(1).optional(),
  reason: text(2_000),
})
export const assign = z.strictObject({ person: id.nullable() })
/** The ticket of the URL is merged into this one, which survives. */
export const merge = z.strictObject({ into: id })
export const waitOnProduct = z.strictObject({ team: text(200), reference: z.string().max(200).optional(), expectedOn: day.optional() })

export const me = z.object({
  id,
  name: z.string(),
  email: z.string(),
  side: z.enum(['staff', 'partner']),
  role: z.string(),
  desks: z.array(z.string()),
  partner: z.object({ id, name: z.string(), tier: z.string(), country: z.string(), state: z.string().nullable() }).nullable(),
  zone: z.string(),
  can: z.array(z.string()),
})

export type TicketView = z.infer<typeof ticket>
export type ClockView = z.infer<typeof clock>
export type MessageView = z.infer<typeof message>
export type EventView = z.infer<typeof event>
export type PreviewView = z.infer<typeof ticketPreview>
export type NewTicket = z.infer<typeof newTicket>
export type MeView = z.infer<typeof me>
export type ProblemView = z.infer<typeof problem>
export type PersonRef = z.infer<typeof personRef>
