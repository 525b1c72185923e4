/** One's own reminders of tickets. They are kept below the alerts: the stream says of both at once that they have changed. */
import { queryOptions } from '@tanstack/react-query'
import type { ReminderTimesView, ReminderView } from '../../../src/http/wire-reminders.ts'
import { alertsChanged } from '../../shared/alerts/changed.ts'
import { call, newKey } from '../../shared/api.ts'
import { now } from '../../shared/now.ts'
import { api, withQuery } from '../../shared/paths.ts'
import { ownZone, readInstant, sayMoment } from '../../shared/time.ts'
import { toast } from '../../shared/ui/toast.tsx'

interface Reminders {
  readonly items: readonly ReminderView[]
}

export const reminders = {
  toCome: () =>
    queryOptions({
      queryKey: ['alerts', 'reminders'],
      queryFn: ({ signal }) => call<Reminders>(api.reminders, { signal }),
    }),
  ofTicket: (ticket: string) =>
    queryOptions({
      queryKey: ['alerts', 'reminders', ticket],
      queryFn: ({ signal }) => call<Reminders>(withQuery(api.reminders, { ticket }), { signal }),
    }),
  /** They go on with the time: asked anew whenever they are offered. */
  times: () =>
    queryOptions({
      queryKey: ['reminder-times'],
      queryFn: ({ signal }) => call<ReminderTimesView>(withQuery(api.reminderTimes, { zone: ownZone() }), { signal }),
      staleTime: 0,
      gcTime: 0,
    }),
} as const

export interface Wish {
  readonly at: string
  readonly note: string
}

type Reminded = Pick<ReminderView['ticket'], 'id' | 'number'>

export async function remind(ticket: Reminded, wish: Wish, key: string): Promise<void> {
  const made = await call<ReminderView>(api.reminders, {
    method: 'POST',
    body: { ticket: ticket.id, ...wish },
    idempotencyKey: key,
  })
  alertsChanged()
  toast.undoable(
    `You are reminded of ${ticket.number} ${sayMoment(readInstant(made.at), now())}.`,
    () => void remove(made, false),
  )
}

export async function moveReminder({ id, ticket }: ReminderView, wish: Wish): Promise<void> {
  const moved = await call<ReminderView>(api.reminder(id), { method: 'PATCH', body: wish })
  alertsChanged()
  toast.done(`You are reminded of ${ticket.number} ${sayMoment(readInstant(moved.at), now())}.`)
}

/** With a way back, unless it is one itself. */
export async function remove({ id, ticket, at, note }: ReminderView, isUndoable = true): Promise<void> {
  try {
    await call(api.reminder(id), { method: 'DELETE' })
    const said = `You are not reminded of ${ticket.number}.`
    if (isUndoable) toast.undoable(said, () => void remind(ticket, { at, note }, newKey()).catch(toast.failed))
    else toast.done(said)
  } catch (reason) {
    toast.failed(reason)
  } finally {
    // Also of one whose time came meanwhile.
    alertsChanged()
  }
}
