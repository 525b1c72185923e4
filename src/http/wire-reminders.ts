/** What the HTTP API answers about reminders (see wire.ts). */
import { z } from 'zod'
import { reminderTimeNames } from '../domain/reminder.ts'
import { toldTicket } from './wire-alerts.ts'

const instant = z.iso.datetime({ offset: true })

/** One's own, that is to come. */
export const reminder = z.object({
  id: z.uuid(),
  ticket: toldTicket,
  at: instant,
  note: z.string(),
  madeAt: instant,
})

/** Times that suit, the next first, in working time of `zone`: after two hours of it, tomorrow's opening, Monday's. */
export const reminderTimes = z.object({
  zone: z.string(),
  items: z.array(z.object({ name: z.enum(reminderTimeNames), at: instant })),
})

export type ReminderView = z.infer<typeof reminder>
export type ReminderTimesView = z.infer<typeof reminderTimes>
