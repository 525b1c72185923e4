/** A decision being written: what is true so far, and what was recorded on the way. Used inside one `decide`, never kept. */
import type { Clock } from '../clock.ts'
import type { ClockId, Instant } from '../kernel.ts'
import type { DeskId, Policy } from '../policy.ts'
import { placeOf } from '../region.ts'
import { urgencyOf } from '../urgency.ts'
import { wakeAtOf } from './advance.ts'
import type { TicketFact } from './facts.ts'
import type { By, Decision, Letter, LetterRecipient, Ticket, TicketEvent } from './ticket.ts'

/** Facts that only staff may see (G3). */
const internal: ReadonlySet<TicketFact['kind']> = new Set([
  'noted',
  'automatic-mail',
  'assigned',
  'target-passed',
  'tagged',
])

const isInternal = (fact: TicketFact): boolean =>
  fact.kind === 'workflow'
    ? fact.entry.internal
    : fact.kind === 'message-redacted' || fact.kind === 'attachment-redacted'
      ? fact.internal
      : internal.has(fact.kind)

export class Draft {
  ticket: Ticket
  readonly policy: Policy
  readonly notedAt: Instant
  private seq: number
  private readonly changed = new Set<ClockId>()
  private readonly events: TicketEvent[] = []
  private readonly letters: Letter[] = []

  constructor(ticket: Ticket, policy: Policy, notedAt: Instant) {
    this.ticket = ticket
    this.policy = policy
    this.notedAt = notedAt
    // A ticket's revision is the number of its events.
    this.seq = ticket.revision
  }

  set(change: Partial<Ticket>): void {
    this.ticket = { ...this.ticket, ...change }
  }

  clock(id: ClockId): Clock {
    const clock = this.ticket.clocks.find((each) => each.id === id)
    if (clock === undefined) throw new Error(`Ticket ${this.ticket.id} has no clock ${id}.`)
    return clock
  }

  /** Puts a clock in the place of the one of its id, or adds it. */
  setClock(clock: Clock): void {
    const { clocks } = this.ticket
    const place = clocks.findIndex((each) => each.id === clock.id)
    if (place >= 0 && clocks[place] === clock) return
    this.changed.add(clock.id)
    this.set({ clocks: place < 0 ? [...clocks, clock] : clocks.with(place, clock) })
  }

  record(fact: TicketFact, { at, by }: { readonly at?: Instant; readonly by: By }): void {
    this.seq += 1
    this.events.push({
      seq: this.seq,
      at: at ?? this.notedAt,
      notedAt: this.notedAt,
      by,
      visibleTo: isInternal(fact) ? 'staff' : 'partner',
      fact,
    })
  }

  letter(letter: Letter): void {
    this.letters.push(letter)
  }

  /** The desk's own mailbox, in the data centre of the partner's region (A10). */
  deskAddress(desk: DeskId): LetterRecipient {
    const { country, state } = this.ticket
    return { kind: 'desk', desk, dataCentre: placeOf(this.policy, country, state).dataCentre }
  }

  decision(): Decision {
    const ticket = { ...this.ticket, revision: this.seq }
    return {
      ticket,
      clocks: ticket.clocks.filter((clock) => this.changed.has(clock.id)),
      events: this.events,
      letters: this.letters,
      wakeAt: wakeAtOf(this.policy, ticket),
      urgency: urgencyOf(this.policy, ticket),
    }
  }
}
