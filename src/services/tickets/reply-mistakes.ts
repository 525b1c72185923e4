/** What is wrong with a message beside its words, files and mentions: who may say what of it. */
import { isStaff, type Actor } from '../app.ts'
import type { Refusals } from '../refusals.ts'
import type { NewReply } from './acts.ts'

export function replyMistakes(actor: Actor, { visibility, determination, forCustomer }: NewReply): Refusals['errors'] {
  const noted = {
    field: 'determination',
    message: 'An internal note states nothing to the partner: make it public, or leave this out.',
  }
  if (isStaff(actor)) return visibility === 'internal' && determination === true ? [noted] : []
  return [
    ...(visibility === 'internal'
      ? [{ field: 'visibility', message: "Only the vendor writes internal notes: give 'public'." }]
      : []),
    ...(determination === true
      ? [{ field: 'determination', message: 'Only the vendor states a determination: leave it out.' }]
      : []),
    ...(forCustomer === true
      ? [{ field: 'forCustomer', message: 'Only the vendor marks a message so: leave it out.' }]
      : []),
  ]
}
