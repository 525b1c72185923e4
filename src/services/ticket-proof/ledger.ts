/** The ledger of a proof: each disclosed line against its hash, each hash against the one before it, each number in its place (G2). */
import { createHash } from 'node:crypto'
import type { TicketEvent } from '../../domain/ticket/ticket.ts'
import { canonicalJson, revive } from '../../storage/json.ts'
import type { ProofFile } from './format.ts'

export interface ProofFault {
  /** 'event 3', 'clock determination/1', 'message …', 'seal 12', 'file'. */
  readonly part: string
  readonly message: string
}

export interface ReadLedger {
  readonly faults: readonly ProofFault[]
  /** Those that are disclosed and that an event of ours could have become, in their order. */
  readonly events: readonly TicketEvent[]
}

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

export function readLedger({ ticket, ledger, head }: ProofFile): ReadLedger {
  const faults: ProofFault[] = []
  const fault = (seq: number, message: string) => faults.push({ part: `event ${seq}`, message })
  const hashes = new Map<number, string>()
  let reached = 0
  for (const { seq, hash } of ledger) {
    if (hashes.has(seq)) fault(seq, `Event ${seq} stands here a second time.`)
    else if (seq < reached) fault(seq, `Event ${seq} is not in its place: it stands after event ${reached}.`)
    hashes.set(seq, hash)
    reached = Math.max(reached, seq)
  }
  const last = Math.max(reached, head.events)
  for (let seq = 1; seq <= last; seq += 1) if (!hashes.has(seq)) fault(seq, `Event ${seq} is missing.`)
  if (hashes.get(head.events) !== head.hash && hashes.has(head.events))
    faults.push({ part: 'file', message: `The last event is not the one that the file names as its last.` })

  const events: TicketEvent[] = []
  for (const { seq, hash, line } of ledger.toSorted((a, b) => a.seq - b.seq)) {
    const before = seq === 1 ? '' : hashes.get(seq - 1)
    if (line === null) continue
    if (before !== undefined && hashOf(`${before}\n${line}`) !== hash)
      fault(seq, `Event ${seq} is not what was written, or does not follow the one before it.`)
    const event = eventIn(line, ticket.id, seq)
    if (typeof event === 'string') fault(seq, event)
    else events.push(event)
  }
  return { faults, events }
}

function eventIn(line: string, id: string, seq: number): TicketEvent | string {
  const none = `Event ${seq} is none that a desk could have written.`
  try {
    const content: unknown = JSON.parse(line)
    if (canonicalJson(content) !== line) return `Event ${seq} is not spelt as a desk spells it.`
    const { ticket, ...event } = revive(content) as TicketEvent & { readonly ticket: unknown }
    if (ticket !== id) return `Event ${seq} is of another ticket.`
    if (event.seq !== seq) return `Event ${seq} says of itself that it is event ${String(event.seq)}.`
    const { at, notedAt, by, fact } = event
    const isWhole =
      at instanceof Temporal.Instant &&
      notedAt instanceof Temporal.Instant &&
      typeof by?.kind === 'string' &&
      typeof fact?.kind === 'string'
    return isWhole ? event : none
  } catch {
    return none
  }
}
