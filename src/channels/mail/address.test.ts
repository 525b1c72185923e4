import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressesOf } from './address.ts'

const emails = (text: string): readonly string[] => addressesOf(text).map(({ email }) => email)

test('A name with a space keeps its quotation marks, and the way that mail of old was to go is left out (A5)', () => {
  assert.deepEqual(emails('"john doe"@p.example'), ['"john doe"@p.example'])
  assert.deepEqual(emails('Ann <"ann lee"@p.example>'), ['"ann lee"@p.example'])
  assert.deepEqual(emails('<@relay.example:user@host.example>'), ['user@host.example'])
  assert.deepEqual(emails('<@a.example,@b.example:user@host.example>'), ['user@host.example'])
})

test('What is no address is left out (A5)', () => {
  assert.deepEqual(emails('undisclosed-recipients:;, nobody, "x\\"y z"@p.example, @host.example'), [])
})

test('A comment within a comment is no part of the name (A5)', () => {
  assert.deepEqual(addressesOf('(one (two)) Ann "Q. (x)" Lee (c) <ann@p.example> (z), Bo (b) <bo@p.example>'), [
    { name: 'Ann Q. (x) Lee', email: 'ann@p.example' },
    { name: 'Bo', email: 'bo@p.example' },
  ])
})

test('A thousand receivers are all read; of more than are read, none is cut in two (A5)', () => {
  const list = (count: number): string =>
    Array.from({ length: count }, (_, at) => `User ${at} <user.number.${at}@some.example>`).join(',\n ')
  assert.equal(emails(list(1_000)).length, 1_000)
  const some = emails(list(5_000))
  assert.ok(some.length > 1_000)
  assert.deepEqual(some, emails(list(some.length)))
})
