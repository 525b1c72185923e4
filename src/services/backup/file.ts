/**
 * How a backup is written: one zstd stream of text, which `zstd -dc` shows. A line of JSON is its head; then each table, a line with its name and
 * columns, its rows as PostgreSQL's COPY writes them, `\.` alone, and how many there were; last a line with the SHA-256 of all before it.
 */
import { createHash, type Hash } from 'node:crypto'

export interface BackupHead {
  readonly backup: 'partner-desk'
  readonly format: 1
  /** Of the program that wrote it. */
  readonly version: string
  /** UTC, to the second. */
  readonly takenAt: string
  readonly postgres: string
  readonly migrations: readonly string[]
  readonly tables: number
  readonly tickets: number
  /** Hash of the last seal, for `desk verify --seal`; null where there is none. */
  readonly seal: string | null
  readonly sequences: readonly { readonly name: string; readonly next: number }[]
}

export interface BackupTable {
  readonly table: string
  readonly columns: readonly string[]
}

export interface BackupEnd {
  readonly tables: number
  readonly rows: number
  readonly sha256: string
}

/** What is wrong with a file; the message goes on from its name: 'is cut off …'. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
}

/** Something in it is not what was written. */
export const changed = (): Unreadable =>
  new Unreadable('is damaged: it is not what was written. Take another copy of it.')

/** The lines of a backup, and the sum of what was said so far. */
export class BackupText {
  readonly #hash: Hash = createHash('sha256')
  #tables = 0
  #rows = 0

  line(value: object): Buffer {
    return this.piece(Buffer.from(`${JSON.stringify(value)}\n`))
  }

  piece(bytes: Buffer): Buffer {
    this.#hash.update(bytes)
    return bytes
  }

  endOfTable(rows: number): Buffer {
    this.#tables += 1
    this.#rows += rows
    return this.piece(Buffer.from(`\\.\n${JSON.stringify({ rows })}\n`))
  }

  end(): { readonly end: BackupEnd; readonly bytes: Buffer } {
    const end = { tables: this.#tables, rows: this.#rows, sha256: this.#hash.digest('hex') }
    return { end, bytes: Buffer.from(`${JSON.stringify({ end })}\n`) }
  }
}
