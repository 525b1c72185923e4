/**
 * The queue by what must happen next. A ticket's group follows from what the words beside its bar count to, the target
 * and then the limit, so that the two never contradict each other; inside a group the server's order of urgency holds
 * (C3, B8).
 */
import type { TicketView } from '../../../src/http/wire.ts'
import { leadingClock, readClock, isRunning } from '../../shared/promise-bar/clock.ts'
import { nextAt } from '../../shared/promise-bar/standing.ts'
import { readInstant, sayDay } from '../../shared/time.ts'
import { isOver } from '../../shared/words.ts'

export const groupNames = {
  over: 'Past the limit',
  hour: 'Within the hour',
  today: 'Today',
  later: 'Later',
  waiting: 'Waiting',
  done: 'Done',
} as const
export type GroupId = keyof typeof groupNames

/** What each group means, said beside its name where the name alone might not. */
export const groupHints: Partial<Record<GroupId, string>> = {
  waiting: 'answered, or nothing is promised',
}

export interface Group {
  readonly id: GroupId
  readonly tickets: readonly TicketView[]
}

const hour = 3_600_000

export function groupOf(ticket: TicketView, now: number, zone?: string): GroupId {
  if (isOver(ticket.status)) return 'done'
  const clock = leadingClock(ticket.clocks.map(readClock))
  if (clock === null || !isRunning(clock)) return 'waiting'
  if (now > clock.limitAt) return 'over'
  const next = nextAt(clock, now)
  if (next - now <= hour) return 'hour'
  return sayDay(next, now, zone) === 'today' ? 'today' : 'later'
}

/** Groups in their order, empty ones left out. The tickets come as the server ordered them. */
export function groupsOf(tickets: readonly TicketView[], now: number, zone?: string): readonly Group[] {
  const found = new Map<GroupId, TicketView[]>()
  for (const ticket of tickets.toSorted(byUrgency)) {
    const id = groupOf(ticket, now, zone)
    const group = found.get(id)
    if (group === undefined) found.set(id, [ticket])
    else group.push(ticket)
  }
  return (Object.keys(groupNames) as GroupId[]).flatMap((id) => {
    const inside = found.get(id)
    return inside === undefined ? [] : [{ id, tickets: inside }]
  })
}

/** The server's order, for tickets that changed since their page was read. Equal ones stay as they came. */
const byUrgency = (a: TicketView, b: TicketView): number =>
  a.urgency.band - b.urgency.band || readInstant(a.urgency.at) - readInstant(b.urgency.at)
