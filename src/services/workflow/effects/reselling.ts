/** E10: a partner may resell a product from today. */
import { sayDay } from '../../../domain/workflow/words.ts'
import { lockPartnership } from '../../../storage/partner-accounts.ts'
import { insertAccess, resellsUntil, trainedIn } from '../../../storage/reselling.ts'
import { no } from '../../refusals.ts'
import { todayOf } from '../facts/accounts.ts'
import { textOf } from '../facts/customers.ts'
import { productName } from '../facts/reselling.ts'
import type { Effect } from './index.ts'

const refused = (message: string) => no({ code: 'conflict', message })

export const giveAccess: Effect = async ({ tx, ticket, policy, run, at, person }) => {
  if (ticket.partner === null) return refused('This ticket is no partner’s: nobody can have the access.')
  await lockPartnership(tx, ticket.partner)
  const product = textOf(run.fields, 'product') ?? ''
  const name = productName(policy, product)
  const startsOn = todayOf(policy, ticket, at)
  if ((await resellsUntil(tx, ticket.partner, product, startsOn)) !== null)
    return refused(`${name} may be resold already.`)
  const endsOn = textOf(run.fields, 'accessUntilOn')
  const trained = await trainedIn(tx, ticket.partner, product)
  const anyway = textOf(run.fields, 'approvedAnyway')
  await insertAccess(tx, {
    id: run.id,
    ticket: ticket.id,
    partner: ticket.partner,
    product,
    startsOn,
    endsOn,
    because: anyway ?? (trained.length === 0 ? 'No training is asked for.' : `Trained: ${trained.join(', ')}.`),
    madeBy: person,
    madeAt: at,
  })
  return { ok: true, value: { said: `${name} may be resold${endsOn === null ? '' : ` until ${sayDay(endsOn)}`}.` } }
}
