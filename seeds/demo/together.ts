/** Tickets of the demo that one problem has caused, one that somebody follows, and one that somebody is reminded of. */
import { attach } from '../../src/storage/causes.ts'
import type { Write } from '../../src/storage/commit.ts'
import { follow } from '../../src/storage/follows.ts'
import { insertReminder } from '../../src/storage/reminders.ts'
import type { Tx } from '../../src/storage/tx.ts'
import type { Instant, TicketId } from '../../src/domain/kernel.ts'
import { reminderTimes, usualHours } from '../../src/domain/reminder.ts'
import { newIdAt } from '../../src/services/ids.ts'
import type { Cast } from './company.ts'

/** How their subjects begin. */
const cause = 'Scheduled export of the production figures'
const caused = ['Stock export of Golden Gate Bikes', 'A custom field of Sahyadri is not in the export']

export async function furnishTogether(tx: Tx, company: Cast, writes: readonly Write[], now: Instant): Promise<void> {
  const ticketOf = (begins: string): TicketId => {
    const write = writes.find(
      ({ decision, opened }) => opened !== undefined && decision.ticket.subject.startsWith(begins),
    )
    if (write === undefined) throw new Error(`No story begins with '${begins}'.`)
    return write.decision.ticket.id
  }
  const [lead, support] = [company.staff('lead').id, company.staff('support')]
  const attached = caused.map(ticketOf)
  for (const ticket of attached) await attach(tx, { ticket, cause: ticketOf(cause), at: now, by: lead })
  await follow(tx, ticketOf(cause), lead, now)
  const next = reminderTimes(usualHours(support.zone), now).find(({ name }) => name !== 'two-hours')
  const [, ticket] = attached
  if (next === undefined || ticket === undefined) throw new Error('The demo has nobody to be reminded.')
  await insertReminder(tx, {
    id: newIdAt<'reminder'>(now),
    person: support.id,
    ticket,
    dueAt: next.at,
    note: 'Ask whether the export of the night was complete.',
    madeAt: now,
  })
}
