/** G2: an exported file checked by itself: every seal follows the one before it, and what it covers is there, unchanged and in its place. */
import { z } from 'zod'
import { contentHash, eventHash, partsOf, sealHash, type Seal } from '../../storage/seal-hash.ts'
import { inWords } from '../verify/seals.ts'
import { exportFormat } from './export.ts'
import { RedactionCheck } from './redacted.ts'

/** What is wrong at a line of the file; the first line is 1. */
export interface CheckFault {
  readonly line: number
  readonly message: string
}

export interface Checked {
  readonly seals: number
  readonly lines: number
  readonly faults: number
  /** Ids of messages that are not what was sealed: redactions that the file has changed them. */
  readonly redacted: readonly string[]
  /** Hashes that the file begins after and ends with: a later file goes on from the second. */
  readonly before: string | null
  readonly seal: string | null
}

const content = z.record(z.string(), z.unknown())
const wanted = z.discriminatedUnion('line', [
  z.object({ line: z.literal('start'), format: z.literal(exportFormat), first: z.int(), before: z.string() }),
  z.object({
    line: z.literal('seal'),
    number: z.int(),
    sealedAt: z.string(),
    lines: z.array(z.string()),
    before: z.string(),
    hash: z.string(),
  }),
  z.object({ line: z.literal('audit'), content }),
  z.object({
    line: z.literal('message'),
    content,
    redactions: z.array(z.object({ id: z.string(), before: z.string(), after: z.string() })).optional(),
  }),
  z.object({ line: z.literal('event'), before: z.string(), content }),
  z.object({ line: z.literal('end'), seals: z.int(), hash: z.string() }),
])
type Read = z.infer<typeof wanted>

/** A seal of the file, and which of its lines came after it. */
interface Open {
  readonly seal: Seal
  readonly at: number
  readonly places: ReadonlyMap<string, number>
  readonly seen: Map<string, number>
  /** The place of the last one that stood where it should. */
  reached: number
}

export class AuditCheck {
  #line = 0
  #faults: CheckFault[] = []
  #faultCount = 0
  #seals = 0
  #before: string | null = null
  #last: string | null = null
  #next: number | null = null
  #open: Open | null = null
  #ended = false
  readonly #redactions = new RedactionCheck()

  /** Takes the next line (null: one that is not UTF-8); what is wrong, so far as it shows now. */
  take(text: string | null): readonly CheckFault[] {
    this.#line += 1
    const read = understood(text)
    if (read === null) this.#fault('This is no line of an export.')
    else if (this.#ended) this.#fault('The file goes on after its end.')
    else if (this.#line === 1 && read.line !== 'start') this.#fault('An export begins with its start.')
    else if (read.line === 'start') this.#start(read)
    else if (read.line === 'seal') this.#seal(read)
    else if (read.line === 'end') this.#end(read)
    else this.#thing(read)
    return this.#told()
  }

  /** After the last line. `known` is the hash of a seal that was written down elsewhere: the file must have it. */
  finish(): { readonly faults: readonly CheckFault[]; readonly checked: Checked } {
    if (!this.#ended) {
      this.#close()
      this.#line += 1
      this.#fault('The file has no end: what came after is missing.')
    }
    const { proven, others } = this.#redactions.settle()
    for (const { line, message } of others)
      this.#fault(
        `Message ${message} is not what was written. The file says that it was redacted, and does not have that act: one that goes on further proves it.`,
        line,
      )
    const faults = this.#told()
    const lines = this.#ended ? this.#line : this.#line - 1
    return {
      faults,
      checked: {
        seals: this.#seals,
        lines,
        faults: this.#faultCount,
        redacted: proven,
        before: this.#before,
        seal: this.#last,
      },
    }
  }

  #start({ first, before }: Read & { line: 'start' }): void {
    if (this.#line > 1) return this.#fault('A second start.')
    this.#before = this.#last = before
    this.#next = first
  }

  #seal({ line: _line, sealedAt, ...rest }: Read & { line: 'seal' }): void {
    this.#close()
    const at = instantOf(sealedAt)
    const seal: Seal = { ...rest, sealedAt: at ?? Temporal.Instant.fromEpochMilliseconds(0) }
    if (at === null || sealHash(seal) !== seal.hash) this.#fault(`Seal ${seal.number} is not what was written.`)
    if (this.#next !== null && seal.number !== this.#next)
      this.#fault(
        seal.number > this.#next
          ? `Seal ${this.#next} is missing before this one.`
          : `Seal ${seal.number} stands here a second time, or out of its place.`,
      )
    else if (this.#last !== null && seal.before !== this.#last)
      this.#fault(`Seal ${seal.number} does not follow the one before it.`)
    this.#next = seal.number + 1
    this.#last = seal.hash
    this.#seals += 1
    const places = new Map(seal.lines.map((line, place) => [partsOf(line).name, place]))
    this.#open = { seal, at: this.#line, places, seen: new Map(), reached: -1 }
  }

  #thing(read: Read & { line: 'audit' | 'message' | 'event' }): void {
    const open = this.#open
    const name = nameOf(read)
    if (open === null) return this.#fault(`${inWords(name)} stands before every seal.`)
    const place = open.places.get(name)
    if (place === undefined)
      return this.#fault(`${inWords(name)} is not under seal ${open.seal.number}: it was added, or changed.`)
    if (open.seen.has(name)) return this.#fault(`${inWords(name)} stands here a second time.`)
    open.seen.set(name, this.#line)
    const hashed = read.line === 'event' ? eventHash(read.before, read.content) : contentHash(read.content)
    const sealed = sealedHash(open, place)
    if (sealed !== hashed && read.line === 'message' && read.redactions !== undefined)
      this.#redactions.claim({
        line: this.#line,
        message: String(read.content['id']),
        sealed,
        is: hashed,
        by: read.redactions,
      })
    else if (sealed !== hashed) this.#fault(`${inWords(name)} is not what was written.`)
    else if (read.line === 'audit') this.#redactions.hear(read.content)
    if (place < open.reached) this.#fault(`${inWords(name)} is not in its place.`)
    else open.reached = place
  }

  #end({ seals, hash }: Read & { line: 'end' }): void {
    this.#close()
    if (seals !== this.#seals) this.#fault(`The export had ${seals} seals, and ${this.#seals} are here.`)
    else if (hash !== this.#last) this.#fault('The end is not that of the last seal.')
    this.#ended = true
  }

  /** What the seal names and did not come. */
  #close(): void {
    if (this.#open === null) return
    const { seal, at, seen } = this.#open
    for (const line of seal.lines) {
      const { name } = partsOf(line)
      if (!seen.has(name)) this.#fault(`${inWords(name)} is under this seal (${seal.number}), and is missing.`, at)
    }
    this.#open = null
  }

  #fault(message: string, line = this.#line): void {
    this.#faults.push({ line, message })
    this.#faultCount += 1
  }

  #told(): readonly CheckFault[] {
    const told = this.#faults
    this.#faults = []
    return told
  }
}

const sealedHash = ({ seal }: Open, place: number): string => partsOf(seal.lines[place] ?? '').hash

function nameOf({ line, content: { id, ticket, seq } }: Read & { line: 'audit' | 'message' | 'event' }): string {
  return line === 'event' ? `event/${String(ticket)}/${String(seq)}` : `${line}/${String(id)}`
}

function understood(text: string | null): Read | null {
  if (text === null) return null
  try {
    return wanted.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

function instantOf(text: string): Temporal.Instant | null {
  try {
    return Temporal.Instant.from(text)
  } catch {
    return null
  }
}
