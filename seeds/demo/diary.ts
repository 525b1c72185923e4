/** What the demo's account manager has written down of its partners, and when it wants to talk to them next (D5). */
import type { Instant } from '../../src/domain/kernel.ts'
import { newIdAt } from '../../src/services/ids.ts'
import { insertDiaryEntry, keepNextContact, type DiaryEntry } from '../../src/storage/diary.ts'
import type { Tx } from '../../src/storage/tx.ts'
import type { Cast } from './company.ts'

interface Told extends Pick<DiaryEntry, 'kind' | 'words'> {
  readonly partner: string
  readonly daysAgo: number
}

/** Cumulus has not been heard of for longer than the policy wants. */
const entries: readonly Told[] = [
  {
    partner: 'Aurora',
    daysAgo: 41,
    kind: 'visit',
    words: 'In Chennai. They would sell Desk to two of their CRM customers if we train a second person.',
  },
  {
    partner: 'Aurora',
    daysAgo: 20,
    kind: 'mail',
    words: 'Sent the dates of the Desk course, and what the second certificate costs.',
  },
  {
    partner: 'Borealis',
    daysAgo: 27,
    kind: 'meeting',
    words: 'Went through the renewals of the next quarter; one customer may leave for another product.',
  },
  {
    partner: 'Cumulus',
    daysAgo: 96,
    kind: 'call',
    words: 'Wants to become Advanced next year. Told them what the score is made of.',
  },
]

const next = [
  { partner: 'Aurora', inDays: 12, about: 'Who takes the Desk course' },
  { partner: 'Borealis', inDays: -1, about: 'Whether the customer stays' },
] as const

export async function furnishDiary(tx: Tx, company: Cast, now: Instant): Promise<void> {
  const { id: by } = company.staff('pam')
  const day = (days: number): string => now.toZonedDateTimeISO('UTC').toPlainDate().add({ days }).toString()
  const partner = (name: string) => company.partners.find((row) => row.name === name)?.id
  for (const { partner: name, daysAgo, kind, words } of entries) {
    const id = partner(name)
    const at = now.subtract({ hours: 24 * daysAgo })
    if (id !== undefined)
      await insertDiaryEntry(tx, { id: newIdAt(at), partner: id, onDay: day(-daysAgo), kind, words, by, at })
  }
  for (const { partner: name, inDays, about } of next) {
    const id = partner(name)
    if (id !== undefined) await keepNextContact(tx, id, { dueOn: day(inDays), about }, by, now)
  }
}
