/**
 * Taking out of a message what should never have been sent (G3, decision 38). Words are replaced by one mark of a fixed length: not even how
 * long they were is told.
 */
import type { MessageId } from './kernel.ts'

export const redactionMark = '▇▇▇▇▇'

export const redactionReasons = [
  { id: 'secret', name: 'A password, key or token' },
  { id: 'personal-data', name: 'Personal data' },
  { id: 'wrong-recipient', name: 'Sent to the wrong recipient' },
  { id: 'other', name: 'Something else' },
] as const satisfies readonly { readonly id: string; readonly name: string }[]

export type RedactionReason = (typeof redactionReasons)[number]['id']
export const redactionReasonIds = redactionReasons.map(({ id }) => id) as [RedactionReason, ...RedactionReason[]]

/** What the ledger keeps of it: never the words. `internal`: the message was one that no partner sees. */
export type RedactionFact =
  | {
      readonly kind: 'message-redacted'
      /** Of the row that proves what the message was (seals). */
      readonly redaction: string
      readonly message: MessageId
      /** How many different passages; null where all of it. */
      readonly passages: number | null
      readonly reason: RedactionReason
      readonly because: string
      readonly internal: boolean
    }
  | {
      readonly kind: 'attachment-redacted'
      readonly redaction: string
      readonly message: MessageId
      readonly attachment: string
      readonly reason: RedactionReason
      readonly because: string
      readonly internal: boolean
    }

/** In a sentence of the ticket's history; who did it is the reader's to add. */
export function redactionInWords(fact: RedactionFact): string {
  const why = reasonInWords(fact)
  if (fact.kind === 'attachment-redacted') return `A file was removed for good: ${why}.`
  if (fact.passages === null) return `A message was redacted, all of it: ${why}.`
  return `${fact.passages === 1 ? 'A passage' : `${fact.passages} passages`} of a message redacted: ${why}.`
}

/** 'personal data', or the reason and what was written to it. */
export function reasonInWords({ reason, because }: { readonly reason: string; readonly because: string }): string {
  const name = redactionReasons.find(({ id }) => id === reason)?.name ?? reason
  const words = because.trim().replace(/[.]$/, '')
  const said = `${name.charAt(0).toLowerCase()}${name.slice(1)}`
  return words === '' ? said : reason === 'other' ? words : `${said}, ${words}`
}

/** Shorter ones would be found everywhere. */
export const shortestPassage = 3
export const longestPassage = 2_000
export const mostPassages = 20

const none: ReadonlySet<string> = new Set()

/** Finds passages wherever lines are broken within them, and quoted: a copy in a mail has breaks and '>' of its own. */
export class Passages {
  readonly #wanted: readonly { readonly evened: string; readonly passage: string; readonly part: string }[]
  readonly #asWords: boolean

  /** `asWords`: only where no letter or digit goes on before or behind it, for what nobody chose letter by letter. */
  constructor(passages: readonly string[], { asWords = false }: { readonly asWords?: boolean } = {}) {
    this.#asWords = asWords
    this.#wanted = passages.flatMap((each) => {
      const passage = each.trim()
      const evened = evenedOut(passage).text.trim()
      return evened === '' ? [] : [{ evened, passage, part: longestOf(evened.split(' ')) }]
    })
  }

  isIn(text: string): boolean {
    return this.#wanted.length > 0 && this.#spansIn(text).length > 0
  }

  /** Every occurrence of each is replaced by a mark; those that overlap, by one. */
  takenFrom(text: string): string {
    if (this.#wanted.length === 0) return text
    let taken = ''
    let reached = 0
    for (const [from, to] of this.#spansIn(text).toSorted(([a], [b]) => a - b)) {
      if (from >= reached) taken += `${text.slice(reached, from)}${redactionMark}`
      reached = Math.max(reached, to)
    }
    return taken + text.slice(reached)
  }

  /** The same in every text within a JSON value, but for fields of these names: what the program itself put there. */
  takenFromAll<Value>(value: Value, but: ReadonlySet<string> = none): Value {
    if (typeof value === 'string') return this.takenFrom(value) as Value
    if (Array.isArray(value)) return value.map((each: unknown) => this.takenFromAll(each, but)) as Value
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).map(([key, each]: [string, unknown]) => [
      key,
      but.has(key) && typeof each === 'string' ? each : this.takenFromAll(each, but),
    ])
    return Object.fromEntries(entries) as Value
  }

  /** Whether one is in any text within a JSON value. */
  areIn(value: unknown): boolean {
    if (typeof value === 'string') return this.isIn(value)
    return typeof value === 'object' && value !== null && Object.values(value).some((each) => this.areIn(each))
  }

  #spansIn(text: string): (readonly [from: number, to: number])[] {
    // Most texts hold none, and are not worth taking apart.
    const likely = this.#wanted.filter(({ part }) => text.includes(part))
    if (likely.length === 0) return []
    const { text: evened, places } = evenedOut(text)
    const spans: (readonly [number, number])[] = []
    for (const { evened: wanted, passage } of likely)
      for (let at = evened.indexOf(wanted); at >= 0; at = evened.indexOf(wanted, at + 1)) {
        let [from, to] = [places[at] as number, (places[at + wanted.length - 1] as number) + 1]
        // A '>' at its end is the passage's own, though it counts for nothing within it.
        while (passage.startsWith('>') && text[from - 1] === '>') from -= 1
        while (passage.endsWith('>') && text[to] === '>') to += 1
        if (this.#asWords && (isSaid(text[from - 1]) || isSaid(text[to]))) continue
        spans.push([from, to])
      }
    return spans
  }
}

/** A letter or a digit. */
const isSaid = (sign: string | undefined): boolean => sign !== undefined && /[\p{L}\p{N}]/u.test(sign)

const longestOf = (parts: readonly string[]): string =>
  parts.reduce((longest, part) => (part.length > longest.length ? part : longest))

const isGap = (sign: string): boolean => sign === '>' || /\s/.test(sign)

/** The text with one space for each run of white space and '>', and where each of its characters stood. */
function evenedOut(text: string): { readonly text: string; readonly places: readonly number[] } {
  const signs: string[] = []
  const places: number[] = []
  for (let place = 0; place < text.length; place += 1) {
    const sign = text[place] as string
    const gap = isGap(sign)
    if (gap && signs.at(-1) === ' ') continue
    signs.push(gap ? ' ' : sign)
    places.push(place)
  }
  return { text: signs.join(''), places }
}

/** How many signs of a passage are looked for: gaps count for nothing. */
export const weightOf = (passage: string): number => evenedOut(passage).text.replaceAll(' ', '').length
