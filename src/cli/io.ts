/** What a command is given to work with: the three streams and the environment, so that tests can give others. */
import { once } from 'node:events'
import type { Writable } from 'node:stream'

export interface Io {
  readonly input: AsyncIterable<Uint8Array>
  /** JSON or JSON Lines, and nothing else; the bytes of a backup where they are asked for there. */
  readonly output: Output
  readonly messages: Messages
  readonly env: Readonly<Record<string, string | undefined>>
}

/** 0: done. 1: the answer is no, or some lines failed. 2: used wrongly, or it could not be done. */
export type ExitStatus = 0 | 1 | 2

/** Standard output, at the pace of whoever reads it. */
export class Output {
  readonly #stream: Writable & { readonly isTTY?: boolean }
  #failure: Error | undefined

  constructor(stream: Writable & { readonly isTTY?: boolean }) {
    this.#stream = stream
    stream.on('error', (failure) => (this.#failure = failure))
  }

  get isTerminal(): boolean {
    return this.#stream.isTTY === true
  }

  /** Waits while the reader is slow. False once nobody reads any more (`| head`): there is nothing left to do then. */
  async write(text: string | Uint8Array): Promise<boolean> {
    if (this.#failure === undefined && !this.#stream.write(text)) await this.#drained()
    if (this.#failure === undefined) return true
    if (isGone(this.#failure)) return false
    throw this.#failure
  }

  line(value: unknown): Promise<boolean> {
    return this.write(`${JSON.stringify(value)}\n`)
  }

  /** A failed write destroys the stream, and `drain` would never come. */
  async #drained(): Promise<void> {
    const waiting = new AbortController()
    const { signal } = waiting
    const stream = this.#stream
    await Promise.race([once(stream, 'drain', { signal }), once(stream, 'close', { signal })]).catch(() => undefined)
    waiting.abort()
  }
}

/** Standard error: sentences to a person, and a progress bar where one is looking. */
export class Messages {
  readonly #stream: Writable & { readonly isTTY?: boolean; readonly columns?: number }

  constructor(stream: Writable) {
    this.#stream = stream
    stream.on('error', () => undefined)
  }

  say(sentence: string): void {
    this.#stream.write(`${sentence}\n`)
  }

  get isTerminal(): boolean {
    return this.#stream.isTTY === true
  }

  /** Puts a line in the place of the one before; '' clears it. Only on a terminal. */
  replaceLine(text: string): void {
    if (this.isTerminal) this.#stream.write(`\r\u001b[K${text.slice(0, (this.#stream.columns ?? 80) - 1)}`)
  }
}

const isGone = (failure: Error): boolean =>
  'code' in failure && (failure.code === 'EPIPE' || failure.code === 'ERR_STREAM_DESTROYED')
