/** What the HTTP API takes of payouts (E3). */
import { z } from 'zod'
import { payoutStates } from '../domain/payout.ts'
import { cursor, day, email, id, limit, name, text } from './asked.ts'

const amount = z.strictObject({
  amount: z.number().positive().max(999_999_999_999),
  currency: z.string().regex(/^[A-Za-z]{3}$/, 'Must be three letters, such as USD.'),
})
export const newInvoice = z.strictObject({
  amount,
  invoiceNumber: text(100),
  /** Id of one's own upload: a PDF. */
  invoice: id,
})
export const newPayout = z.strictObject({
  entity: name,
  ...newInvoice.shape,
  /** On whose behalf; agents only. */
  contactEmail: email.optional(),
})
export const payment = z.strictObject({ paidOn: day, reference: text(200) })
export const rejection = z.strictObject({ reason: text(2_000) })

const filter = { partner: id.optional(), entity: name.optional(), state: z.enum(payoutStates).optional() }
export const payoutTable = z.strictObject(filter)
export const payoutList = z.strictObject({ ...filter, limit, cursor })
