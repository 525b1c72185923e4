/** What the HTTP API takes: bodies and queries. Unknown fields are mistakes; `mistakes.ts` says each in words. */
import { z } from 'zod'
import { mostAtOnce } from '../domain/at-once.ts'
import { kinds } from '../domain/policy.ts'
import { mostTagsOfTicket } from '../domain/tag.ts'
import { severityCauses } from '../domain/ticket/facts.ts'
import { channels, statuses } from '../domain/ticket/ticket.ts'
import { turns } from '../domain/ticket/turn.ts'

// No table keeps a NUL or half a character, and no calendar is worked out for the year 9999.
const clean = (value: string): boolean => !value.includes('\0') && value.isWellFormed()
export const words = (max: number) =>
  z.string().max(max).refine(clean, 'Must be plain text: take out the NUL or broken character.')
// Marks of direction and of no width alone are nothing that anybody could read or click.
const isSeen = (value: string): boolean => /[^\p{Cf}\p{Cc}\p{Z}]/u.test(value)
export const text = (max: number) => words(max).trim().min(1).refine(isSeen, 'Must not be empty.')
export const name = words(200)
export const email = z.email().max(320)
export const id = z.uuid()
const inOurTime = (value: string): boolean => value >= '1970' && value < '2200'
export const instant = z.iso.datetime({ offset: true }).refine(inOurTime, 'Must lie between the years 1970 and 2199.')
export const day = z.iso.date().refine(inOurTime, 'Must lie between the years 1970 and 2199.')

/** Ids of one's own uploads, in the order in which they are shown (B4). */
const uploads = z.array(id).max(100)

export const newTicket = z.strictObject({
  type: name.optional(),
  category: name.optional(),
  subType: name.optional(),
  desk: name.optional(),
  product: name.optional(),
  subject: text(300),
  description: text(50_000),
  customerEmail: email.optional(),
  reproducible: z.boolean().optional(),
  reproduction: z
    .strictObject({
      userId: words(300).optional(),
      superAdminEmail: email.optional(),
      customizationName: words(300).optional(),
      occurredAt: instant.optional(),
      supportAccessEnabled: z.boolean().optional(),
    })
    .optional(),
  troubleshooting: words(20_000).optional(),
  severity: z.number().int().min(1).optional(),
  kind: z.enum(kinds).optional(),
  /** On whose behalf; agents only. */
  contactEmail: email.optional(),
  /** When it really came in; agents only (imports). */
  receivedAt: instant.optional(),
  channel: z.enum(channels).optional(),
  attachments: uploads.optional(),
})

/** A new ticket as far as it is written: an address may still be half of one. */
export const previewTicket = newTicket.extend({
  subject: words(300).optional(),
  description: words(50_000).optional(),
  customerEmail: words(320).optional(),
})

export const newMessage = z.strictObject({
  body: text(100_000),
  visibility: z.enum(['public', 'internal']),
  determination: z.boolean().optional(),
  forCustomer: z.boolean().optional(),
  attachments: uploads.optional(),
  /** Of an internal note: colleagues who are to read it, by id. */
  mentions: z.array(id).max(50).optional(),
})
export const changeSeverity = z.strictObject({
  severity: z.number().int().min(1),
  cause: z.enum(severityCauses),
  reason: text(2_000),
})
/** The severity that was seen: it may have become another meanwhile. */
export const confirmSeverity = z.strictObject({ severity: z.number().int().min(1) })
export const reclassify = z.strictObject({ kind: z.enum(kinds), reason: text(2_000) })
export const solve = z.strictObject({ body: text(100_000).optional() })
export const reopen = z.strictObject({ reason: text(2_000) })
export const transfer = z.strictObject({
  desk: name,
  category: name.optional(),
  subType: name.optional(),
  severity: z.number().int().min(1).optional(),
  reason: text(2_000),
})
export const assign = z.strictObject({ person: id.nullable() })
const sharedWords = {
  body: text(100_000),
  placeholders: z.boolean().optional(),
  /** Saved replies that are in the words, by id. */
  savedReplies: z.array(id).max(mostAtOnce).optional(),
}
/** The ticket of the URL is merged into this one, which survives. */
export const merge = z.strictObject({ into: id })
export const waitOnProduct = z.strictObject({
  team: text(200),
  reference: name.optional(),
  expectedOn: day.optional(),
})

const tagNames = z.array(text(200)).max(mostTagsOfTicket).optional()
export const tagging = { add: tagNames, remove: tagNames }

