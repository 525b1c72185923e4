/** What the HTTP API takes about alerts (see asked.ts). */
import { z } from 'zod'
import { cursor, id, limit } from './asked.ts'

export const alertList = z.strictObject({
  unread: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional(),
  ticket: id.optional(),
  limit,
  cursor,
})

export const readAlerts = z.strictObject({ ticket: id.nullable() })
