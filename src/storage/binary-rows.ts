/**
 * Rows as PostgreSQL itself sends and keeps them: arrays of a composite type in its binary form. As JSON the same rows cost
 * both sides several times as much, and a new ticket has seven of them.
 */
import type { Instant } from '../domain/kernel.ts'
import { storableJson } from './json.ts'

/** What a column holds, and the value it takes. */
interface Kinds {
  uuid: string
  text: string
  int2: number
  int4: number
  bool: boolean
  instant: Instant
  /** Anything that is JSON. */
  json: unknown
  /** Bytes, in hexadecimal. */
  hex: string
  /** What a text is found by. */
  words: Findable
}

export interface Findable {
  /** In the order of the text: 'two words' next to each other are found as such. */
  readonly words: readonly string[]
  /** Found as well, whatever is said. */
  readonly mark: string | null
}
export type Columns = Readonly<Record<string, keyof Kinds>>

/** What is absent, or null, is null there. */
export type RowOf<Of extends Columns> = {
  readonly [Column in keyof Of]?: Kinds[Of[Column]] | null | undefined
}

/** PostgreSQL's own numbers of its types, the same in every database. */
const oids: Readonly<Record<keyof Kinds, number>> = {
  uuid: 2950,
  text: 25,
  int2: 21,
  int4: 23,
  bool: 16,
  instant: 1184,
  json: 3802,
  hex: 17,
  words: 3614,
}

/** A column as the scribe goes through it. */
interface Column {
  readonly name: string
  readonly kind: keyof Kinds
  readonly oid: number
}

/** The columns of a composite type, made ready once. */
export type Shape<Of extends Columns> = readonly Column[] & { readonly of?: Of }

export const shapeOf = <Of extends Columns>(columns: Of): Shape<Of> =>
  Object.entries(columns).map(([name, kind]) => ({ name, kind, oid: oids[kind] }))

/** What each character is worth as a hexadecimal digit; beyond 15 it is none. */
const digits = Uint8Array.from({ length: 128 }, (_, code) => {
  const worth = Number.parseInt(String.fromCharCode(code), 16)
  return Number.isNaN(worth) ? 255 : worth
})
const dash = '-'.charCodeAt(0)
const sinceMs = Date.UTC(2000, 0)
/** Up to here a text of plain letters is written faster letter by letter than by a call. */
const shortText = 48

/** What a word of PostgreSQL's search may have: places, and the last that is told from others. */
const mostPlaces = 255
const lastPlace = 16_383

/** Writes what PostgreSQL's `array_recv` reads. One serves for all calls: its room stays. */
class Scribe {
  #bytes = Buffer.allocUnsafe(64 * 1024)
  #at = 0

  /** `type` is the composite type's own number. */
  rows(type: number, shape: readonly Column[], rows: readonly Readonly<Record<string, unknown>>[]): Buffer {
    this.#at = 0
    this.#ensure(20)
    // One dimension, no nulls among the rows, of this type, so many of them, counted from 1.
    for (const number of [1, 0, type, rows.length, 1]) this.#number(number)
    for (const row of rows) {
      this.#ensure(8)
      const begun = this.#at
      this.#at += 4
      this.#number(shape.length)
      for (const { name, kind, oid } of shape) this.#value(kind, oid, row[name])
      this.#close(begun)
    }
    return Buffer.from(this.#bytes.subarray(0, this.#at))
  }

  #value(kind: keyof Kinds, oid: number, value: unknown): void {
    this.#ensure(32)
    this.#number(oid)
    const begun = this.#at
    this.#at += 4
    if (value === null || value === undefined) {
      this.#bytes.fill(255, begun, this.#at)
      return
    }
    switch (kind) {
      case 'uuid':
        this.#hex(value as string)
        if (this.#at !== begun + 20) throw new Error(`'${value as string}' is no UUID.`)
        break
      case 'text':
        this.#text(value as string)
        break
      case 'int2':
        this.#short(value as number)
        break
      case 'int4':
        this.#number(value as number)
        break
      case 'bool':
        this.#bytes[this.#at++] = value === true ? 1 : 0
        break
      case 'instant':
        this.#instant(value as Instant)
        break
      case 'json':
        // The version of its binary form.
        this.#bytes[this.#at++] = 1
        this.#text(storableJson(value))
        break
      case 'hex':
        this.#hex(value as string)
        break
      case 'words':
        this.#words(value as Findable)
    }
    this.#close(begun)
  }

  /** Fills in, at `begun`, how long that is which has been written since. */
  #close(begun: number): void {
    const end = this.#at
    this.#at = begun
    this.#number(end - begun - 4)
    this.#at = end
  }

