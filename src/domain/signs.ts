/** Signs: words of the policy that tell in a request what it is about and how bad it is (B5, C7). */

export interface FoundSign {
  /** Where in the text. */
  readonly at: number
  /** The very words that match there. */
  readonly words: string
}

/**
 * Where a sign first stands in a text: whole words, in any case; '…' spans up to four words. Null where it does not.
 * Made for many signs asked of one text.
 */
export function findSign(sign: string, text: string): FoundSign | null {
  const { pattern, words } = compiled(sign)
  const said = wordsOf(text)
  if (!words.every((word) => said.has(word))) return null
  const match = pattern.exec(text)
  return match === null ? null : { at: match.index, words: match[0].replace(/\s+/gu, ' ') }
}

interface CompiledSign {
  readonly pattern: RegExp
  /** Each must be in a text that has the sign: nearly every text is put aside by this alone. */
  readonly words: readonly string[]
}

/** As many as the policies have signs: they are few, and asked of every request. */
const signs = new Map<string, CompiledSign>()

function compiled(sign: string): CompiledSign {
  const known = signs.get(sign)
  if (known !== undefined) return known
  const parts = sign.split('…').map((part) => part.trim().split(/\s+/u).map(escape).join('\\s+'))
  const between = '(?:\\s+\\S+){0,4}?\\s+'
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${parts.join(between)}(?![\\p{L}\\p{N}])`, 'iu')
  const made = { pattern, words: split(sign) }
  signs.set(sign, made)
  return made
}

const escape = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Its words, alike where they differ in case alone. First lower, then upper: so 'ß' is as 'ẞ', and 'ſ' as 's'. */
const split = (text: string): readonly string[] =>
  text.match(/[\p{L}\p{N}]+/gu)?.map((word) => word.toLowerCase().toUpperCase()) ?? []

/** Of the text that was asked about last. */
let latest = { text: '', words: new Set<string>() }

function wordsOf(text: string): ReadonlySet<string> {
  if (latest.text !== text) latest = { text, words: new Set(split(text)) }
  return latest.words
}
