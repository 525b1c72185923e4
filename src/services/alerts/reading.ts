/** 'For you' as each of the staff reads it, and says that it has. */
import { alertInWords, type AlertKind } from '../../domain/alert.ts'
import type { TicketId } from '../../domain/kernel.ts'
import { isToldLate, reminderInWords } from '../../domain/reminder.ts'
import {
  alertLines,
  announceAlerts,
  countUnread,
  listAlerts as list,
  markRead,
  type AlertFilter,
  type AlertGroup,
  type AlertLine,
} from '../../storage/alerts.ts'
import type { Page, PageRequest } from '../../storage/page.ts'
import { toldReminders, type ToldReminder } from '../../storage/reminders.ts'
import { readTicket } from '../../storage/ticket-rows.ts'
import type { Actor, App } from '../app.ts'
import { utc } from '../instants.ts'
import { once, type Once, type Outcome } from '../once.ts'
import { no, notFound, type Answer } from '../refusals.ts'
import { staffOnly } from '../tickets/carry-out.ts'

export interface AlertsView {
  readonly ticket: {
    readonly id: string
    readonly number: string
    readonly subject: string
    readonly desk: string
    readonly severity: number
    readonly status: string
    readonly partner: { readonly id: string; readonly name: string } | null
  }
  readonly at: string
  readonly count: number
  readonly unread: number
  /** By kind, the newest first; each reminder by itself. */
  readonly what: readonly {
    readonly kind: AlertKind
    /** Of the last of its kind. */
    readonly words: string
    /** Of a reminder that was told late: when its time was. */
    readonly dueAt: string | null
    readonly at: string
    readonly count: number
    readonly unread: number
  }[]
}

/** By ticket, the newest first. */
export function listAlerts(
  app: App,
  actor: Actor,
  query: AlertFilter & PageRequest,
): Promise<Answer<Page<AlertsView>>> {
  return app.db.transaction(actor, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    const found = await list(tx, actor.person, query)
    if (!found.ok) return no(found.problem)
    const { items, nextCursor } = found.value
    const tickets = items.map(({ ticket }) => ticket.id)
    const lines = await alertLines(tx, actor.person, tickets)
    const reminders = await toldReminders(tx, actor.person, tickets)
    const shown: AlertsView[] = []
    for (const group of items) {
      const { id } = group.ticket
      shown.push(await viewOf(app, group, lines.get(id) ?? [], reminders.get(id) ?? []))
    }
    return { ok: true, value: { items: shown, nextCursor } }
  })
}

async function viewOf(
  app: App,
  { ticket, at, count, unread }: AlertGroup,
  lines: readonly AlertLine[],
  reminders: readonly ToldReminder[],
): Promise<AlertsView> {
  const { policyVersion, ...shown } = ticket
  const policy = await app.policies.version(policyVersion)
  const happened = lines.map((line) => ({
    ...line,
    words: alertInWords(policy, line.kind, line.event.fact, line.by),
    dueAt: null,
  }))
  const reminded = reminders.map(({ dueAt, note, ...told }) => {
    const isLate = isToldLate(dueAt, told.at)
    const words = reminderInWords(note, isLate, ticket.status)
    return { ...told, kind: 'reminded' as const, words, count: 1, dueAt: isLate ? utc(dueAt) : null }
  })
  return {
    ticket: shown,
    at: utc(at),
    count,
    unread,
    what: [...happened, ...reminded]
      .toSorted((a, b) => Temporal.Instant.compare(b.at, a.at))
      .map((line) => ({
        kind: line.kind,
        words: line.words,
        dueAt: line.dueAt,
        at: utc(line.at),
        count: line.count,
        unread: line.unread,
      })),
  }
}

/** All of one's own, or those of a ticket; says of how many tickets something is unread then. */
export function readAlerts(
  app: App,
  actor: Actor,
  { ticket = null }: { readonly ticket?: TicketId | null | undefined },
  asked: Once | null,
): Promise<Answer<Outcome<{ readonly unread: number }>>> {
  return once(app, actor, asked, 200, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    if (ticket !== null && (await readTicket(tx, ticket)) === null) return notFound('ticket')
    const read = await markRead(tx, actor.person, ticket, app.now())
    // Their other windows show it, too.
    if (read > 0) await announceAlerts(tx, [actor.person])
    return { ok: true, value: { unread: await countUnread(tx, actor.person) } }
  })
}
