/** Signs: words of the policy that tell in a request what it is about and how bad it is (B5, C7). */

export interface FoundSign<Meaning> {
  readonly meaning: Meaning
  /** Where in the text. */
  readonly at: number
  /** The very words that match there. */
  readonly words: string
}

/** Signs that are sought together, each with what it stands for. */
export interface Signs<Meaning> {
  /** Those that a text has, each where it stands first, in the order in which they were given. */
  foundIn(text: string): readonly FoundSign<Meaning>[]
}

interface Sign<Meaning> {
  readonly meaning: Meaning
  readonly place: number
  readonly pattern: RegExp
  /** Each must be in a text that has the sign: nearly every sign is put aside by this alone. */
  readonly words: readonly string[]
}

/** A sign matches whole words, in any case and with any space between them; '…' spans up to four words. */
export function signsOf<Meaning>(given: readonly (readonly [sign: string, meaning: Meaning])[]): Signs<Meaning> {
  const signs = given.map(([sign, meaning], place): Sign<Meaning> => ({
    meaning,
    place,
    pattern: patternOf(sign),
    words: wordsIn(sign),
  }))
  const byFirstWord = Map.groupBy(signs, ({ words }) => words[0])
  const wordless = byFirstWord.get(undefined) ?? []
  return {
    foundIn(text) {
      const said = wordsOf(text)
      const possible = [...wordless]
      for (const word of said)
        for (const sign of byFirstWord.get(word) ?? [])
          if (sign.words.every((each) => said.has(each))) possible.push(sign)
      const found: FoundSign<Meaning>[] = []
      for (const { meaning, pattern } of possible.sort((a, b) => a.place - b.place)) {
        const match = pattern.exec(text)
        if (match !== null) found.push({ meaning, at: match.index, words: match[0].replace(/\s+/gu, ' ') })
      }
      return found
    },
  }
}

/** As many as the policies have signs and names: few. */
const alone = new Map<string, Signs<null>>()

/** Where one sign first stands in a text; null where it does not. */
export function findSign(sign: string, text: string): FoundSign<null> | null {
  const signs = alone.get(sign) ?? signsOf([[sign, null]])
  alone.set(sign, signs)
  return signs.foundIn(text)[0] ?? null
}

function patternOf(sign: string): RegExp {
  const parts = sign.split('…').map((part) => part.trim().split(/\s+/u).map(escape).join('\\s+'))
  const between = '(?:\\s+\\S+){0,4}?\\s+'
  return new RegExp(`(?<![\\p{L}\\p{N}])${parts.join(between)}(?![\\p{L}\\p{N}])`, 'iu')
}

const escape = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

// eslint-disable-next-line no-control-regex
const isPlain = /^[\x00-\x7f]*$/

/** Alike where they differ in case alone. First lower, then upper: so 'ß' is as 'ẞ', and 'ſ' as 's'. */
const wordsIn = (text: string): readonly string[] =>
  (isPlain.test(text)
    ? text.toUpperCase().match(/[A-Z0-9]+/g)
    : text
        .toLowerCase()
        .toUpperCase()
        .match(/[\p{L}\p{N}]+/gu)) ?? []

/** Of the text that was asked about last: several kinds of signs are sought in each. */
let latest = { text: '', words: new Set<string>() }

function wordsOf(text: string): ReadonlySet<string> {
  if (latest.text !== text) latest = { text, words: new Set(wordsIn(text)) }
  return latest.words
}