  #ensure(more: number): void {
    if (this.#at + more <= this.#bytes.length) return
    const larger = Buffer.allocUnsafe(2 * (this.#bytes.length + more))
    this.#bytes.copy(larger, 0, 0, this.#at)
    this.#bytes = larger
  }

  #number(value: number): void {
    const bytes = this.#bytes
    bytes[this.#at++] = value >> 24
    bytes[this.#at++] = value >> 16
    bytes[this.#at++] = value >> 8
    bytes[this.#at++] = value
  }

  /** Microseconds since 2000, which a number holds exactly for longer than there are calendars. */
  #instant(value: Instant): void {
    const micros = (value.epochMilliseconds - sinceMs) * 1_000
    this.#number(Math.floor(micros / 2 ** 32))
    this.#number((micros % 2 ** 32) | 0)
  }

  /** Dashes between the digits are left out. */
  #hex(value: string): void {
    this.#ensure(value.length)
    for (let place = 0; place < value.length; place += 2) {
      if (value.charCodeAt(place) === dash) place += 1
      const high = digits[value.charCodeAt(place)] ?? 255
      const low = digits[value.charCodeAt(place + 1)] ?? 255
      if (high > 15 || low > 15) throw new Error(`'${value}' is not hexadecimal.`)
      this.#bytes[this.#at++] = (high << 4) | low
    }
  }

  /** As `tsvectorrecv` reads it: each word once, with the places where it stands. */
  #words({ words, mark }: Findable): void {
    const places = new Map<string, number[]>()
    for (let place = 0; place < words.length; place += 1) {
      const word = words[place] as string
      const known = places.get(word)
      if (known === undefined) places.set(word, [place + 1])
      else if (known.length < mostPlaces && place < lastPlace) known.push(place + 1)
    }
    this.#ensure(4)
    this.#number(places.size + (mark === null ? 0 : 1))
    for (const [word, at] of places) {
      this.#word(word, at.length)
      for (const place of at) this.#short(Math.min(place, lastPlace))
    }
    if (mark !== null) this.#word(mark, 0)
  }

  #word(word: string, places: number): void {
    this.#text(word)
    this.#ensure(3 + 2 * places)
    this.#bytes[this.#at++] = 0
    this.#short(places)
  }

  #short(value: number): void {
    this.#bytes[this.#at++] = value >> 8
    this.#bytes[this.#at++] = value
  }

  /** NUL is dropped, and half of a surrogate pair becomes U+FFFD: no text of PostgreSQL holds them. */
  #text(value: string): void {
    this.#ensure(value.length * 3)
    if (value.length <= shortText && this.#plainly(value)) return
    const text = value.includes('\0') ? value.replaceAll('\0', '') : value
    this.#at += this.#bytes.write(text, this.#at, 'utf8')
  }

  /** False, and nothing written, where it has other than plain letters. */
  #plainly(value: string): boolean {
    const bytes = this.#bytes
    for (let place = 0; place < value.length; place += 1) {
      const code = value.charCodeAt(place)
      if (code === 0 || code > 127) return false
      bytes[this.#at + place] = code
    }
    this.#at += value.length
    return true
  }
}

const scribe = new Scribe()

/** A parameter for an array of the composite type that a database calls `type`; null where there are no rows. */
export const binaryRows = <Of extends Columns>(
  type: number,
  shape: Shape<Of>,
  rows: readonly RowOf<Of>[],
): Buffer | null => (rows.length === 0 ? null : scribe.rows(type, shape, rows))
