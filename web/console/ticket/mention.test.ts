import assert from 'node:assert/strict'
import { test } from 'node:test'
import { meant, stillMentioned, typedMention, withMention } from './mention.ts'

const nina = { id: '1', name: 'Nina Vogt', email: 'nina@vendor.example' }
const nils = { id: '2', name: 'Nils Åberg', email: 'n.aberg@vendor.example' }
const tom = { id: '3', name: 'Tom O’Hara', email: 'tom@vendor.example' }
const staff = [nina, nils, tom]
const typed = (text: string) => typedMention(text, text.length)?.words ?? null

test('An ‘@’ at the beginning of a word asks for a colleague; one in an address does not', () => {
  assert.equal(typed('@'), '')
  assert.equal(typed('Look, @ni'), 'ni')
  assert.equal(typed('(@Nina V'), 'Nina V')
  assert.equal(typed('line\n@å'), 'å')
  assert.equal(typed('write to nina@vendor'), null)
  assert.equal(typed('@Nina has looked at it'), null)
  assert.equal(typed('no sign'), null)
  assert.equal(typedMention('@ni and more', 3)?.words, 'ni')
})

test('Names and addresses are found by how their parts begin', () => {
  assert.deepEqual(meant(staff, ''), staff)
  assert.deepEqual(meant(staff, 'ni'), [nina, nils])
  assert.deepEqual(meant(staff, 'vogt'), [nina])
  assert.deepEqual(meant(staff, 'Nina v'), [nina])
  assert.deepEqual(meant(staff, 'n.a'), [nils])
  assert.deepEqual(meant(staff, 'ina'), [])
  assert.deepEqual(meant(staff, 'Nina Vogt '), [], 'the name is whole: one goes on writing')
})

test('The name comes in the place of what was typed, and the cursor behind it', () => {
  const text = 'Look, @ni, please'
  const at = typedMention(text, 9)
  assert.ok(at !== null)
  assert.deepEqual(withMention(text, at, nina.name), ['Look, @Nina Vogt, please', 16])
  const end = typedMention('@t', 2)
  assert.ok(end !== null)
  assert.deepEqual(withMention('@t', end, tom.name), ['@Tom O’Hara ', 12])
})

test('Whoever was chosen and taken out of the text again is told nothing', () => {
  assert.deepEqual(stillMentioned([nina, tom], 'For @Tom O’Hara and nina'), [tom])
})
