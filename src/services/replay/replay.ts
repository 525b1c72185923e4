/**
 * A log of what happened elsewhere, played through the same decisions as a request of this second, with the log's own
 * time (docs/decisions/0007-replay-and-verify.md).
 */
import { later, type Instant, type PartnerId } from '../../domain/kernel.ts'
import { commit } from '../../storage/commit.ts'
import { holdReplay } from '../../storage/replay-lock.ts'
import { unfinishedTickets } from '../../storage/replay-tickets.ts'
import type { App } from '../app.ts'
import { lockPlayed, playBatch, type Playing } from './batch.ts'
import { readLogLine, type LineMistake, type LogLine } from './log-line.ts'
import { Outcome } from './outcome.ts'
import { meetPartners } from './partners.ts'
import { Places } from './places.ts'
import { sourceOf } from './source.ts'

export interface ReplayOptions {
  /** Ends the replay after what is under way; the same log goes on from there. */
  readonly signal?: AbortSignal
  /** Hears of each line that cannot be understood. */
  readonly onMistake?: (line: number, mistakes: readonly LineMistake[]) => void
  /** Hears how many lines have been played, each time some more have. */
  readonly onProgress?: (lines: number) => void
  /** Lines in one transaction of each lane, taken together; 2,000 unless told. */
  readonly batch?: number
}

export interface Replayed {
  /** What the log is known by; null where none of its lines was understood. */
  readonly source: string | null
  /** All that were read, whatever is in them. */
  readonly lines: number
  readonly outcome: Outcome
  /** The log's last instant: everything due by then has happened. Null without a line that was understood. */
  readonly endedAt: Instant | null
  /** False where `signal` ended it. */
  readonly finished: boolean
}

/** Another process plays the same log at this moment. */
export class ReplayUnderWay extends Error {
  override readonly name = 'ReplayUnderWay'
}

/** Plays lines, as a file gives them; null is a line that is no text. Rejects with `ReplayUnderWay`. */
export async function replayLog(
  app: App,
  pieces: AsyncIterable<readonly (string | null)[]>,
  options: ReplayOptions = {},
): Promise<Replayed> {
  const replay = new Replay(app, options)
  try {
    for await (const lines of pieces) {
      for (const line of lines) await replay.take(line)
      if (options.signal?.aborted === true) return replay.result(false)
    }
    await replay.finish()
    return replay.result(true)
  } finally {
    await replay.end()
  }
}

/**
 * A ticket's lines are all played in one lane, in their order; while one lane waits for the database another decides.
 */
const lanes = 2

class Replay {
  readonly #app: App
  readonly #options: ReplayOptions
  readonly #size: number
  readonly #outcome = new Outcome()
  readonly #lanes = Array.from({ length: lanes }, () => new Places())
  readonly #partners = new Map<string, PartnerId>()
  readonly #policy
  #waiting: LogLine[] = []
  #playing: Playing | null = null
  #release: () => Promise<void> = async () => undefined
  #lines = 0
  #endedAt: Instant | null = null

  constructor(app: App, options: ReplayOptions) {
    this.#app = app
    this.#options = options
    this.#size = options.batch ?? 2_000
    this.#policy = app.policies.current()
  }

  async take(text: string | null): Promise<void> {
    this.#lines += 1
    const number = this.#lines
    if (text !== null && text.trim() === '') return
    const read = text === null ? notText : readLogLine(this.#policy, text, number)
    if (!read.ok) {
      this.#outcome.count('misunderstood')
      this.#options.onMistake?.(number, read.mistakes)
      return
    }
    const { line } = read
    this.#playing ??= await this.#begin(line)
    this.#endedAt = this.#endedAt === null ? line.at : later(this.#endedAt, line.at)
    this.#waiting.push(line)
    if (this.#waiting.length >= this.#size) await this.#play(this.#playing)
  }

  /** Plays what is left, and brings every ticket up to the log's end. */
  async finish(): Promise<void> {
    if (this.#playing === null || this.#endedAt === null) return
    await this.#play(this.#playing)
    await bringToEnd(this.#app, this.#playing.source, this.#endedAt)
  }

  result(finished: boolean): Replayed {
    const source = this.#playing?.source ?? null
    return { source, lines: this.#lines, outcome: this.#outcome, endedAt: this.#endedAt, finished }
  }

  end(): Promise<void> {
    return this.#release()
  }

  async #begin(first: LogLine): Promise<Playing> {
    const source = sourceOf(first)
    const lock = await holdReplay(this.#app.db.connection, source)
    if (lock === null)
      throw new ReplayUnderWay(
        'Another process plays this log at this moment: wait until it is done, then run it again.',
      )
    this.#release = () => lock.release()
    return { app: this.#app, source, policy: this.#policy, partners: this.#partners }
  }

  async #play(playing: Playing): Promise<void> {
    const lines = this.#waiting
    this.#waiting = []
    await meetPartners(this.#app, this.#partners, lines)
    const outcomes = await Promise.all(
      this.#lanes.map((places, lane) => {
        const own = lines.filter(({ ticket }) => laneOf(ticket) === lane)
        return own.length === 0 ? null : playBatch(playing, places, own)
      }),
    )
    for (const outcome of outcomes) if (outcome !== null) this.#outcome.add(outcome)
    this.#options.onProgress?.(this.#lines)
  }
}

const notText = {
  ok: false,
  mistakes: [{ field: 'line', message: 'write JSON in UTF-8' }],
} as const

function laneOf(ref: string): number {
  let sum = 0
  for (let at = 0; at < ref.length; at += 1) sum = (sum * 31 + ref.charCodeAt(at)) % 65_521
  return sum % lanes
}

/** Tickets in one transaction. */
const page = 500

/** What is still open is brought up to the log's last instant, and from then on it is woken as every other ticket. */
async function bringToEnd(app: App, source: string, at: Instant): Promise<void> {
  for (let after: string | null = ''; after !== null;) {
    const from: string = after
    after = await app.db.system(async (tx) => {
      const left = await unfinishedTickets(tx, source, { at, after: from, limit: page })
      const played = await lockPlayed(tx, app, left)
      for (const ticket of played.values()) ticket.release(at)
      await commit(
        tx,
        [...played.values()].flatMap(({ writes }) => writes),
      )
      return left.length < page ? null : (left.at(-1)?.ref ?? null)
    })
  }
}
