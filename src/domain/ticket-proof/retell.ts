/** A ticket's clocks worked out again from what is disclosed of its ledger, under the terms of a proof (C10, G2). */
import { isAfter, type TicketId } from '../kernel.ts'
import type { Policy } from '../policy.ts'
import { isSame } from '../same.ts'
import { decidedAnew, openedAnew } from '../ticket/refold.ts'
import type { Decision, Ticket, TicketEvent } from '../ticket/ticket.ts'

export interface RetellFault {
  readonly seq: number
  readonly message: string
}

export interface Retold {
  /** As far as it could be told; null where not even its opening can be. */
  readonly ticket: Ticket | null
  readonly faults: readonly RetellFault[]
}

/**
 * Whether a partner may have the fact of an event, and not only its hash. What was given to a step of a workflow may be the vendor's
 * only: it is withheld whole.
 */
export const isDisclosed = ({ visibleTo, fact }: TicketEvent): boolean =>
  visibleTo === 'partner' && fact.kind !== 'workflow'

/**
 * `events` are those that are disclosed, in order; what is withheld decides no clock. Unless the proof is `whole`, what the rules bring
 * about for the staff alone is not looked for. A ledger that was tampered with can be anything: whatever it breaks is a fault.
 */
export function retell(id: TicketId, events: readonly TicketEvent[], policy: Policy, whole: boolean): Retold {
  const faults: RetellFault[] = []
  const expected: TicketEvent[] = []
  let ticket: Ticket | null = null
  for (const event of events) {
    if (!isExpected(event))
      try {
        const decision: Decision = ticket === null ? openedAnew(id, event, policy) : decidedAnew(ticket, event, policy)
        ticket = decision.ticket
        expected.push(...decision.events.filter((each) => whole || isDisclosed(each)))
        if (!isExpected(event)) {
          // Its like is what the rules make of it: that one is not missing beside it.
          const like = expected.findIndex((each) => each.fact.kind === event.fact.kind)
          if (like >= 0) expected.splice(like, 1)
          faults.push({ seq: event.seq, message: 'It is not what the rules make of what came before it.' })
        }
      } catch (thrown) {
        const why = thrown instanceof Error ? thrown.message : String(thrown)
        faults.push({ seq: event.seq, message: `It cannot have come about so: ${why}` })
        if (ticket === null) break
      }
  }
  const last = events.at(-1)
  if (last !== undefined) for (const each of expected) faults.push(missing(each, last.seq))
  return { ticket, faults: [...faults, ...(ticket === null ? [] : outOfTime(ticket, events))] }

  /** Whether what went before brought it about; then whatever should have come earlier is missing. */
  function isExpected(event: TicketEvent): boolean {
    const place = expected.findIndex((each) => isSame(withoutPlace(each), withoutPlace(event)))
    if (place < 0) return false
    for (const each of expected.splice(0, place + 1).slice(0, -1)) faults.push(missing(each, event.seq))
    return true
  }
}

const withoutPlace = ({ seq: _seq, ...event }: TicketEvent): Omit<TicketEvent, 'seq'> => event

const missing = ({ fact, at }: TicketEvent, seq: number): RetellFault => ({
  seq,
  message: `Near it the ledger should tell of '${fact.kind}' at ${at.toString()}, and does not.`,
})

/** A promise that was broken cannot have ended before it broke: one of the two is dated wrongly. */
const outOfTime = ({ clocks }: Ticket, events: readonly TicketEvent[]): readonly RetellFault[] =>
  events.flatMap(({ seq, fact }) => {
    if (fact.kind !== 'limit-passed') return []
    const clock = clocks.find(({ id }) => id === fact.clock)
    const isTorn = clock?.breachedAt != null && clock.stopped !== null && isAfter(clock.breachedAt, clock.stopped.at)
    return isTorn ? [{ seq, message: 'The promise is said to have ended before it was broken.' }] : []
  })
