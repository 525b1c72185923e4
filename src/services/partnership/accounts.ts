/** E6: a partner is reminded before an account ends, and told once it has ended; both once, and where time passed unseen, the last of them. */
import { accountReminders } from '../../domain/partnership.ts'
import type { Policy } from '../../domain/policy.ts'
import { sayDay } from '../../domain/workflow/words.ts'
import type { Tx } from '../../storage/database.ts'
import {
  accountById,
  endingAccounts,
  markExpired,
  markReminded,
  type AccountRow,
  type EndingAccount,
} from '../../storage/partner-accounts.ts'
import { partnerById, type Partner } from '../../storage/partners.ts'
import { contactsOf, personById } from '../../storage/people.ts'
import { lockTicket } from '../../storage/tickets.ts'
import type { App } from '../app.ts'
import { postLetter } from '../outbox/post.ts'
import { todayOf } from '../workflow/facts/accounts.ts'
import { productName } from '../workflow/facts/reselling.ts'

const batch = 50

/** Of the timetable. */
export async function watchAccounts(app: App): Promise<{ readonly reminded: number; readonly ended: number }> {
  const done = { reminded: 0, ended: 0 }
  const policy = app.policies.current()
  const most = Math.max(0, ...accountReminders(policy))
  for (let after: string | null = null; ;) {
    const from = after
    const found: readonly EndingAccount[] = await app.db.system(async (tx) => {
      const until = app
        .now()
        .add({ hours: 24 * (most + 1) })
        .toString()
        .slice(0, 10)
      const rows = await endingAccounts(tx, until, batch, from)
      for (const row of rows) {
        const did = await watch(app, tx, policy, row)
        if (did !== null) done[did] += 1
      }
      return rows
    })
    if (found.length < batch) return done
    after = found.at(-1)?.id ?? null
  }
}

async function watch(
  app: App,
  tx: Tx,
  policy: Policy,
  { id, remindedDays }: EndingAccount,
): Promise<keyof Awaited<ReturnType<typeof watchAccounts>> | null> {
  const account = await accountById(tx, id)
  const partner = account === null ? null : await partnerById(tx, account.partner)
  if (account === null || partner === null) return null
  const left = Temporal.PlainDate.from(todayOf(policy, partner, app.now())).until(account.endsOn).days
  if (left < 0) {
    await markExpired(tx, id, app.now())
    await tell(app, tx, policy, partner, account, null)
    return 'ended'
  }
  const due = accountReminders(policy).filter((days) => left <= days)
  const days = due.length === 0 ? null : Math.min(...due)
  if (days === null || (remindedDays !== null && remindedDays <= days)) return null
  await markReminded(tx, id, days)
  await tell(app, tx, policy, partner, account, left)
  return 'reminded'
}

/** Whoever asked for it, else another contact. `left` are the days; null once it has ended. */
async function tell(
  app: App,
  tx: Tx,
  policy: Policy,
  partner: Partner,
  account: AccountRow,
  left: number | null,
): Promise<void> {
  const ticket = await lockTicket(tx, account.ticket)
  const asker = ticket?.contact == null ? null : await personById(tx, ticket.contact)
  const contact = asker?.active === true ? asker : (await contactsOf(tx, partner.id)).find(({ active }) => active)
  if (ticket === null || contact === undefined) return
  const said = `${account.kind === 'demo' ? 'demo' : 'complimentary'} account ${account.login} of ${productName(policy, account.product)}`
  const data = { account: said, endsOn: sayDay(account.endsOn) }
  await postLetter(app, tx, {
    template: left === null ? 'account-ended' : 'account-ending',
    to: { name: contact.name, email: contact.email, person: contact.id },
    desk: ticket.desk,
    country: partner.country,
    state: partner.state,
    ticket: null,
    partner: partner.id,
    data: left === null ? data : { ...data, days: String(left) },
    onceFor: `account:${account.id}:${account.endsOn}:${left === null ? 'ended' : left}`,
  })
}
