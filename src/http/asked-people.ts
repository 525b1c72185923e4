/** What is asked of people and of how they come in. */
import { z } from 'zod'
import { staffRoleIds } from '../domain/staff-roles.ts'
import { keyScopes } from '../services/access.ts'
import { cursor, email, id, limit, text, words } from './asked.ts'

const role = z.enum(staffRoleIds)
const desks = z.array(text(100)).max(50)
const zone = text(100)

export const staffList = z.strictObject({
  show: z.enum(['active', 'left', 'all']).default('active'),
  /** Letters of the name or the address. */
  q: words(200).optional(),
  limit,
  cursor,
})
export const newStaff = z.strictObject({
  name: text(200),
  email,
  role,
  desks: desks.optional(),
  zone: zone.optional(),
})
export const changeStaff = newStaff.partial()
export const deactivate = z.strictObject({
  tickets: z.enum(['unassign', 'hand-over']).optional(),
  to: id.optional(),
  partnersTo: id.optional(),
})
export const nothing = z.strictObject({})

export const keyList = z.strictObject({
  person: id.optional(),
  show: z.enum(['working', 'all']).default('working'),
  limit,
  cursor,
})
export const newKey = z.strictObject({
  person: id.optional(),
  label: text(200),
  scope: z.enum(keyScopes).default('full'),
})

export const sessionList = z.strictObject({ person: id.optional() })
export const endSessions = z.strictObject({ person: id.optional() })

export const changeMe = z.strictObject({ zone })
const password = z.string().min(1).max(1_000)
export const changePassword = z.strictObject({ current: password, password })
const token = words(200)
export const lookAtPasswordLink = z.strictObject({ token })
export const setPassword = z.strictObject({ token, password })
