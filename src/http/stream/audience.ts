/** Those who may hear the same: all of the staff, or one partner's people. Reads the ledger once for all of them. */
import type { Actor, App } from '../../services/app.ts'
import { isLaterPosition, readStream, type StreamWord } from '../../services/stream.ts'
import type { Ear } from './ear.ts'

/** Words read at once. */
const portion = 200
/** Before looking again at what is withheld behind a transaction that is still open. */
const shortly = 50

export class Audience {
  readonly #app: App
  readonly #actor: Actor
  readonly #complain: (reason: unknown) => void
  readonly #heard: ((words: readonly StreamWord[], position: string) => void) | undefined
  readonly ears = new Set<Ear>()
  position: string
  #reading = false
  #again = false
  #later: NodeJS.Timeout | undefined

  /** `heard` is told of everything that was read, also where nobody listens. */
  constructor(
    app: App,
    actor: Actor,
    position: string,
    complain: (reason: unknown) => void,
    heard?: (words: readonly StreamWord[], position: string) => void,
  ) {
    this.#app = app
    this.#actor = actor
    this.position = position
    this.#complain = complain
    this.#heard = heard
  }

  /** False while something may be there that it has not read, also where reading failed. */
  get isSettled(): boolean {
    return !this.#reading && !this.#again
  }

  /** There may be something new. */
  wake(): void {
    this.#again = true
    if (!this.#reading) void this.#read()
  }

  stop(): void {
    clearTimeout(this.#later)
  }

  async #read(): Promise<void> {
    this.#reading = true
    try {
      while (this.#again) {
        this.#again = false
        const read = await readStream(this.#app, this.#actor, this.position, portion)
        if (!read.ok) throw new Error(`The stream refuses its own position ${this.position}: ${read.problem.message}`)
        const { words, cursor, more, withheld } = read.value
        this.position = cursor
        this.#tell(words)
        this.#again ||= more
        if (withheld) {
          clearTimeout(this.#later)
          this.#later = setTimeout(() => this.wake(), shortly)
        }
      }
    } catch (reason) {
      // The next wake, at the latest the regular one, reads on from the same position.
      this.#again = true
      this.#complain(reason)
    } finally {
      this.#reading = false
    }
  }

  #tell(words: readonly StreamWord[]): void {
    this.#heard?.(words, this.position)
    if (words.length === 0 || this.ears.size === 0) return
    for (const word of words) {
      const text = wordText(word)
      // An ear that came while this was being read may have read it by itself.
      for (const ear of this.ears) if (isLaterPosition(word.cursor, ear.position)) ear.say(text, word.cursor)
    }
  }
}

/** A word as an event of the stream. */
export function wordText({ cursor, ...word }: StreamWord): string {
  return `id: ${cursor}\nevent: ticket\ndata: ${JSON.stringify(word)}\n\n`
}
