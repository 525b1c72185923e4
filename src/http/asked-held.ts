/** What the API takes about held requests (A7). */
import { z } from 'zod'
import { heldStates } from '../services/held/held.ts'
import { cursor, email, id, limit, name, text } from './asked.ts'

export const heldList = z.strictObject({
  state: z.enum(heldStates).default('held'),
  desk: name.optional(),
  limit,
  cursor,
})

export const release = z.strictObject({
  /** A contact who is there. */
  contact: id.optional(),
  /** Of a new contact: which partner it is of. */
  partner: id.optional(),
  newContact: z.strictObject({ name: text(200), email }).optional(),
  /** From now on the address that it came from is a contact, too; of a call: the number is this contact's. */
  senderIsContact: z.boolean().optional(),
  /** An answer to a ticket that opens one of its own. */
  asNew: z.boolean().optional(),
})

export const because = z.strictObject({ reason: text(2_000) })
