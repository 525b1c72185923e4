/** Words of a text that are worth looking for: while somebody types a question, and in what somebody seeks. */
import { isUnspaced, searchWords } from '../search.ts'

/** Said in any request, and so of no use to tell one from another. Those of four letters or more; shorter ones are left out by their length. */
const idle: ReadonlySet<string> = new Set(
  `about above after again also another anybody anyone anything been before being below between both cannot could customer customers
  does doesn doing done down during each either else even ever every everybody everything first from further gets getting give given
  gives going good have having hello help here into issue issues just keep kind know later like longer look made make makes many
  maybe more most much must need needed needs never nothing once only other others ours over partner please possible problem
  problems question regards same says seem seems shall should show shows since some somebody someone something still such sure take
  team tell than thank thanks that their them then there these they thing things this those though through today together tried
  tries trying under until upon used user users using very want wants well went were what when where whether which while will
  wish with within without would wrong your yours zoho
  second seconds minute minutes hour hours days week weeks month months year years yesterday tomorrow morning evening
  monday tuesday wednesday thursday friday saturday sunday`.split(/\s+/),
)

const fewestLetters = 3
/** Common words of three letters. */
const short: ReadonlySet<string> = new Set(
  'all and any are but can did for get got had has her him his how its let may new nor not now off one our out own per see set she the too try two use via was way who why yes yet you'.split(
    ' ',
  ),
)

/**
 * Up to `most` words, each once, in small letters and in their order: what is typed last may be unfinished. Of letters and
 * digits alone, so that they can stand in a query of the database as they are.
 */
export function termsOf(text: string, most = 16): readonly string[] {
  const found = new Set<string>()
  for (const word of wordsOf(text)) {
    if (word.length < fewestLetters || short.has(word) || idle.has(word) || /^\d+$/.test(word)) continue
    found.add(stemOf(word))
    if (found.size === most) break
  }
  return [...found]
}

/** Something to look for in earlier tickets. */
export interface TicketTerm {
  /** As a query of the database. */
  readonly query: string
  /** Of a script without spaces: how it stands in a text. Null for a word, of which it is the beginning. */
  readonly letters: string | null
}

/**
 * As `termsOf`, by the words by which tickets are found (search.ts). Of scripts that put no space between words, letters that
 * follow each other: two where a letter is a word or half of one, four where it is a sound. What is in hiragana alone is grammar.
 */
export function ticketTermsOf(text: string, most = 16): readonly TicketTerm[] {
  const found = new Map<string, TicketTerm>()
  let before: readonly string[] = []
  for (const word of searchWords(text)) {
    before = isUnspaced(word) ? [...before, word].slice(-longestRun) : []
    const term = before.length === 0 ? wordTerm(word) : runTerm(before)
    if (term !== null) found.set(term.query, term)
    if (found.size === most) break
  }
  return [...found.values()]
}

function wordTerm(word: string): TicketTerm | null {
  const [stem] = termsOf(word)
  return stem === undefined ? null : { query: `'${stem}':*`, letters: null }
}

const longestRun = 4
const ofPairs = /^[\p{scx=Han}\p{scx=Kana}\p{scx=Hira}]/u

/** The last of these letters, as many as say something; null where there are not so many yet. */
function runTerm(letters: readonly string[]): TicketTerm | null {
  const length = ofPairs.test(letters.at(-1) ?? '') ? 2 : longestRun
  const last = letters.slice(-length)
  if (last.length < length || /^\p{sc=Hira}+$/u.test(last.join(''))) return null
  return { query: last.map((letter) => `'${letter}'`).join(' <-> '), letters: last.join('') }
}

/** All words of a text in small letters; of letters and digits alone. */
export const wordsOf = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .normalize('NFC')
    .match(/[\p{L}\p{N}]+/gu) ?? []

/** The beginning that 'invoices' and 'invoice', 'uploading' and 'upload' share: what is looked for begins with it. */
const stemOf = (word: string): string =>
  word.length < 6 ? word.replace(/(?<=\w{3})s$/, '') : word.replace(/(ings?|ed|es|e|s)$/, '')
