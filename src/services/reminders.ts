/** Being reminded of a ticket, at a time of one's own choice and in words for oneself (decision 36). No promise knows of it. */
import { isZone } from '../domain/calendar/calendar.ts'
import { isAfter, type Instant, type TicketId } from '../domain/kernel.ts'
import {
  furthestReminderDays,
  mostReminders,
  reminderTimes,
  usualHours,
  type ReminderTimeName,
} from '../domain/reminder.ts'
import { announceAlerts } from '../storage/alerts.ts'
import { availabilityOf } from '../storage/availabilities.ts'
import type { Tx } from '../storage/database.ts'
import { lockPerson, personById } from '../storage/people.ts'
import {
  changeReminder,
  countReminders,
  deleteReminder,
  insertReminder,
  reminderById,
  remindersOf,
  tellDueReminders,
  type Reminder,
  type ReminderId,
} from '../storage/reminders.ts'
import { lockTicket } from '../storage/tickets.ts'
import type { Actor, App } from './app.ts'
import { utc } from './instants.ts'
import { once, type Once } from './once.ts'
import { no, notFound, wrongFields, type Answer } from './refusals.ts'
import { staffOnly, type Acted } from './tickets/carry-out.ts'

const reminderView = ({ id, ticket, dueAt, note, madeAt }: Reminder) => ({
  id: id as string,
  ticket: { ...ticket, id: ticket.id as string },
  at: utc(dueAt),
  note,
  madeAt: utc(madeAt),
})
export type ReminderView = ReturnType<typeof reminderView>

const none = notFound('reminder')

/** For paths: whether it is the actor's, and still to come. */
export const isReminder = async (app: App, actor: Actor, id: string): Promise<boolean> =>
  actor.kind === 'staff' &&
  (await app.db.transaction(actor, (tx) => reminderById(tx, id as ReminderId, actor.person))) !== null

/** GET /reminders: what is to come for the caller, the next first. */
export const listReminders = (
  app: App,
  actor: Actor,
  ticket: TicketId | null,
): Promise<Answer<{ readonly items: readonly ReminderView[] }>> =>
  app.db.transaction(actor, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    return { ok: true, value: { items: (await remindersOf(tx, actor.person, ticket)).map(reminderView) } }
  })

export interface ReminderTimesView {
  readonly zone: string
  readonly items: readonly { readonly name: ReminderTimeName; readonly at: string }[]
}

/** GET /reminders/times: in the caller's own hours for calls; else the usual ones, in `zone` or the caller's own. */
export const timesForReminders = (
  app: App,
  actor: Actor,
  zone: string | undefined,
): Promise<Answer<ReminderTimesView>> =>
  app.db.transaction(actor, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    if (zone !== undefined && !isZone(zone))
      return wrongFields([{ field: 'zone', message: `'${zone}' is no time zone: give one such as 'Europe/Berlin'.` }])
    const own = await availabilityOf(tx, actor.person)
    const hours = own ?? usualHours(zone ?? (await personById(tx, actor.person))?.zone ?? 'UTC')
    const items = reminderTimes(hours, app.now()).map(({ name, at }) => ({ name, at: utc(at) }))
    return { ok: true, value: { zone: hours.zone, items } }
  })

export interface NewReminder {
  readonly ticket: string
  readonly at: string
  readonly note?: string | undefined
}

/** POST /reminders. Told at `at`, in whatever state the ticket is then. */
export const remind = (app: App, actor: Actor, given: NewReminder, asked: Once | null): Acted<ReminderView> =>
  once(app, actor, asked, 201, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    const now = app.now()
    const dueAt = Temporal.Instant.from(given.at)
    const wrong = wrongTime(dueAt, now)
    if (wrong !== null) return wrong
    // Whoever is leaving at this moment has left, or stays until it is done; and so with a merge.
    const person = await lockPerson(tx, actor.person, 'share')
    const ticket = person?.active === true ? await lockTicket(tx, given.ticket as TicketId) : null
    if (ticket === null) return wrongFields([{ field: 'ticket', message: 'There is no such ticket.' }])
    if (ticket.mergedInto !== null)
      return no({
        code: 'invalid-state',
        message: 'It was merged: be reminded of the ticket that goes on.',
        field: 'ticket',
      })
    if ((await countReminders(tx, actor.person)) >= mostReminders)
      return no({ code: 'conflict', message: `You have ${mostReminders} reminders to come: take one away first.` })
    const id = app.newId<'reminder'>()
    await insertReminder(tx, {
      id,
      person: actor.person,
      ticket: ticket.id,
      dueAt,
      note: given.note ?? '',
      madeAt: now,
    })
    return shown(tx, actor, id)
  })

/** PATCH /reminders/{id}: to another time, or in other words. What was told already is none any more. */
export const moveReminder = (
  app: App,
  actor: Actor,
  id: ReminderId,
  given: { readonly at?: string | undefined; readonly note?: string | undefined },
): Promise<Answer<ReminderView>> =>
  app.db.transaction(actor, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    const dueAt = given.at === undefined ? undefined : Temporal.Instant.from(given.at)
    const wrong = dueAt === undefined ? null : wrongTime(dueAt, app.now())
    if (wrong !== null) return wrong
    return (await changeReminder(tx, id, actor.person, { dueAt, note: given.note })) ? shown(tx, actor, id) : none
  })

/** DELETE /reminders/{id}. */
export const removeReminder = (app: App, actor: Actor, id: ReminderId): Promise<Answer<null>> =>
  app.db.transaction(actor, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    if (!(await deleteReminder(tx, id, actor.person))) return none
    await announceAlerts(tx, [actor.person])
    return { ok: true, value: null }
  })

/** As it is now; one's other windows show it, too. */
async function shown(
  tx: Tx,
  { person }: Extract<Actor, { kind: 'staff' }>,
  id: ReminderId,
): Promise<Answer<ReminderView>> {
  const reminder = await reminderById(tx, id, person)
  if (reminder === null) return none
  await announceAlerts(tx, [person])
  return { ok: true, value: reminderView(reminder) }
}

function wrongTime(dueAt: Instant, now: Instant) {
  if (!isAfter(dueAt, now)) return wrongFields([{ field: 'at', message: 'Give a time that is still to come.' }])
  return isAfter(dueAt, now.add({ hours: furthestReminderDays * 24 }))
    ? wrongFields([{ field: 'at', message: 'Give a time within two years.' }])
    : null
}

/** Of a transaction. */
const portion = 200

/** Tells those whose time has come; whether there may be more at once. Any number of nodes may do so at the same time. */
export const tellReminders = (app: App): Promise<boolean> =>
  app.db.system(async (tx) => {
    const told = await tellDueReminders(tx, app.now(), portion)
    await announceAlerts(tx, new Set(told))
    return told.length === portion
  })
