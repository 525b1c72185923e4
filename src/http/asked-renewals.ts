/** What the HTTP API takes of renewals (E4). */
import { z } from 'zod'
import { renewalSorts } from '../services/renewals/list.ts'
import { payers } from '../services/registry/words.ts'
import { cursor, id, limit, words } from './asked.ts'

const filter = {
  partner: id.optional(),
  payer: z.enum(['partner', 'customer', 'unknown']).optional(),
  currency: words(3).optional(),
  /** So many days from today on. */
  within: z.coerce.number().int().min(0).max(800).default(90),
  /** Part of the customer's name or of the service. */
  q: words(200).optional(),
  sort: z.enum(renewalSorts).default('date'),
}
export const renewalTable = z.strictObject(filter)
export const renewalList = z.strictObject({ ...filter, limit, cursor })
/** Null is: nobody has said. */
export const changeSubscription = z.strictObject({ payer: z.enum(payers).nullable() })
