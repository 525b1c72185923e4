/** Names and domains that a reader would take for others: what a stranger hides behind (A7). */
import { readable } from './punycode.ts'

/** Letters of other scripts, and digits, that look like Latin letters (after Unicode's confusables, the common ones). */
const looks: readonly (readonly [latin: string, others: string])[] = [
  ['a', 'аαɑ'],
  ['b', 'ьƅʙ'],
  ['c', 'сϲƈ'],
  ['d', 'ԁɗ'],
  ['e', 'еєҽ'],
  ['g', 'ɡց'],
  ['h', 'һհ'],
  ['i', 'іıɩι'],
  ['j', 'јϳ'],
  ['k', 'кκ'],
  ['l', '1|ӏⅼľłi'],
  ['m', 'м'],
  ['n', 'пո'],
  ['o', '0оοօ'],
  ['p', 'рρ'],
  ['q', 'ԛ'],
  ['r', 'гɾ'],
  ['s', '5ѕꜱ'],
  ['t', 'тτ'],
  ['u', 'υսս'],
  ['v', 'νѵ'],
  ['w', 'ԝѡ'],
  ['x', 'хχ'],
  ['y', 'уүγ'],
  ['z', 'ᴢ'],
]
/** 'i' and all that looks like it stand with 'l': few typefaces tell the two apart. */
const latinOf: ReadonlyMap<string, string> = new Map(
  looks.flatMap(([latin, others]) =>
    Array.from(others, (other): [string, string] => [other, latin === 'i' ? 'l' : latin]),
  ),
)

/** What is left where all that looks alike is the same; two texts with one skeleton look alike. */
export function skeletonOf(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}\p{Cc}]/gu, '')
    .toLowerCase()
  const letters = Array.from(plain, (sign) => latinOf.get(sign) ?? sign).join('')
  return letters.replaceAll('rn', 'm').replaceAll('vv', 'w').replaceAll('cl', 'd')
}

/** Words alone: 'Zoho  Partner-Support!' as 'zoho partner support'. */
export const nameSkeleton = (name: string): string =>
  skeletonOf(name)
    .replace(/[^\p{L}\p{N}@.]+/gu, ' ')
    .trim()

/** The known domain that a stranger's looks like; null where it looks like none, or is one of them. */
export function domainAlike(domain: string, known: readonly string[]): string | null {
  const shown = readable(domain)
  if (known.some((each) => each === domain || readable(each) === shown)) return null
  const skeleton = skeletonOf(shown)
  return known.find((each) => isAlike(shown, skeleton, readable(each))) ?? null
}

function isAlike(shown: string, skeleton: string, known: string): boolean {
  if (skeleton === skeletonOf(known)) return true
  // aurora.example.evil.test, aurora-example.evil.test, aurora.example-login.test
  const dashed = known.replaceAll('.', '-')
  if ([known, dashed].some((begin) => shown.startsWith(`${begin}.`) || shown.startsWith(`${begin}-`))) return true
  const [name, rest] = parts(shown)
  const [own, ownRest] = parts(known)
  // One slip in a name of three letters would be half the world.
  if (own.length < 4) return false
  return name === own ? rest !== ownRest : rest === ownRest && isOneEdit(name, own)
}

/** 'aurora' and 'co.uk' of 'aurora.co.uk'. */
const parts = (domain: string): readonly [string, string] => {
  const dot = domain.indexOf('.')
  return dot < 0 ? [domain, ''] : [domain.slice(0, dot), domain.slice(dot + 1)]
}

/** One letter more, fewer or other, or two neighbours swapped. */
export function isOneEdit(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false
  let from = 0
  while (from < a.length && a[from] === b[from]) from += 1
  const [restA, restB] = [a.slice(from), b.slice(from)]
  if (restA.slice(1) === restB || restA === restB.slice(1) || restA.slice(1) === restB.slice(1)) return true
  return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2)
}
