/** The audit on the wire (G2). */
import { z } from 'zod'

const instant = z.iso.datetime({ offset: true })
const id = z.uuid()

export const auditRow = z.object({
  id: z.int(),
  /** By the database's own clock. */
  at: instant,
  by: z.object({
    /** 'auth': the sign-in itself; 'database': somebody who came past the program. */
    kind: z.enum(['staff', 'partner', 'system', 'auth', 'database']),
    /** Of 'system': for whom it was done. */
    person: z.object({ id, name: z.string().nullable() }).nullable(),
  }),
  act: z.enum(['added', 'changed', 'removed']),
  thing: z.object({
    kind: z.string(),
    words: z.string(),
    key: z.string(),
    /** What it is called; null where it has no name. */
    name: z.string().nullable(),
  }),
  /** Whose it is. */
  partner: z.object({ id, name: z.string().nullable() }).nullable(),
  /** In words; secrets are 'not shown'. Instants and days are as everywhere. */
  changes: z.array(z.object({ field: z.string(), was: z.string().nullable(), became: z.string().nullable() })),
})

export type AuditRowView = z.infer<typeof auditRow>
