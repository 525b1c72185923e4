/** One open stream: what it has been told so far, and the connection to it. */
import type { ServerResponse } from 'node:http'
import { once } from 'node:events'

/** Bytes that may wait for a slow reader; beyond, it is cut off, and comes back with its last position. */
const mostWaiting = 1_000_000
/** What a reader that is behind may take to accept the next portion. */
const patience = 30_000

export class Ear {
  readonly #raw: ServerResponse
  position: string

  constructor(raw: ServerResponse, position: string) {
    this.#raw = raw
    this.position = position
  }

  get isOpen(): boolean {
    return !this.#raw.destroyed && !this.#raw.writableEnded
  }

  /** Writes without waiting; a reader that does not keep up is cut off. */
  say(text: string, position: string): void {
    if (!this.isOpen) return
    this.position = position
    this.#raw.write(text)
    if (this.#raw.writableLength > mostWaiting) this.#raw.destroy()
  }

  /** For a reader that is being brought up to date: does not write faster than it reads. False once it is gone. */
  async keepsUp(): Promise<boolean> {
    if (!this.isOpen) return false
    if (!this.#raw.writableNeedDrain) return true
    const signal = AbortSignal.timeout(patience)
    const drained = await Promise.race([
      once(this.#raw, 'drain', { signal }).then(() => true),
      once(this.#raw, 'close', { signal }).then(() => false),
    ]).catch(() => false)
    if (!drained) this.#raw.destroy()
    return drained
  }

  onGone(told: () => void): void {
    this.#raw.once('close', told)
  }

  end(): void {
    this.#raw.end()
  }
}
