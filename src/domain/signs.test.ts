import assert from 'node:assert/strict'
import { test } from 'node:test'
import { meridian, zoho } from '../../test/support/policies.ts'
import { findSign, signsOf } from './signs.ts'

const at = (sign: string, text: string): number | null => findSign(sign, text)?.at ?? null

test('A sign is whole words in any case, with any space between them (C7)', () => {
  assert.deepEqual(findSign('log in', 'Nobody can Log\n  IN today.'), { meaning: null, at: 11, words: 'Log IN' })
  assert.equal(at('log in', 'The catalog in use'), null)
  assert.equal(at('log in', 'We log into it'), null)
  assert.equal(at('sign-on', 'single Sign-On fails'), 7)
  assert.equal(at('sign-on', 'the sign on the door'), null)
  assert.equal(at('c++ (new)', 'In C++ (new) it fails'), 3)
})

test("'…' spans up to four words, and no more (C7)", () => {
  assert.equal(at('service … down', 'Our service is now quite suddenly down.'), 4)
  assert.equal(at('service … down', 'Our service is now quite unexpectedly suddenly down.'), null)
  assert.equal(at('service … down', 'Our service down'), 4)
  assert.equal(at('service … down', 'Down with the service'), null)
})

test('Letters that differ in case alone are the same, whatever the language', () => {
  for (const [sign, text] of [
    ['straße', 'DIE STRAẞE'],
    ['ausfall', 'Auſfall'],
    ['λάθος', 'ΛΆΘΟΣ'],
    ['ошибка', 'ОШИБКА'],
    ['kelvin', '\u212Aelvin'],
  ] as const)
    assert.notEqual(at(sign, text), null, text)
  assert.equal(at('straße', 'Die Strassen'), null)
})

/** The same without looking at the words first. */
function slow(sign: string, text: string): number | null {
  const parts = sign.split('…').map((part) =>
    part
      .trim()
      .split(/\s+/u)
      .map((word) => RegExp.escape(word))
      .join('\\s+'),
  )
  const pattern = `(?<![\\p{L}\\p{N}])${parts.join('(?:\\s+\\S+){0,4}?\\s+')}(?![\\p{L}\\p{N}])`
  return new RegExp(pattern, 'iu').exec(text)?.index ?? null
}

test('Putting texts aside by their words changes no answer, for any sign of a policy', () => {
  const signs = [zoho, meridian].flatMap((policy) => [
    ...policy.desks.flatMap((desk) => desk.severities.flatMap((row) => row.signs.map((sign) => sign.words))),
    ...policy.categories.flatMap((row) => [...row.signs, ...row.subTypes.flatMap((each) => each.signs ?? [])]),
  ])
  assert.ok(signs.length > 100)
  // Texts made of the signs' own words, so that many match, with what stands between them changed.
  const between = [' ', '\n', '-', ', ', ' of the ', 'x', '']
  const index = signsOf(signs.map((sign, place) => [sign, place] as const))
  let matched = 0
  signs.forEach((sign, place) => {
    const other = signs[(place * 7 + 3) % signs.length] ?? ''
    const gap = between[place % between.length] ?? ' '
    const words = `${other} ${sign}`.split(/[ …]+/u)
    const text = place % 2 === 0 ? words.join(gap).toUpperCase() : words.join(gap)
    const wanted = signs.flatMap((each, which) => {
      const there = slow(each, text)
      return there === null ? [] : [{ meaning: which, at: there }]
    })
    assert.deepEqual(
      index.foundIn(text).map(({ meaning, at: where }) => ({ meaning, at: where })),
      wanted,
      text,
    )
    matched += wanted.length
  })
  assert.ok(matched > 100, String(matched))
})
