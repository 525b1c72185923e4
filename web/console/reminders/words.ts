/** The times that are offered, in words: what each is called depends on the day that it falls on. */
import type { ReminderTimesView } from '../../../src/http/wire-reminders.ts'
import { readInstant, sayDay, sayMoment } from '../../shared/time.ts'

export type ReminderTime = ReminderTimesView['items'][number]

/** `now` and the reader's `zone` say which day it is. */
export function sayTime({ name, at }: ReminderTime, now: number, zone?: string): { label: string; hint: string } {
  const then = readInstant(at)
  return { label: labelOf(name, then, now, zone), hint: sayMoment(then, now, zone) }
}

function labelOf(name: ReminderTime['name'], at: number, now: number, zone?: string): string {
  if (name === 'two-hours') return 'In 2 hours of work'
  if (name === 'tomorrow') return sayDay(at, now, zone) === 'tomorrow' ? 'Tomorrow' : 'Next working day'
  const isMonday = new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: zone }).format(at) === 'Mon'
  return isMonday ? 'Monday' : 'Next week'
}
