/** One ticket while the lines of a log are played to it, in memory: what was decided is written by whoever plays. */
import { isAfter, later, type Instant, type PartnerId, type TicketId } from '../../domain/kernel.ts'
import { deskRules, type Policy } from '../../domain/policy.ts'
import { wakeAtOf } from '../../domain/ticket/advance.ts'
import { decide } from '../../domain/ticket/decide.ts'
import { openTicket } from '../../domain/ticket/open.ts'
import type { Decision, Ticket } from '../../domain/ticket/ticket.ts'
import type { Write } from '../../storage/commit.ts'
import { asInTheLog, byOf, commandOf, requestOf } from './filing.ts'
import type { LaterLine, ReceivedLine, SeverityLine } from './log-line.ts'

export type LineOutcome =
  | { readonly kind: 'applied'; readonly outOfOrder: boolean }
  /** The core's own words. */
  | { readonly kind: 'refused'; readonly message: string }

export class PlayedTicket {
  ticket: Ticket
  readonly writes: Write[] = []
  readonly #policy: Policy
  /** When the last thing was decided about it: nothing is played before that. */
  #lastAt: Instant
  #wakeAt: Instant | null

  constructor(ticket: Ticket, policy: Policy, lastAt: Instant) {
    this.ticket = ticket
    this.#policy = policy
    this.#lastAt = lastAt
    this.#wakeAt = wakeAtOf(policy, ticket)
  }

  /** Opens the ticket of a received line. */
  static open(policy: Policy, line: ReceivedLine, id: TicketId, partner: PartnerId | null): PlayedTicket {
    const opened = openTicket(policy, requestOf(policy, line, id, partner), byOf(line), line.at)
    if (!opened.ok) throw new Error(`Line ${line.number} could not be opened: ${opened.problem.message}`)
    const decision = opened.value
    const played = new PlayedTicket(decision.ticket, policy, line.at)
    played.writes.push({
      ...parked(decision, 0),
      opened: {
        numberPrefix: deskRules(policy, line.desk).ticketPrefix,
        intake: { log: line.given },
        findings: [],
        severityBecause: asInTheLog,
      },
    })
    return played
  }

  /**
   * What came due before a line has happened by then, at its own instant; then the line. A line that lies before the last
   * thing that happened to its ticket is taken to have happened right after it.
   */
  play(line: ReceivedLine | LaterLine | SeverityLine): LineOutcome {
    const at = later(line.at, this.#lastAt)
    this.wakeUpTo(at)
    if (line.event === 'received') return { kind: 'refused', message: 'This ticket was received already.' }
    const decided = decide(this.ticket, commandOf(line, this.ticket.severity), this.#policy, byOf(line), at)
    if (!decided.ok) return { kind: 'refused', message: decided.problem.message }
    this.#keep(decided.value, at, line.event === 'severity' ? { severityBecause: asInTheLog } : {})
    return { kind: 'applied', outOfOrder: isAfter(at, line.at) }
  }

  /** Wakes the ticket at each instant that it wanted waking at, so that nothing is noticed late (C11, C14). */
  wakeUpTo(at: Instant): void {
    while (this.#wakeAt !== null && !isAfter(this.#wakeAt, at)) {
      const due = this.#wakeAt
      const decided = decide(this.ticket, { kind: 'wake' }, this.#policy, { kind: 'system' }, due)
      if (!decided.ok) throw new Error(`Ticket ${this.ticket.id} could not be woken: ${decided.problem.message}`)
      this.#keep(decided.value, due)
      if (this.#wakeAt !== null && !isAfter(this.#wakeAt, due))
        throw new Error(`Ticket ${this.ticket.id} wants waking at ${due.toString()} again and again.`)
    }
  }

  /** Ends the playing, at the log's last instant: from then on the clock on the wall wakes it, as every other ticket. */
  release(at: Instant): void {
    this.wakeUpTo(at)
    if (this.#wakeAt === null) return
    const decided = decide(this.ticket, { kind: 'wake' }, this.#policy, { kind: 'system' }, later(at, this.#lastAt))
    if (decided.ok) this.writes.push({ ...parked(decided.value, this.ticket.revision), decision: decided.value })
  }

  #keep(decision: Decision, at: Instant, more: Pick<Write, 'severityBecause'> = {}): void {
    this.writes.push({ ...parked(decision, this.ticket.revision), ...more })
    this.ticket = decision.ticket
    this.#wakeAt = decision.wakeAt
    this.#lastAt = at
  }
}

/**
 * How a decision of the past is written: to nobody's letters, and not to be woken while its log is being played. A running
 * server would else wake it at once, years late, before its next line has come.
 */
const parked = (decision: Decision, expectedRevision: number): Write => ({
  decision: { ...decision, wakeAt: null },
  expectedRevision,
  messages: [],
  silent: true,
})
