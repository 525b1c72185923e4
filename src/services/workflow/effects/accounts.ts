/** E6: an account is kept, or lasts longer. */
import type { AccountKind } from '../../../domain/partnership.ts'
import { sayDay } from '../../../domain/workflow/words.ts'
import {
  accountById,
  extendAccount as extend,
  insertAccount,
  lockPartnership,
} from '../../../storage/partner-accounts.ts'
import { no } from '../../refusals.ts'
import { quotaLeft, todayOf } from '../facts/accounts.ts'
import { textOf } from '../facts/customers.ts'
import { productName } from '../facts/reselling.ts'
import type { Effect } from './index.ts'

const refused = (message: string) => no({ code: 'conflict', message })

/** The last day of an account that begins, or goes on, on a day: that day is its first. */
const lastDay = (from: string, days: number): string =>
  Temporal.PlainDate.from(from)
    .add({ days: days - 1 })
    .toString()

export const makeAccount: Effect = async ({ tx, ticket, policy, run, at, person }) => {
  if (ticket.partner === null) return refused('This ticket is no partner’s: nobody can have the account.')
  const kind = textOf(run.fields, 'kind') as AccountKind
  const left = await quotaLeft(tx, policy, ticket.partner, kind, at)
  if (!left.holds) return refused(left.because)
  const startsOn = todayOf(policy, ticket, at)
  const endsOn = lastDay(startsOn, policy.partnership.accounts.lastDays)
  const product = textOf(run.fields, 'product') ?? ''
  const login = textOf(run.fields, 'login') ?? ''
  await insertAccount(tx, {
    id: run.id,
    ticket: ticket.id,
    partner: ticket.partner,
    kind,
    product,
    login,
    orgId: textOf(run.fields, 'orgId'),
    owner: textOf(run.fields, 'owner') ?? '',
    startsOn,
    endsOn,
    madeBy: person,
    madeAt: at,
  })
  return {
    ok: true,
    value: { said: `Account ${login} of ${productName(policy, product)} lasts until ${sayDay(endsOn)}.` },
  }
}

export const extendAccount: Effect = async ({ tx, ticket, policy, run, at }) => {
  if (ticket.partner === null) return refused('This ticket is no partner’s.')
  await lockPartnership(tx, ticket.partner)
  const account = await accountById(tx, textOf(run.fields, 'account') ?? '')
  if (account === null || account.partner !== ticket.partner) return refused('The account is not the partner’s.')
  if (account.endsOn < todayOf(policy, ticket, at))
    return refused(`The account expired after ${sayDay(account.endsOn)}: the partner asks for a new one.`)
  const next = Temporal.PlainDate.from(account.endsOn).add({ days: 1 }).toString()
  const became = lastDay(next, policy.partnership.accounts.lastDays)
  await extend(tx, { id: run.id, account: account.id, partner: account.partner, was: account.endsOn, became, at })
  return {
    ok: true,
    value: { said: `Account ${account.login} lasts until ${sayDay(became)}, not ${sayDay(account.endsOn)}.` },
  }
}
