/** What the HTTP API takes about tags (see asked.ts). */
import { z } from 'zod'
import { id, tagging, text } from './asked.ts'

export const tagTicket = z
  .strictObject(tagging)
  .refine(({ add = [], remove = [] }) => add.length + remove.length > 0, 'Give what to put on, or what to take off.')
export const renameTag = z.strictObject({ name: text(200) })
export const mergeTag = z.strictObject({ into: id.toLowerCase() })
