/** Which lines of a log are new: each ticket's lines are counted from its receipt, and so many have been played before. */
import { isAfter, type Instant } from '../../domain/kernel.ts'
import type { LogLine } from './log-line.ts'

/** How far a ticket had been played when it was looked up. */
export interface Begun {
  readonly applied: number
  readonly receivedAt: Instant
}

interface Place {
  /** Lines of the ticket that this run has come past. */
  readonly count: number
  readonly applied: number
  readonly receivedAt: Instant
}

export interface Sorted {
  /** In the log's order. */
  readonly toPlay: readonly LogLine[]
  readonly skipped: number
  readonly beforeReceipt: number
  /** How far each ticket with lines to play will have been played then. */
  readonly applied: ReadonlyMap<string, number>
  /** To be kept by `remember` once the lines are written. */
  readonly places: ReadonlyMap<string, Place>
}

/** A place is kept for so long after the receipt, in the log's own time: until then a line from before it may yet come. */
const keptFor = { hours: 24 }

/**
 * Where a run is in the tickets that it is still behind in, or that were just received. What has been caught up with is
 * let go, so that this grows with what happens at a time and never with the log.
 */
export class Places {
  readonly #places = new Map<string, Place>()
  #latestAt: Instant | null = null

  /** How many tickets are in mind. */
  get size(): number {
    return this.#places.size
  }

  /** Sorts lines into played, new, and not yet received. Changes nothing. */
  sort(lines: readonly LogLine[], begun: ReadonlyMap<string, Begun>): Sorted {
    const places = new Map<string, Place>()
    const applied = new Map<string, number>()
    const toPlay: LogLine[] = []
    let skipped = 0
    let beforeReceipt = 0
    for (const line of lines) {
      const { ticket } = line
      const place = places.get(ticket) ?? this.#placeOf(line, begun.get(ticket))
      const from = startsAgain(line, place) ? { ...place, count: 0 } : place
      if (from === null) {
        if (line.event !== 'received') {
          beforeReceipt += 1
          continue
        }
        places.set(ticket, { count: 1, applied: 1, receivedAt: line.at })
        applied.set(ticket, 1)
        toPlay.push(line)
      } else if (from.count < from.applied) {
        places.set(ticket, { ...from, count: from.count + 1 })
        skipped += 1
      } else {
        const now = from.applied + 1
        places.set(ticket, { ...from, count: now, applied: now })
        applied.set(ticket, now)
        toPlay.push(line)
      }
    }
    return { toPlay, skipped, beforeReceipt, applied, places }
  }

  /** Null where the line's ticket is not received yet, as far as this run has come. */
  #placeOf(line: LogLine, begun: Begun | undefined): Place | null {
    const known = this.#places.get(line.ticket)
    if (known !== undefined || begun === undefined) return known ?? null
    if (line.event === 'received') return { ...begun, count: isSame(line.at, begun.receivedAt) ? 0 : begun.applied }
    // Not in mind: its receipt is yet to come in this run, or it was caught up with and let go.
    const mayBeLetGo = this.#isPast(begun.receivedAt) && !isAfter(begun.receivedAt, line.at)
    return mayBeLetGo ? { ...begun, count: begun.applied } : null
  }

  /** Whether the log has come so far that a place of that receipt may have been let go. */
  #isPast(receivedAt: Instant): boolean {
    return this.#latestAt !== null && isAfter(this.#latestAt, receivedAt.add(keptFor))
  }

  remember({ places }: Sorted, lines: readonly LogLine[]): void {
    for (const [ticket, place] of places) this.#places.set(ticket, place)
    for (const { at } of lines) if (this.#latestAt === null || isAfter(at, this.#latestAt)) this.#latestAt = at
    for (const [ticket, { count, applied, receivedAt }] of this.#places)
      if (count >= applied && this.#isPast(receivedAt)) this.#places.delete(ticket)
  }
}

const isSame = (a: Instant, b: Instant): boolean => Temporal.Instant.compare(a, b) === 0

/** The very receipt that the ticket has: the log tells it from the beginning. */
const startsAgain = (line: LogLine, place: Place | null): place is Place =>
  place !== null && line.event === 'received' && isSame(line.at, place.receivedAt)
