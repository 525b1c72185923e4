/** COPY through `pg`: tables as PostgreSQL writes and reads them itself, and never more of one in memory than a few pieces. */
import { once } from 'node:events'
import type { Socket } from 'node:net'
import type pg from 'pg'

/** What the types of `pg` do not say of its connection. */
interface Wire {
  readonly stream: Socket
  query(text: string): void
  sendCopyFromChunk(piece: Uint8Array): void
  endCopyFrom(): void
  sendCopyFail(because: string): void
}

/** Bytes of a piece; a row that is longer is one by itself. So many wait for whoever takes them before the server is told to wait. */
const pieceBytes = 1 << 18
const mostWaiting = 4

/**
 * What `COPY … TO STDOUT` writes, and at its end how many rows that were. The client must be one that does not pipeline. Whoever
 * stops before the end has to end the connection.
 */
export async function* copyOut(client: pg.Client, text: string): AsyncGenerator<Buffer, number> {
  const out = new CopyOut(text)
  client.query(out as unknown as pg.Submittable)
  return yield* out.pieces()
}

class CopyOut {
  readonly #text: string
  readonly #waiting: Buffer[] = []
  #piece = Buffer.allocUnsafe(pieceBytes)
  #filled = 0
  #wire: Wire | undefined
  #rows = 0
  #isOver = false
  #failure: Error | undefined
  #wake: () => void = () => undefined

  constructor(text: string) {
    this.#text = text
  }

  async *pieces(): AsyncGenerator<Buffer, number> {
    for (;;) {
      const piece = this.#waiting.shift()
      if (piece !== undefined) {
        if (this.#waiting.length === 0) this.#wire?.stream.resume()
        yield piece
      } else if (this.#failure !== undefined) throw this.#failure
      else if (this.#isOver) return this.#rows
      else await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }

  submit(wire: Wire): void {
    this.#wire = wire
    wire.query(this.#text)
  }

  /** A row. What it stands in is the connection's own, which fills it anew: it is copied at once. */
  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    if (this.#filled + chunk.length > pieceBytes) this.#flush()
    if (chunk.length > pieceBytes) return this.#give(Buffer.from(chunk))
    chunk.copy(this.#piece, this.#filled)
    this.#filled += chunk.length
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    this.#rows = rowsOf(text)
  }

  handleReadyForQuery(): void {
    this.#flush()
    this.#isOver = true
    this.#wake()
  }

  handleError(failure: Error): void {
    this.#failure = failure
    this.#wake()
  }

  #flush(): void {
    if (this.#filled === 0) return
    const piece = this.#piece.subarray(0, this.#filled)
    this.#piece = Buffer.allocUnsafe(pieceBytes)
    this.#filled = 0
    this.#give(piece)
  }

  #give(piece: Buffer): void {
    this.#waiting.push(piece)
    if (this.#waiting.length >= mostWaiting) this.#wire?.stream.pause()
    this.#wake()
  }
}

/**
 * Gives `COPY … FROM STDIN` what it reads, and says how many rows that were. Rejects with what the pieces fail with, or with the
 * database's own error; nothing is read of them any more then. The client must be one that does not pipeline.
 */
export function copyIn(client: pg.Client, text: string, pieces: AsyncIterable<Uint8Array>): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  client.query(new CopyIn(text, pieces, resolve, reject) as unknown as pg.Submittable)
  return promise
}

class CopyIn {
  readonly #text: string
  readonly #pieces: AsyncIterable<Uint8Array>
  readonly #resolve: (rows: number) => void
  readonly #reject: (failure: unknown) => void
  readonly #over = new AbortController()
  #pumping: Promise<void> = Promise.resolve()
  #failure: { readonly thrown: unknown } | undefined
  #rows = 0

  constructor(
    text: string,
    pieces: AsyncIterable<Uint8Array>,
    resolve: (rows: number) => void,
    reject: (failure: unknown) => void,
  ) {
    this.#text = text
    this.#pieces = pieces
    this.#resolve = resolve
    this.#reject = reject
  }

  submit(wire: Wire): void {
    wire.query(this.#text)
  }

  handleCopyInResponse(wire: Wire): void {
    this.#pumping = this.#pump(wire).catch((thrown: unknown) => {
      this.#failure = { thrown }
      // PostgreSQL answers it with an error, which ends this.
      if (!this.#over.signal.aborted) wire.sendCopyFail('What was to be read could not be had.')
    })
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    this.#rows = rowsOf(text)
  }

  handleReadyForQuery(): void {
    this.#resolve(this.#rows)
  }

  handleError(failure: Error): void {
    this.#over.abort()
    void this.#pumping.then(() => this.#reject(this.#failure === undefined ? failure : this.#failure.thrown))
  }

  async #pump(wire: Wire): Promise<void> {
    const { signal } = this.#over
    for await (const piece of this.#pieces) {
      if (signal.aborted) return
      wire.sendCopyFromChunk(piece)
      // Ended by an error, too: nobody drains a connection that is gone.
      if (wire.stream.writableNeedDrain) await once(wire.stream, 'drain', { signal }).catch(() => undefined)
    }
    if (!signal.aborted) wire.endCopyFrom()
  }
}

/** 'COPY 12' */
const rowsOf = (command: string): number => Number(command.split(' ').at(-1))
