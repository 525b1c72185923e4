/** What the HTTP API takes about saved views (see asked.ts). */
import { z } from 'zod'
import { name, text, ticketQuestion } from './asked.ts'

const view = {
  name: text(60),
  list: z.enum(['queue', 'mine', 'all']),
  /** By the names and values of `GET /tickets`. */
  question: ticketQuestion,
  /** Nobody else sees it. */
  personal: z.boolean(),
  /** Of a shared one: whose desk sees it; null: everybody. */
  desk: name.nullable(),
}

export const newSavedView = z.strictObject({
  ...view,
  list: view.list.default('queue'),
  personal: view.personal.default(true),
  desk: view.desk.optional(),
})
export const changeSavedView = z
  .strictObject({ ...view, position: z.number().int().min(1).max(1_000) })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'Give what is to be changed.')
