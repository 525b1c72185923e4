/** Being reminded of tickets. One's own alone: nobody else reads them, and no promise waits for one. */
import { z } from 'zod'
import { alertDays } from '../../domain/alert.ts'
import type { TicketId } from '../../domain/kernel.ts'
import { listReminders, moveReminder, remind, removeReminder, timesForReminders } from '../../services/reminders.ts'
import * as asked from '../asked-reminders.ts'
import { created, read } from '../reply.ts'
import { route } from '../route.ts'
import * as things from '../things.ts'
import { idOf } from '../things.ts'
import * as wire from '../wire-reminders.ts'

const tag = 'For you'
const about = things.reminder

export const reminders = [
  route({
    method: 'GET',
    path: '/reminders',
    name: 'listReminders',
    tag,
    summary: 'Reminders that are to come for the caller, the next first',
    who: 'staff',
    query: asked.reminderList,
    answers: { 200: z.object({ items: z.array(wire.reminder) }) },
    handle: async ({ site, caller, query }) =>
      read(await listReminders(site.app, caller.actor, (query.ticket ?? null) as TicketId | null)),
  }),
  route({
    method: 'GET',
    path: '/reminders/times',
    name: 'listReminderTimes',
    tag,
    summary: 'Times that suit the caller',
    description:
      'In its own hours for calls; where it has none, Monday to Friday from 9 to 18 in `zone`, or in its own zone. Its days off are passed over.',
    who: 'staff',
    query: asked.reminderTimes,
    answers: { 200: wire.reminderTimes },
    handle: async ({ site, caller, query }) => read(await timesForReminders(site.app, caller.actor, query.zone)),
  }),
  route({
    method: 'POST',
    path: '/reminders',
    name: 'remind',
    tag,
    summary: 'Be reminded of a ticket',
    description: `At \`at\` it is told among the alerts, once, of the kind 'reminded'; \`dueAt\` is given there where that was late. A ticket that is over by then is told of all the same. \`note\` is for oneself. No clock waits for a reminder. It goes with a ticket that is merged, and ends when its person leaves; what was told is kept for ${alertDays} days.`,
    who: 'staff',
    body: asked.newReminder,
    example: {
      ticket: '0192aa00-0000-7000-8000-000000000000',
      at: '2126-12-21T09:00:00Z',
      note: 'Ask whether it holds.',
    },
    answers: { 201: wire.reminder },
    refuses: ['invalid-state', 'conflict'],
    handle: async ({ site, caller, body, once }) =>
      created(await remind(site.app, caller.actor, body, once), ({ id }) => `/api/v1/reminders/${id}`),
  }),
  route({
    method: 'PATCH',
    path: '/reminders/:id',
    name: 'moveReminder',
    tag,
    summary: 'Move a reminder, or change its note',
    description: 'One that was told is none any more.',
    who: 'staff',
    about,
    body: asked.changeReminder,
    example: { note: 'Ask whether it holds.' },
    answers: { 200: wire.reminder },
    handle: async ({ site, caller, id, body }) =>
      read(await moveReminder(site.app, caller.actor, idOf<'reminder'>(id), body), 'incomplete'),
  }),
  route({
    method: 'DELETE',
    path: '/reminders/:id',
    name: 'removeReminder',
    tag,
    summary: 'Be reminded no more',
    who: 'staff',
    about,
    answers: { 204: null },
    handle: async ({ site, caller, id }) => {
      const done = await removeReminder(site.app, caller.actor, idOf<'reminder'>(id))
      return done.ok ? { ok: true, value: { status: 204 } } : read(done)
    },
  }),
]
