/** People as administrators keep them, and how they come in, on the wire. */
import { z } from 'zod'
import { staffRoleIds } from '../domain/staff-roles.ts'
import { singleSignOnLink } from './wire-single-sign-on.ts'

const instant = z.iso.datetime({ offset: true })
const id = z.uuid()

export const staff = z.object({
  id,
  name: z.string(),
  email: z.string(),
  role: z.enum(staffRoleIds),
  desks: z.array(z.string()),
  zone: z.string(),
  active: z.boolean(),
  createdAt: instant,
  lastSignInAt: instant.nullable(),
  hasPassword: z.boolean(),
  /** Of the link to set a password that was given out and not used yet. */
  linkExpiresAt: instant.nullable(),
  /** Sessions and keys that hold. */
  sessions: z.number().int(),
  keys: z.number().int(),
  /** Null where they have none. */
  secondFactorSince: instant.nullable(),
  /** Null for whoever never came by single sign-on, or was unlinked. */
  singleSignOn: singleSignOnLink.nullable(),
  /** Assigned to them. */
  openTickets: z.number().int(),
})

/** With what hangs on them. */
export const staffPage = staff.extend({
  duties: z.object({
    partners: z.array(z.object({ id, name: z.string(), as: z.enum(['account manager', 'point of contact']) })),
    /** Calls that they are to have, and live chats that they have now. */
    calls: z.number().int(),
    chats: z.number().int(),
    isLastAdministrator: z.boolean(),
    isSelf: z.boolean(),
  }),
})

export const left = staff.extend({ movedTickets: z.number().int(), movedPartners: z.number().int() })

export const key = z.object({
  id,
  label: z.string(),
  scope: z.string(),
  person: z.object({ id, name: z.string(), email: z.string(), side: z.enum(['staff', 'partner']) }),
  createdAt: instant,
  lastUsedOn: z.iso.date().nullable(),
  revokedAt: instant.nullable(),
})

/** Shown this once. */
export const keyWithToken = key.extend({ token: z.string() })

export const session = z.object({
  id: z.string(),
  beganAt: instant,
  endsAt: instant,
  /** Where it was begun from, and with what. */
  address: z.string().nullable(),
  program: z.string().nullable(),
  /** It is the session that this request was made in. */
  isOwn: z.boolean(),
})
export const sessions = z.object({ items: z.array(session), nextCursor: z.null() })
export const endedSessions = z.object({ ended: z.number().int() })

/** To be handed over; shown this once. */
export const passwordLink = z.object({
  person: z.object({ id, name: z.string(), email: z.string() }),
  link: z.string(),
  expiresAt: instant,
})
export const openedPasswordLink = z.object({ name: z.string(), email: z.string(), expiresAt: instant })
export const passwordSet = z.object({ email: z.string() })

export type StaffView = z.infer<typeof staff>
export type StaffPageView = z.infer<typeof staffPage>
export type LeftView = z.infer<typeof left>
export type KeyView = z.infer<typeof key>
export type KeyWithToken = z.infer<typeof keyWithToken>
export type SessionView = z.infer<typeof session>
export type PasswordLinkView = z.infer<typeof passwordLink>
export type OpenedPasswordLink = z.infer<typeof openedPasswordLink>
