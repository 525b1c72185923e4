/**
 * Whether a mail that answers a question says yes or no (E1, E5). What it decides may take a customer from its partner or hand over
 * an account, so that only words that can mean one thing count: anything else is for a person to read.
 */
import type { AnswerWords } from '../policy/mail.ts'

export type MailAnswer = 'yes' | 'no' | 'unclear'

/** After 'Regards' come a name, a company, a telephone number; what is longer may be a condition. */
const most = { signedLines: 6, signedWords: 5 }

/**
 * `words` are the mail's own, without what it quotes; `name` is its author's, with which it may be signed. The first lines must be
 * an answer of the policy and nothing else; around them may stand courtesies, and below them a signature.
 */
export function answerIn(rules: readonly AnswerWords[], words: string, name: string): MailAnswer {
  const yes = new Set(rules.flatMap((each) => each.yes.map(plain)))
  const no = new Set(rules.flatMap((each) => each.no.map(plain)))
  const polite = new Set(rules.flatMap((each) => each.polite.map(plain)))
  const greetings = rules.flatMap((each) => each.greetings.map(plain))
  const greets = (phrase: string): boolean =>
    greetings.some((each) => isGreeting(phrase, each)) &&
    !phrase.split(' ').some((word) => yes.has(word) || no.has(word))
  const [own] = words.replaceAll('\r\n', '\n').split(/\n-- ?\n/)
  const lines = (own ?? '').split('\n').filter((line) => line.trim() !== '')
  const heard = new Set<MailAnswer>()
  let isFirst = true
  for (const [place, line] of lines.entries()) {
    for (const phrase of phrasesOf(line)) {
      const opens = isFirst
      isFirst = false
      if (polite.has(phrase) || (opens && greets(phrase))) continue
      if (yes.has(phrase)) heard.add('yes')
      else if (no.has(phrase)) heard.add('no')
      else if (heard.size === 1 && isSigned(lines.slice(place), lines.slice(0, place), polite, plain(name)))
        return [...heard][0] ?? 'unclear'
      else return 'unclear'
    }
  }
  return heard.size === 1 ? ([...heard][0] ?? 'unclear') : 'unclear'
}

/** Small letters and digits, single spaces: 'I  CONSENT!' is 'i consent'. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()

/** A question mark asks: what stands before it is no answer. */
const phrasesOf = (line: string): string[] =>
  line
    .replaceAll('?', ' ? ')
    .split(/[.!,;:…。！，、]+|\s[-–—]\s/u)
    .map((part) => (part.includes('?') ? '?' : plain(part)))
    .filter((phrase) => phrase !== '')

/** 'Dear Partner Operations' is as polite as 'Dear'. */
const isGreeting = (phrase: string, greeting: string): boolean =>
  phrase === greeting || (phrase.startsWith(`${greeting} `) && phrase.split(' ').length <= 5)

/** What is left is who signs: under a courtesy that ends a letter, or by the author's own name. */
function isSigned(
  rest: readonly string[],
  before: readonly string[],
  polite: ReadonlySet<string>,
  name: string,
): boolean {
  const [first = ''] = rest
  const closed = polite.has(plain(before.at(-1) ?? ''))
  const isName = name !== '' && (plain(first) === name || name.split(' ').includes(plain(first)))
  return (
    (closed || isName) &&
    rest.length <= most.signedLines &&
    rest.every((line) => plain(line).split(' ').length <= most.signedWords && !/^\s*p\.?\s?s\b/i.test(line))
  )
}
