/** The room of an escalation, as the partner and the vendor both see it (F4), and a disputed severity (C7). */
import { deskRules, type Policy } from '../../domain/policy.ts'
import type { Contact } from '../../domain/routing.ts'
import type { Dispute, Ticket } from '../../domain/ticket/ticket.ts'
import { driAt, reachedBy, type Duty, type Reached } from './duty.ts'
import { utc, utcOrNull } from '../instants.ts'

export const contactView = ({ name, email, insteadOf }: Contact) => ({
  name,
  email,
  /** Of a stand-in: who is away. */
  insteadOf: insteadOf ?? null,
})

const levelView = ({ rung, people, through }: Reached, current: number | null) => ({
  level: rung.level,
  title: rung.title,
  people: people.map(contactView),
  /** What stands there where nobody is named. */
  fallback: rung.fallback as string | null,
  /** Whom it reaches: who is named there, the desk, or whom the fallback found. */
  through: through as string,
  current: rung.level === current,
})

/** Every level of the ticket's ladder; `current` is where it is. */
export const ladderView = (policy: Policy, ticket: Ticket, duty: Duty) =>
  reachedBy(policy, ticket, duty).map((reached) => levelView(reached, ticket.escalation?.level ?? null))

export function escalationView(policy: Policy, ticket: Ticket, duty: Duty) {
  const { escalation } = ticket
  if (escalation === null) return null
  const levels = ladderView(policy, ticket, duty)
  const current = levels.find((row) => row.current)
  if (current === undefined) throw new Error(`Ticket ${ticket.id} is at no level of its ladder.`)
  return {
    level: escalation.level,
    title: current.title,
    reason: { id: escalation.reason, name: reasonName(policy, ticket, escalation.reason) },
    statement: escalation.statement,
    openedAt: utc(escalation.openedAt),
    levelSince: utc(escalation.levelSince),
    answerDueAt: utcOrNull(escalation.answerDueAt),
    updateDueAt: utc(escalation.updateDueAt),
    updateMissed: escalation.updateMissed,
    informedAt: utcOrNull(escalation.informedAt),
    owner: { people: current.people, through: current.through },
    ladder: levels,
  }
}

/** It may have been escalated while it was with another desk. */
const reasonName = (policy: Policy, { desk }: Ticket, id: string): string =>
  [deskRules(policy, desk), ...policy.desks]
    .flatMap((each) => each.escalation.reasons)
    .find((reason) => reason.id === id)?.name ?? id

export const disputeView = (dispute: Dispute | null) =>
  dispute === null
    ? null
    : { wanted: dispute.wanted as number, statement: dispute.statement, since: utc(dispute.since) }

/** F6: who answers for the region at this desk; null where the desk names nobody. */
export function driView(policy: Policy, ticket: Ticket, duty: Duty) {
  const dri = driAt(policy, ticket, duty)
  return dri === null ? null : contactView(dri)
}
