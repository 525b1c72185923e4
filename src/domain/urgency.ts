/**
 * The order of the queue: what must happen next comes first (C3, B8).
 *
 *   band 0  a limit has passed: the oldest breach first
 *   band 1  a target has passed, it is escalated, or the severity never waits: the nearest limit first
 *   band 2  all is well: the nearest target first
 *   band 3  nothing promised is running: the longest untouched first
 *
 * A how-to yields to other work due within the policy's span of it (B8).
 */
import { isRunning, type Clock } from './clock.ts'
import { earlier, type Instant } from './kernel.ts'
import type { Policy } from './policy.ts'
import type { Ticket, Urgency } from './ticket/ticket.ts'

const nearest = (clocks: readonly Clock[], instant: (clock: Clock) => Instant): Instant =>
  clocks.map(instant).reduce(earlier)

export function urgencyOf(policy: Policy, ticket: Ticket): Urgency {
  const running = ticket.clocks.filter(isRunning)
  const { escalation } = ticket
  // The partner of an escalated ticket is to hear of it again, whatever else is owed (F4).
  if (running.length === 0 && escalation !== null) return { band: 1, at: escalation.updateDueAt }
  if (running.length === 0) return { band: 3, at: ticket.solvedAt ?? ticket.unansweredSince ?? ticket.receivedAt }

  const yields = ticket.kind === 'question' ? policy.urgency.howToYields : 0
  const after = (at: Instant): Instant => at.add({ milliseconds: Math.round(yields * 60_000) })

  const breached = running.filter((clock) => clock.breachedAt !== null)
  if (breached.length > 0) return { band: 0, at: after(nearest(breached, (clock) => clock.limitAt)) }

  const pressing =
    escalation !== null || policy.urgency.neverWaits.includes(ticket.severity)
      ? running
      : running.filter((clock) => clock.warnedAt !== null)
  if (pressing.length > 0) return { band: 1, at: after(nearest(pressing, (clock) => clock.limitAt)) }

  return { band: 2, at: after(nearest(running, (clock) => clock.targetAt)) }
}
