/** What became of a log's lines, counted; of each kind of trouble only a few are kept, however long the log. */
import type { Instant } from '../../domain/kernel.ts'
import type { LogLine } from './log-line.ts'

export interface LineExample {
  readonly line: number
  readonly ticket: string
  readonly at: Instant
}

export interface Refused {
  readonly event: LogLine['event']
  /** The core's own words. */
  readonly reason: string
  readonly count: number
  readonly examples: readonly LineExample[]
}

/** Every line that was understood is in exactly one of the first four. */
export interface LineCounts {
  readonly applied: number
  /** Played by an earlier run. */
  readonly skipped: number
  /** Understood, and against the rules: a reopening of what is open, a reply long after the end. */
  readonly refused: number
  /** Of a ticket that is not received until later in the log, or never: it can satisfy nothing. */
  readonly beforeReceipt: number
  /** Of the applied: earlier than what had happened to their ticket before; they count from there. */
  readonly outOfOrder: number
  readonly misunderstood: number
}

const kept = 3

export class Outcome {
  readonly #counts = { applied: 0, skipped: 0, refused: 0, beforeReceipt: 0, outOfOrder: 0, misunderstood: 0 }
  readonly #refused = new Map<
    string,
    { readonly event: LogLine['event']; readonly reason: string; count: number; readonly examples: LineExample[] }
  >()

  count(what: keyof LineCounts, lines = 1): void {
    this.#counts[what] += lines
  }

  refuse(line: LogLine, reason: string): void {
    this.#counts.refused += 1
    const key = `${line.event} ${reason}`
    const known = this.#refused.get(key) ?? { event: line.event, reason, count: 0, examples: [] }
    this.#refused.set(key, known)
    known.count += 1
    if (known.examples.length < kept) known.examples.push({ line: line.number, ticket: line.ticket, at: line.at })
  }

  /** Takes over what another one counted. */
  add(other: Outcome): void {
    for (const what of Object.keys(this.#counts) as (keyof LineCounts)[]) this.#counts[what] += other.#counts[what]
    for (const [key, { event, reason, count, examples }] of other.#refused) {
      const known = this.#refused.get(key) ?? { event, reason, count: 0, examples: [] }
      this.#refused.set(key, known)
      known.count += count
      known.examples.push(...examples.slice(0, kept - known.examples.length))
    }
  }

  get counts(): LineCounts {
    return { ...this.#counts }
  }

  /** The most frequent first. */
  get refused(): readonly Refused[] {
    return [...this.#refused.values()].toSorted((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1))
  }
}
