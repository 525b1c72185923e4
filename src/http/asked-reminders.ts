/** What the HTTP API takes about reminders (see asked.ts). */
import { z } from 'zod'
import { id, instant, name, words } from './asked.ts'

const note = words(300).trim()

export const reminderList = z.strictObject({ ticket: id.optional() })
export const reminderTimes = z.strictObject({ zone: name.optional() })
export const newReminder = z.strictObject({ ticket: id, at: instant, note: note.optional() })
export const changeReminder = z.strictObject({ at: instant.optional(), note: note.optional() })