const severity = z.number().int().min(1)
export const escalate = z.strictObject({ reason: text(200), statement: text(5_000), severity: severity.optional() })
export const actOnSeveral = z.strictObject({
  tickets: z
    .array(id.toLowerCase())
    .min(1)
    .max(mostAtOnce)
    .refine((ids) => new Set(ids).size === ids.length, 'Name each ticket once.'),
  act: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('assign'), person: id.nullable() }),
    z.strictObject({ kind: z.literal('reply'), ...sharedWords, determination: z.boolean().optional() }),
    z.strictObject({ kind: z.literal('note'), ...sharedWords }),
    z.strictObject({ kind: z.literal('solve'), ...sharedWords, body: text(100_000).optional() }),
    z.strictObject({ kind: z.literal('severity'), ...changeSeverity.shape }),
    z.strictObject({ kind: z.literal('confirm-severity'), seen: z.array(confirmSeverity.shape.severity) }),
    z.strictObject({ kind: z.literal('transfer'), ...transfer.shape }),
    z.strictObject({ kind: z.literal('wait'), ...waitOnProduct.shape }),
    z.strictObject({ kind: z.literal('product-answered') }),
    z.strictObject({ kind: z.literal('tag'), ...tagging }),
    z.strictObject({ kind: z.literal('escalate'), ...escalate.shape }),
    z.strictObject({ kind: z.literal('follow') }),
    z.strictObject({ kind: z.literal('cause'), cause: id.toLowerCase() }),
  ]),
})
export const raiseEscalation = z.strictObject({ statement: text(5_000) })
export const endEscalation = z.strictObject({ reason: text(2_000) })
export const disputeSeverity = z.strictObject({ severity, statement: text(5_000) })
export const decideDispute = z.strictObject({ upheld: z.boolean(), reason: text(2_000) })
export const newStandIn = z.strictObject({
  email,
  fromOn: day,
  toOn: day,
  standIn: z.strictObject({ name: text(200), email }).nullable(),
})
export const coverageOn = z.strictObject({ on: day.optional() })

export const signIn = z.strictObject({ email: text(320), password: z.string().min(1).max(500) })

export const limit = z.coerce.number().int().min(1).max(200).default(50)
/** 'true' or 'false' of an address. */
export const yesOrNo = z.enum(['true', 'false']).transform((value) => value === 'true')
export const cursor = words(1_000).nullable().default(null)
export const onePage = z.strictObject({ limit, cursor })

const partsOf = (value: string): readonly string[] => value.split(',').map((part) => part.trim())
/** Values with commas between them, as a query has them; each is looked at by itself. */
const several = (isOne: (part: string) => boolean, remedy: string) =>
  words(1_000).refine((value) => partsOf(value).every(isOne), remedy)
const someOf = (known: readonly string[]) =>
  several((part) => known.includes(part), `Must be one or more of ${known.join(', ')}, with commas between them.`)
const ids = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** What lists of tickets are narrowed by: all that is given must hold. */
export const ticketQuestion = z.strictObject({
  status: someOf(statuses).optional(),
  desk: several((part) => part.length <= 200, 'Takes at most 200 characters each.').optional(),
  severity: several((part) => /^[1-9]\d?$/.test(part), 'Must be severities from 1 to 99, such as 1,2.').optional(),
  partner: id.optional(),
  customer: id.optional(),
  /** Of large accounts only, or of none (D1). */
  keyAccount: z.enum(['true', 'false']).optional(),
  assignee: several(
    (part) => part === 'me' || part === 'nobody' || ids.test(part),
    "Must be 'me', 'nobody' or ids of people, with commas between them.",
  ).optional(),
  kind: someOf(kinds).optional(),
  category: words(1_000).optional(),
  product: words(1_000).optional(),
  tier: words(1_000).optional(),
  region: words(1_000).optional(),
  channel: someOf(channels).optional(),
  /** Of the staff alone. */
  tag: several((part) => part !== '', 'Must be tags, with commas between them.').optional(),
  escalated: z.enum(['true', 'false']).optional(),
  /** Who must move next. */
  turn: someOf(turns).optional(),
  /** Its earliest unanswered message has waited so long at least. */
  unansweredHours: words(9)
    .refine((value) => /^\d{1,5}$/.test(value), 'Must be a whole number of hours, up to 99999.')
    .optional(),
  q: words(500).optional(),
})
export const ticketList = ticketQuestion.extend({
  view: z.enum(['queue', 'mine', 'all']).default('queue'),
  limit,
  cursor,
})
export const escalationList = z.strictObject({
  show: z.enum(['escalated', 'disputed']).default('escalated'),
  desk: name.optional(),
  limit,
  cursor,
})
export const personList = z.strictObject({
  side: z.enum(['staff', 'partner']).optional(),
  partner: id.optional(),
  /** Letters of the name or the address. */
  q: words(200).optional(),
  limit,
  cursor,
})
export const streamFrom = z.strictObject({ lastEventId: words(100).optional() })

export type NewTicket = z.infer<typeof newTicket>
