import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tagName, tagsInWords, wrongTag, type TagId } from './tag.ts'

test('One tag has one spelling, in any script, however it is typed', () => {
  const rows: [string, string][] = [
    ['VIP', 'vip'],
    ['  Big   Deal\t2026 ', 'big deal 2026'],
    ['ＶＩＰ', 'vip'],
    ['Straße', 'straße'],
    ['Cafe\u0301', 'café'],
    ['顧客', '顧客'],
    ['ΜΕΤΑΝΆΣΤΕΥΣΗ', 'μετανάστευση'],
  ]
  for (const [typed, name] of rows) {
    assert.equal(tagName(typed), name, typed)
    assert.equal(tagName(name), name, 'twice is once')
    assert.equal(wrongTag(name), null, name)
  }
})

test('What nobody could read, type or tell apart is no tag', () => {
  for (const [typed, words] of [
    ['', /letter/],
    [' - ', /letter/],
    ['\u200b', /letter/],
    ['a,b', /comma/],
    ['a\u200bb', /invisible/],
    ['x'.repeat(41), /40/],
  ] as const)
    assert.match(wrongTag(tagName(typed)) ?? '', words, JSON.stringify(typed))
  assert.equal(wrongTag('x'.repeat(40)), null)
})

test('History says what was put on and what was taken off, by the names of then', () => {
  const tag = (name: string) => ({ id: name as TagId, name })
  assert.equal(tagsInWords({ kind: 'tagged', added: [tag('vip'), tag('ios')], removed: [] }), 'Tagged ‘vip’, ‘ios’.')
  assert.equal(tagsInWords({ kind: 'tagged', added: [], removed: [tag('vip')] }), 'Tag ‘vip’ taken off.')
  assert.equal(
    tagsInWords({ kind: 'tagged', added: [tag('ios')], removed: [tag('vip')] }),
    'Tagged ‘ios’; tag ‘vip’ taken off.',
  )
})
