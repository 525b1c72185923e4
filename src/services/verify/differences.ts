/** A ticket as it is kept against the one that its ledger makes: field by field, clock by clock, event by event. */
import type { Policy } from '../../domain/policy.ts'
import { isSame } from '../../domain/same.ts'
import { wakeAtOf } from '../../domain/ticket/advance.ts'
import { refold } from '../../domain/ticket/refold.ts'
import { isOver, statusOf, type Ticket, type TicketEvent } from '../../domain/ticket/ticket.ts'
import { urgencyOf } from '../../domain/urgency.ts'
import type { KeptTicket } from '../../storage/verify-reads.ts'

export interface Difference {
  /** Its number; null where it is about no ticket, its identifier where it is not there. */
  readonly ticket: string | null
  /** Which part of it: 'ticket', 'clock determination/1', 'event 3', 'chain'. */
  readonly part: string
  /** Null where the whole part is meant. */
  readonly field: string | null
  readonly kept: unknown
  readonly recomputed: unknown
  readonly message: string
}

export interface Compared {
  readonly differences: readonly Difference[]
  /** It belongs to a log whose replay was interrupted: until that goes on, nothing wakes it. */
  readonly parked: boolean
}

/** `policy` is the version that the ticket was opened under (C9). */
export function compare(kept: KeptTicket, policy: Policy): Compared {
  const { number, ticket } = kept
  const events = kept.ledger.flatMap(({ event }) => event ?? [])
  if (events.length < kept.ledger.length)
    return one(number, 'A line of its ledger is none that this program could have written.')
  const refolded = refoldOrNot(ticket, events, policy)
  if (typeof refolded === 'string') return one(number, refolded)

  const found: Difference[] = []
  const note = (part: string, field: string | null, is: unknown, wanted: unknown): void => {
    if (isSame(is ?? null, wanted ?? null)) return
    found.push({
      ticket: number,
      part,
      field,
      kept: is ?? null,
      recomputed: wanted ?? null,
      message: sentence(part, field),
    })
  }
  const { clocks: keptClocks, ...keptFacts } = ticket
  const { clocks, ...facts } = refolded.ticket
  if (!isSame(keptFacts, facts)) noteFields(note, 'ticket', keptFacts, facts)
  note('ticket', 'status', kept.status, statusOf(refolded.ticket))
  note('ticket', 'open', kept.open, !isOver(refolded.ticket))
  note('ticket', 'urgency', kept.urgency, urgencyOf(policy, refolded.ticket))
  const wakeAt = wakeAtOf(policy, refolded.ticket)
  const parked = kept.wakeAt === null && wakeAt !== null && ticket.channel === 'import'
  if (!parked) note('ticket', 'wakeAt', kept.wakeAt, wakeAt)

  for (const [name, is, wanted] of paired(keptClocks, clocks, ({ promised, ordinal }) => `${promised}/${ordinal}`))
    if (is === undefined || wanted === undefined) note(`clock ${name}`, null, is, wanted)
    else if (!isSame(is, wanted)) noteFields(note, `clock ${name}`, is, wanted)
  for (const [name, is, wanted] of paired(events, refolded.events, ({ seq }) => String(seq)))
    if (is === undefined || wanted === undefined) note(`event ${name}`, null, is, wanted)
    else if (!isSame(is, wanted)) noteFields(note, `event ${name}`, is, wanted)
  return { differences: found, parked }
}

type Note = (part: string, field: string | null, is: unknown, wanted: unknown) => void

const noteFields = (note: Note, part: string, is: object, wanted: object): void => {
  for (const [field, each, other] of paired(Object.entries(is), Object.entries(wanted), ([name]) => name))
    note(part, field, each?.[1], other?.[1])
}

/** Both lists by what names their rows. */
function paired<Row>(
  left: readonly Row[],
  right: readonly Row[],
  nameOf: (row: Row) => string,
): readonly (readonly [name: string, left: Row | undefined, right: Row | undefined])[] {
  const [lefts, rights] = [left, right].map((rows) => new Map(rows.map((row) => [nameOf(row), row]))) as [
    Map<string, Row>,
    Map<string, Row>,
  ]
  return [...new Set([...lefts.keys(), ...rights.keys()])].map((name) => [name, lefts.get(name), rights.get(name)])
}

function refoldOrNot(ticket: Ticket, events: readonly TicketEvent[], policy: Policy) {
  try {
    return refold(ticket.id, events, policy)
  } catch (thrown) {
    // A ledger that was tampered with can be anything: whatever it breaks is the finding.
    return `It cannot have come about as its ledger says: ${thrown instanceof Error ? thrown.message : String(thrown)}`
  }
}

const one = (ticket: string, message: string): Compared => ({
  differences: [{ ticket, part: 'ledger', field: null, kept: null, recomputed: null, message }],
  parked: false,
})

const sentence = (part: string, field: string | null): string =>
  field === null
    ? `The ${part} is kept and cannot be recomputed, or the other way round.`
    : `The ${field} of the ${part} is not what its ledger makes it.`
