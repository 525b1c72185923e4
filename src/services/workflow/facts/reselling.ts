/** E10: what a partner may resell already, and whether its people were trained in it. */
import { trainedToResell } from '../../../domain/partnership.ts'
import type { Policy } from '../../../domain/policy.ts'
import { sayDay } from '../../../domain/workflow/words.ts'
import { lockPartnership } from '../../../storage/partner-accounts.ts'
import { resellsUntil, trainedIn } from '../../../storage/reselling.ts'
import { todayOf } from './accounts.ts'
import { textOf } from './customers.ts'
import type { FindFact } from './index.ts'

export const productName = ({ products }: Policy, id: string): string =>
  products.find((row) => row.id === id)?.name ?? id

export const notResoldYet: FindFact = async ({ tx, ticket, policy, fields, at }) => {
  const product = textOf(fields, 'product') ?? ''
  if (ticket.partner === null) return false
  await lockPartnership(tx, ticket.partner)
  const until = await resellsUntil(tx, ticket.partner, product, todayOf(policy, ticket, at))
  if (until === null) return true
  const how = until === 'ever' ? 'without an end' : `until ${sayDay(until)}`
  return { holds: false, because: `${productName(policy, product)} may be resold already, ${how}.` }
}

/** The criterion, and who fulfils it. */
export const trainedForProduct: FindFact = async ({ tx, ticket, policy, fields }) => {
  const product = textOf(fields, 'product') ?? ''
  const names = ticket.partner === null ? [] : await trainedIn(tx, ticket.partner, product)
  const needed = trainedToResell(policy)
  const who = names.length === 0 ? 'nobody' : names.join(', ')
  return {
    holds: names.length >= needed,
    because: `${names.length} of ${needed} contacts trained in ${productName(policy, product)}: ${who}.`,
  }
}

export const accessEndsLater: FindFact = ({ ticket, policy, fields, at }) => {
  const until = textOf(fields, 'accessUntilOn')
  return Promise.resolve(until === null || until >= todayOf(policy, ticket, at))
}
