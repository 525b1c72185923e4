/** May a ticket be escalated, for which reason, and if not yet, from when on (F2, F3). */
import { isRunning, type Clock } from './clock.ts'
import { earlier, isAfter, type Instant } from './kernel.ts'
import { deskRules, type EscalationReasonRules, type Policy } from './policy.ts'
import { isOver, type Ticket } from './ticket/ticket.ts'

/** The partner's support contract: first and last day, 'YYYY-MM-DD', both in it. */
export interface Contract {
  readonly startsOn: string
  readonly endsOn: string
}

export type Eligibility =
  | { readonly allowed: true; readonly because: string }
  | {
      readonly allowed: false
      readonly because: string
      /** When the very reason will allow it by itself; null where waiting does not help. */
      readonly fromAt: Instant | null
      /** Reasons that would allow it now, where they are true. */
      readonly reasonsThatWould: readonly { readonly id: string; readonly name: string }[]
    }

export interface EscalationQuestion {
  readonly ticket: Ticket
  readonly contract: Contract | null
  /** Id of one of the desk's reasons. */
  readonly reason: string
  readonly at: Instant
  /** The day it is in the partner's zone, 'YYYY-MM-DD'. */
  readonly on: string
}

export const escalationReasons = (policy: Policy, ticket: Pick<Ticket, 'desk'>): readonly EscalationReasonRules[] =>
  deskRules(policy, ticket.desk).escalation.reasons

/** Throws for a reason that the desk's page does not know: input is checked at the border. */
export function eligibility(policy: Policy, question: EscalationQuestion): Eligibility {
  const reasons = escalationReasons(policy, question.ticket)
  const reason = reasons.find((row) => row.id === question.reason)
  if (reason === undefined)
    throw new Error(`Desk '${question.ticket.desk}' has no reason '${question.reason}' to escalate.`)
  if (isOver(question.ticket))
    return { allowed: false, because: 'The ticket is over: reopen it first.', fromAt: null, reasonsThatWould: [] }

  const verdict = judge(policy, reason, question)
  if (verdict.allowed) return verdict
  const others = reasons.filter((row) => row.id !== reason.id && judge(policy, row, question).allowed)
  return { ...verdict, reasonsThatWould: others.map(({ id, name }) => ({ id, name })) }
}

type Verdict = { allowed: true; because: string } | { allowed: false; because: string; fromAt: Instant | null }

function judge(
  policy: Policy,
  reason: EscalationReasonRules,
  { ticket, contract, at, on }: EscalationQuestion,
): Verdict {
  if (reason.when === 'any-time')
    return { allowed: true, because: `${reason.name}: this may be escalated at any time.` }
  if (reason.when === 'threatened') return threatened(ticket, at)

  const needsContract = deskRules(policy, ticket.desk).escalation.needsContract
  if (needsContract && !isValid(contract, on))
    return { allowed: false, because: contractWords(contract, on), fromAt: null }
  const limitAt = firstLimit(ticket.clocks)
  if (limitAt === null)
    return {
      allowed: false,
      because: 'Nothing is promised on this ticket, so no promised time can pass.',
      fromAt: null,
    }
  if (isAfter(at, limitAt)) return { allowed: true, because: 'The committed response time is over.' }
  return { allowed: false, because: 'The committed response time is not over yet.', fromAt: limitAt }
}

/** A promise is threatened once its target has passed while it runs, or its limit has. */
function threatened({ clocks }: Ticket, at: Instant): Verdict {
  if (clocks.some((clock) => clock.breachedAt !== null || (isRunning(clock) && isAfter(at, clock.limitAt))))
    return { allowed: true, because: 'A promised time has been exceeded.' }
  const running = clocks.filter(isRunning)
  if (running.some((clock) => isAfter(at, clock.targetAt)))
    return { allowed: true, because: 'A promised time threatens to be exceeded: its target has passed.' }
  if (running.length === 0)
    return { allowed: false, because: 'Every promise on this ticket has been kept so far.', fromAt: null }
  const fromAt = running.map((clock) => clock.targetAt).reduce(earlier)
  return { allowed: false, because: 'No promised time is exceeded, or near to it.', fromAt }
}

const isValid = (contract: Contract | null, on: string): boolean =>
  contract !== null && contract.startsOn <= on && on <= contract.endsOn

function contractWords(contract: Contract | null, on: string): string {
  const asked = 'Escalating for time alone takes a valid support contract'
  if (contract === null) return `${asked}, and none is on record.`
  return contract.startsOn > on ? `${asked}; yours has not begun.` : `${asked}; yours has ended.`
}

/** 'Any time after the commitment response time': the first promised limit, whether it was kept or not. */
const firstLimit = (clocks: readonly Clock[]): Instant | null =>
  clocks.length === 0 ? null : clocks.map((clock) => clock.limitAt).reduce(earlier)
