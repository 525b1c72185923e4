/**
 * Finding by words: of a text those that it is found by, and of what somebody types the query for them. Both take words
 * apart alike, so that a part of an address or of a file's name finds it, and so does a part of a text whose script knows no
 * spaces: there each letter is a word.
 */

/** Letters of scripts that put no space between words. */
const unspaced =
  '[\\p{L}&&[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}]]'
/** Whether a word of `searchWords` is a letter of such a script. */
export const isUnspaced = (word: string): boolean => startsUnspaced.test(word)
const startsUnspaced = new RegExp(`^${unspaced}`, 'v')
const anyScript = new RegExp(`${unspaced}\\p{M}*|(?:(?!${unspaced})[\\p{L}\\p{N}\\p{M}])+`, 'gv')
const plain = /[a-z0-9]+/g
// eslint-disable-next-line no-control-regex
const isPlain = /^[\x00-\x7f]*$/

/** Longer than what somebody would type; PostgreSQL takes 2,046 bytes. */
const longestWord = 400

/** The words in their order, in lower case, spelt in one way whatever they were typed with. */
export function searchWords(text: string): readonly string[] {
  const words =
    (isPlain.test(text) ? text.toLowerCase().match(plain) : text.normalize('NFKC').toLowerCase().match(anyScript)) ?? []
  return words.some(({ length }) => length > longestWord) ? words.map((word) => word.slice(0, longestWord)) : words
}

interface Term {
  readonly words: readonly string[]
  readonly isUnwanted: boolean
}

/**
 * What somebody types as a query of PostgreSQL's: words that must all be there, "words in this order", -unwanted, and
 * `or`. The last word may be unfinished. Null where no word is in it.
 */
export function searchQuery(typed: string): string | null {
  const groups: Term[][] = [[]]
  for (const [, sign = '', quoted, bare = ''] of typed.matchAll(/(-?)(?:"([^"]*)"?|([^\s"]+))/g)) {
    if (quoted === undefined && sign === '' && /^or$/i.test(bare)) groups.push([])
    else {
      const words = searchWords(quoted ?? bare)
      if (words.length > 0) groups.at(-1)?.push({ words, isUnwanted: sign === '-' })
    }
  }
  const wanted = groups.filter((terms) => terms.length > 0)
  if (wanted.length === 0) return null
  return `${wanted.map((terms) => terms.map(spelt).join(' & ')).join(' | ')}:*`.replace(/\):\*$/, ':*)')
}

/** Letters and digits alone: no quotes to be doubled. */
function spelt({ words, isUnwanted }: Term): string {
  const inOrder = words.map((word) => `'${word}'`).join(' <-> ')
  return `${isUnwanted ? '!' : ''}${words.length === 1 ? inOrder : `(${inOrder})`}`
}
