/** What the HTTP API takes about the audit (see asked.ts). */
import { z } from 'zod'
import { auditThings, type AuditThing } from '../domain/audit.ts'
import { cursor, id, instant, limit, words } from './asked.ts'

const kinds = Object.keys(auditThings) as [AuditThing, ...AuditThing[]]

export const auditList = z.strictObject({
  person: id.optional(),
  /** What kind of thing. */
  kind: z.enum(kinds).optional(),
  /** Which thing, as `thing.key` says it. */
  key: words(500).optional(),
  from: instant.optional(),
  /** Before it. */
  to: instant.optional(),
  limit,
  cursor,
})
