/** Time alone: targets and limits that passed (C3, C14), and a solved ticket that closes by itself. */
import { isRunning, type Clock } from '../clock.ts'
import { earlier, isAfter, type Instant } from '../kernel.ts'
import type { Policy } from '../policy.ts'
import type { Draft } from './draft.ts'
import { advanceEscalation, escalationDues } from './escalate.ts'
import type { Ticket } from './ticket.ts'

/** A thing noticed more than this after its instant was noticed late (C11). */
export const lateAfterMs = 1_000

/** The first instant at which something has passed: being just at a limit is still in time. */
export const justAfter = (at: Instant): Instant => at.add({ milliseconds: 1 })

const day = 24 * 60

/** When a solved ticket closes by itself; null while it is open. Days here are calendar days of 24 hours. */
export function closesAt(policy: Policy, ticket: Ticket): Instant | null {
  if (ticket.solvedAt === null || ticket.closedAt !== null || ticket.mergedInto !== null) return null
  return ticket.solvedAt.add({ minutes: policy.tickets.closesAfterDays * day })
}

/** When the ticket next wants waking: the earliest of targets, limits and closing that have not passed yet. */
export function wakeAtOf(policy: Policy, ticket: Ticket): Instant | null {
  const passing: Instant[] = []
  for (const clock of ticket.clocks) {
    if (!isRunning(clock)) continue
    if (clock.warnedAt === null) passing.push(clock.targetAt)
    if (clock.breachedAt === null) passing.push(clock.limitAt)
  }
  passing.push(...escalationDues(policy, ticket))
  const passed = passing.length === 0 ? null : justAfter(passing.reduce(earlier))
  const closing = closesAt(policy, ticket)
  if (passed === null || closing === null) return passed ?? closing
  return earlier(passed, closing)
}

interface Passing {
  readonly at: Instant
  readonly clock: Clock
  readonly what: 'target' | 'limit'
}

/**
 * Brings a ticket up to `at`: what passed is dated with the instant it passed, in the order in which it did, whenever it
 * is noticed, so that a late job cannot rewrite history.
 */
export function advance(draft: Draft, policy: Policy, at: Instant): void {
  const passed: Passing[] = []
  for (const clock of draft.ticket.clocks) {
    if (!isRunning(clock)) continue
    if (clock.warnedAt === null && isAfter(at, clock.targetAt))
      passed.push({ at: clock.targetAt, clock, what: 'target' })
    if (clock.breachedAt === null && isAfter(at, clock.limitAt))
      passed.push({ at: clock.limitAt, clock, what: 'limit' })
  }
  passed.sort((a, b) => Temporal.Instant.compare(a.at, b.at) || (a.what === b.what ? 0 : a.what === 'target' ? -1 : 1))
  for (const { at: passedAt, clock, what } of passed) notePassing(draft, clock.id, what, passedAt, at)

  advanceEscalation(draft, at)

  const closing = closesAt(policy, draft.ticket)
  if (closing !== null && !isAfter(closing, at)) {
    draft.record({ kind: 'closed', byItself: true }, { at: closing, by: { kind: 'system' } })
    draft.set({ closedAt: closing })
  }
}

function notePassing(draft: Draft, id: Clock['id'], what: Passing['what'], passedAt: Instant, notedAt: Instant): void {
  const clock = draft.clock(id)
  const late = notedAt.epochMilliseconds - passedAt.epochMilliseconds > lateAfterMs
  draft.setClock(what === 'target' ? { ...clock, warnedAt: passedAt } : { ...clock, breachedAt: passedAt })
  draft.record(
    { kind: what === 'target' ? 'target-passed' : 'limit-passed', clock: id, promised: clock.promised, late },
    { at: passedAt, by: { kind: 'system' } },
  )
  const { assignee, desk } = draft.ticket
  draft.letter({
    template: what === 'target' ? 'target-passed' : 'limit-passed',
    to: assignee === null ? draft.deskAddress(desk) : { kind: 'staff', person: assignee },
    message: null,
    data: { promised: clock.promised, at: passedAt.toString(), late },
  })
}
