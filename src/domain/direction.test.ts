import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unturned } from './direction.ts'
import { filled } from './letter.ts'

test('What would be read in another direction than it is written is read as it is', () => {
  for (const sign of ['\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069'])
    assert.equal(unturned(`Invoice ${sign}fdp.exe`), 'Invoice fdp.exe')
})

test('What is written from right to left stays as it is, marks included', () => {
  for (const text of ['שלום\u200f, (Ltd)', '\u061cمرحبا', 'A\u200eB', 'Ümläut 😀']) assert.equal(unturned(text), text)
})

test('E1: a word that people gave turns nothing in a letter', () => {
  assert.equal(
    filled('{customer} leaves {partner}.', { customer: 'Kestrel\u202e dtL', partner: '\u2067Aurora\u2069' }),
    'Kestrel dtL leaves Aurora.',
  )
})
