/** The diary of contacts as the HTTP API answers it (see wire.ts). */
import { z } from 'zod'
import { contactKinds } from '../domain/contact-kinds.ts'
import { personRef } from './wire.ts'

const day = z.iso.date()

export const diaryEntry = z.object({
  id: z.uuid(),
  on: day,
  kind: z.enum(contactKinds),
  words: z.string(),
  by: personRef.nullable(),
  /** When it was written down. */
  at: z.iso.datetime({ offset: true }),
})

export const contactState = z.object({
  partner: z.object({ id: z.uuid(), name: z.string() }),
  accountManager: personRef.nullable(),
  /** The latest of the diary, the calls that were held, and the day on which the partner joined. */
  lastContactOn: day,
  next: z.object({ dueOn: day, about: z.string() }).nullable(),
  /** No contact for longer than `quietAfterDays`. */
  quiet: z.boolean(),
  quietAfterDays: z.number().int(),
})

export type DiaryEntryView = z.infer<typeof diaryEntry>
export type ContactStateView = z.infer<typeof contactState>
