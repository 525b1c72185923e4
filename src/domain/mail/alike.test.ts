import assert from 'node:assert/strict'
import { test } from 'node:test'
import { domainToUnicode } from 'node:url'
import { domainAlike, isOneEdit, nameSkeleton } from './alike.ts'
import { addressForms, readable } from './punycode.ts'

const known = ['aurora.example', 'borealis.example', 'bücher.example', 'zohocorp.com', 'sky.example']

test('A domain that a reader would take for a partner’s is known for what it is (A7)', () => {
  for (const [stranger, taken] of [
    ['aurorа.example', 'aurora.example'], // its last letter is Cyrillic
    ['xn--auror-8ve.example', 'aurora.example'], // the same, as mail sends it
    ['auroro.example', 'aurora.example'],
    ['auora.example', 'aurora.example'],
    ['auroraa.example', 'aurora.example'],
    ['auorra.example', 'aurora.example'],
    ['aur0ra.example', 'aurora.example'],
    ['aurora.test', 'aurora.example'],
    ['aurora.example.evil.test', 'aurora.example'],
    ['aurora-example.evil.test', 'aurora.example'],
    ['aurora.example-login.test', 'aurora.example'],
    ['borealls.example', 'borealis.example'],
    ['boreaiis.example', 'borealis.example'],
    ['zohocorn.com', 'zohocorp.com'],
    ['bucher.example', 'bücher.example'],
  ] as const)
    assert.equal(domainAlike(stranger, known), taken, stranger)
})

test('A domain of its own, and a partner’s very own, look like no other (A7)', () => {
  for (const own of [
    'aurora.example',
    'xn--bcher-kva.example',
    'bücher.example',
    'stranger.example',
    'skv.example',
    'cumulus.test',
  ])
    assert.equal(domainAlike(own, known), null, own)
})

test('Names that look the same are the same, however they are written (A7)', () => {
  assert.equal(nameSkeleton('Zоhо  Pаrtner-Support!'), nameSkeleton('zoho partner support'))
  assert.equal(nameSkeleton('Ana\u200b Rao'), nameSkeleton('ANA RAO'))
  assert.equal(nameSkeleton('Ána Raó'), nameSkeleton('Ana Rao'))
  assert.notEqual(nameSkeleton('Ana Rao'), nameSkeleton('Ana Roa'))
})

test('One edit is a letter more, fewer, other, or two neighbours swapped; nothing else (A7)', () => {
  for (const other of ['abcde', 'abc', 'bcd', 'abxd', 'bacd', 'abdc', 'acd']) assert.ok(isOneEdit('abcd', other), other)
  for (const other of ['abcd', 'dcba', 'ab', 'abcdef', 'axyd', 'cbad']) assert.ok(!isOneEdit('abcd', other), other)
})

test('An address is sought in each form in which a registry may have it (A7)', () => {
  assert.deepEqual(addressForms('j@xn--bcher-kva.example'), ['j@xn--bcher-kva.example', 'j@bücher.example'])
  assert.deepEqual(addressForms('ana@aurora.example'), ['ana@aurora.example'])
})

test('Punycode is read as everywhere else, and what is none stays (A7)', () => {
  for (const domain of [
    'xn--bcher-kva.example',
    'xn--mnchen-3ya.de',
    'xn--80ak6aa92e.com',
    'xn--fiqs8s.xn--fiqs8s',
    'xn--r8jz45g.jp',
    'xn--auror-8ve.example',
    'aurora.example',
  ])
    assert.equal(readable(domain), domainToUnicode(domain))
  for (const broken of ['xn--.example', 'xn--a-!.example', 'xn--99999999.example', 'xn--\u00e4.example'])
    assert.equal(readable(broken), broken === 'xn--.example' ? '.example' : broken)
})
