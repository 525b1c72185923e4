/** Reads a backup, and knows whether it is whole. */
import { createHash, type Hash } from 'node:crypto'
import { changed, Unreadable, type BackupEnd, type BackupHead, type BackupTable } from './file.ts'
import { unpacked } from './packing.ts'

const endOfRows = Buffer.from('\\.\n')
const endOfLines = Buffer.from('\n\\.\n')
const lineFeed = 0x0a
/** Our own lines are no longer: one of a table has the names of its columns. */
const longestLine = 1 << 20

/** A backup as it is read: its head, each table with its rows, its end; in that order, each once. Whatever is not as it was written is `Unreadable`. */
export class BackupReader {
  readonly #pieces: AsyncIterator<Uint8Array>
  readonly #hash: Hash = createHash('sha256')
  #rest: Buffer = Buffer.alloc(0)
  #inTable: string | null = null
  #isWithinRows = false
  #tables = 0
  #rows = 0
  #end: BackupEnd | undefined

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#pieces = unpacked(bytes)[Symbol.asyncIterator]()
  }

  async head(): Promise<BackupHead> {
    const head = (await this.#line()) as Partial<Omit<BackupHead, 'format'>> & { format?: number }
    if (head.backup !== 'partner-desk') throw new Unreadable('is no backup of Partner Desk.')
    if (head.format !== 1)
      throw new Unreadable(
        `was written by a newer version of Partner Desk (${head.version}): restore it with that one.`,
      )
    if (!isHead(head)) throw changed()
    return head
  }

  /** The next table, whose rows must be read to their end before the one after it; null after the last. */
  async table(): Promise<BackupTable | null> {
    const sum = this.#hash.copy()
    const line = (await this.#line()) as Partial<BackupTable> & { end?: BackupEnd }
    if (line.end === undefined) {
      if (typeof line.table !== 'string' || !Array.isArray(line.columns)) throw changed()
      this.#inTable = line.table
      return line as BackupTable
    }
    const { tables, rows, sha256 } = line.end
    if (tables !== this.#tables || rows !== this.#rows || sha256 !== sum.digest('hex')) throw changed()
    this.#end = line.end
    if (this.#rest.length > 0 || (await this.#more()))
      throw new Unreadable('goes on after its end: something was added to it.')
    return null
  }

  /** What the end says; only once it was reached and everything agreed with it. */
  get end(): BackupEnd {
    if (this.#end === undefined) throw new Error('The backup was not read to its end.')
    return this.#end
  }

  /** The rows of the table that was asked for last, as COPY takes them: pieces that begin and end anywhere. */
  async *rows(): AsyncGenerator<Buffer> {
    // The end is told from a row by standing at the beginning of a line.
    while (!this.#isWithinRows && this.#rest.length < endOfRows.length) await this.#mustBeMore()
    if (this.#isWithinRows || !this.#rest.subarray(0, endOfRows.length).equals(endOfRows)) {
      this.#isWithinRows = true
      for (;;) {
        const end = this.#rest.indexOf(endOfLines)
        if (end >= 0) {
          yield this.#take(end + 1)
          break
        }
        // What may be the beginning of the end is kept.
        const last = this.#rest.lastIndexOf(lineFeed)
        const kept = last >= this.#rest.length - endOfRows.length && last >= 0 ? last : this.#rest.length
        if (kept > 0) yield this.#take(kept)
        await this.#mustBeMore()
      }
    }
    this.#take(endOfRows.length)
    this.#isWithinRows = false
    const { rows } = (await this.#line()) as { rows?: number }
    if (typeof rows !== 'number') throw changed()
    this.#inTable = null
    this.#tables += 1
    this.#rows += rows
  }

  /** Reads what is left, and throws where it is not what was written. */
  async drain(): Promise<void> {
    if (this.#inTable !== null) for await (const _piece of this.rows());
    while (this.#end === undefined && (await this.table()) !== null) for await (const _piece of this.rows());
  }

  async close(): Promise<void> {
    await this.#pieces.return?.()
  }

  #take(bytes: number): Buffer {
    const piece = this.#rest.subarray(0, bytes)
    this.#rest = this.#rest.subarray(bytes)
    this.#hash.update(piece)
    return piece
  }

  async #line(): Promise<object> {
    for (;;) {
      const end = this.#rest.indexOf(lineFeed)
      if (end >= 0) return parsed(this.#take(end + 1))
      if (this.#rest.length > longestLine) throw changed()
      await this.#mustBeMore()
    }
  }

  async #mustBeMore(): Promise<void> {
    if (!(await this.#more())) throw this.#cutOff()
  }

  #cutOff(): Unreadable {
    const where = this.#inTable === null ? '' : `, in the middle of the table ${this.#inTable}`
    return new Unreadable(`is cut off${where}: it was not copied, or not written, to its end.`)
  }

  async #more(): Promise<boolean> {
    const next = await this.#pieces.next().catch((thrown: NodeJS.ErrnoException) => {
      throw thrown.code === 'Z_BUF_ERROR' ? this.#cutOff() : thrown
    })
    if (next.done === true) return false
    this.#rest = this.#rest.length === 0 ? Buffer.from(next.value) : Buffer.concat([this.#rest, next.value])
    return true
  }
}

/** It is used before the sum of all of it is known. */
function isHead(head: object): head is BackupHead {
  const { migrations, sequences, takenAt, version } = head as Partial<BackupHead>
  const areNames = Array.isArray(migrations) && migrations.every((name) => typeof name === 'string')
  const arePlaces =
    Array.isArray(sequences) &&
    sequences.every(({ name, next }) => typeof name === 'string' && Number.isSafeInteger(next))
  return areNames && arePlaces && typeof version === 'string' && isInstant(takenAt)
}

function isInstant(text: unknown): boolean {
  try {
    return typeof text === 'string' && Temporal.Instant.from(text) !== null
  } catch {
    return false
  }
}

function parsed(line: Buffer): object {
  try {
    const value: unknown = JSON.parse(line.toString())
    if (typeof value === 'object' && value !== null) return value
  } catch {
    // Said below.
  }
  throw changed()
}
