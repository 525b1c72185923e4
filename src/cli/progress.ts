/** How far a long work is, as one line that is written over; nothing where no person is looking. */
import type { Messages } from './io.ts'

const width = 24
const everyMs = 100

export class Progress {
  readonly #messages: Messages
  readonly #what: string
  readonly #begunAt = performance.now()
  #shownAt = -Infinity

  constructor(messages: Messages, what: string) {
    this.#messages = messages
    this.#what = what
  }

  /** `share` from 0 to 1; null where nobody knows how much there is. */
  show(done: number, share: number | null): void {
    const now = performance.now()
    if (!this.#messages.isTerminal || now - this.#shownAt < everyMs) return
    this.#shownAt = now
    const seconds = (now - this.#begunAt) / 1_000
    const rate = `${grouped(done)} ${this.#what}, ${grouped(done / Math.max(seconds, 0.001))}/s`
    if (share === null) return this.#messages.replaceLine(rate)
    const full = Math.round(share * width)
    const left = share > 0 ? `, ${grouped((seconds / share) * (1 - share))} s left` : ''
    this.#messages.replaceLine(
      `[${'#'.repeat(full)}${' '.repeat(width - full)}] ${String(Math.floor(share * 100)).padStart(3)} %  ${rate}${left}`,
    )
  }

  end(): void {
    this.#messages.replaceLine('')
  }
}

const grouped = (amount: number): string => Math.round(amount).toLocaleString('en-GB')
