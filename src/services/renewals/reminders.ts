/**
 * Partners are reminded of what renews (E4): one letter for a partner and one of its own days, to each of its contacts, with
 * everything that has come due since. To customers nothing is ever written: the database refuses it as well (0025).
 */
import type { PartnerId } from '../../domain/kernel.ts'
import { deskRules, type Policy } from '../../domain/policy.ts'
import { dayIn } from '../../domain/presence.ts'
import { placeOf } from '../../domain/region.ts'
import { letterFromHour, reminderDue, renewalsInWords, sumsByCurrency, sumsInWords } from '../../domain/renewal.ts'
import type { Tx } from '../../storage/database.ts'
import { partnerById } from '../../storage/partners.ts'
import { contactsOf } from '../../storage/people.ts'
import { addReminders, claimLetter, partnersRenewing, remindersOf, renewalsOf } from '../../storage/renewals.ts'
import type { App } from '../app.ts'
import { postLetter } from '../outbox/post.ts'
import { saidOf } from './list.ts'

/** Of the timetable. Twice, or by two at once, it tells once; late, it tells what is due by then. */
export async function remindOfRenewals(app: App): Promise<{ readonly letters: number }> {
  const { renewalReminderDays: days } = app.policies.current().partnership
  if (days.length === 0) return { letters: 0 }
  // Somewhere it is another day already, or still.
  const today = Temporal.PlainDate.from(dayIn('UTC', app.now()))
  const from = today.subtract({ days: 1 }).toString()
  const to = today.add({ days: Math.max(...days) + 1 }).toString()
  const partners = await app.db.system((tx) => partnersRenewing(tx, from, to))
  let letters = 0
  for (const partner of partners) letters += await app.db.system((tx) => remind(app, tx, partner, days))
  return { letters }
}

async function remind(app: App, tx: Tx, id: PartnerId, days: readonly number[]): Promise<number> {
  const policy = app.policies.current()
  const partner = await partnerById(tx, id)
  if (partner === null) throw new Error(`There is no partner ${id}.`)
  const { zone } = placeOf(policy, partner.country, partner.state)
  const now = app.now()
  if (now.toZonedDateTimeISO(zone).hour < letterFromHour(policy)) return 0
  const today = dayIn(zone, now)
  const last = Temporal.PlainDate.from(today)
    .add({ days: Math.max(...days) })
    .toString()
  const rows = await renewalsOf(tx, id, today, last)
  const sent = await remindersOf(
    tx,
    rows.map((row) => row.id),
  )
  const due = rows.flatMap((row) => {
    const stage = reminderDue(days, today, row.renewsOn)
    // A later stage has made the ones before it needless.
    const known = sent.some(
      (each) => each.subscription === row.id && each.renewsOn === row.renewsOn && each.days <= (stage ?? 0),
    )
    return stage === null || known ? [] : [{ row, stage }]
  })
  const contacts = (await contactsOf(tx, id)).filter(({ active }) => active)
  if (due.length === 0 || contacts.length === 0 || !(await claimLetter(tx, id, today, now))) return 0
  await addReminders(
    tx,
    id,
    due.map(({ row, stage }) => ({ subscription: row.id, renewsOn: row.renewsOn, days: stage })),
    now,
  )
  const said = due.map(({ row }) => saidOf(row))
  for (const contact of contacts)
    await postLetter(app, tx, {
      template: 'renewals-due',
      to: { name: contact.name, email: contact.email, person: contact.id },
      desk: writer(policy),
      country: partner.country,
      state: partner.state,
      ticket: null,
      partner: id,
      data: {
        count: due.length,
        renewals: renewalsInWords(policy, today, said),
        sums: sumsInWords(sumsByCurrency(said)),
      },
      onceFor: `renewals:${id}:${today}:${contact.id}`,
    })
  return contacts.length
}

/** What is not technical is the operations desk's to say. */
function writer(policy: Policy) {
  const desk = policy.desks.find(({ covers }) => covers === 'non-technical') ?? policy.desks[0]
  if (desk === undefined) throw new Error('The policy has no desk.')
  return deskRules(policy, desk.id).id
}
