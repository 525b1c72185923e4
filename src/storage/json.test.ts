import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalJson, holdsUnstorable, revive, storable } from './json.ts'

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text)

test('The same value has one spelling, however it was put together (G2)', () => {
  const rows: [unknown, string][] = [
    [{ b: 1, a: [true, null, 'x'] }, '{"a":[true,null,"x"],"b":1}'],
    [{ a: [true, null, 'x'], b: 1, c: undefined }, '{"a":[true,null,"x"],"b":1}'],
    [{ at: at('2026-03-10T06:00:00Z') }, '{"at":"2026-03-10T06:00:00.000Z"}'],
    [{ at: at('2026-03-10T07:00:00.0009+01:00') }, '{"at":"2026-03-10T06:00:00.000Z"}'],
    [[undefined, 'é"\n'], '[null,"é\\"\\n"]'],
    [{ 'a"b': 0.5 }, '{"a\\"b":0.5}'],
    [{}, '{}'],
    [1e21, '1e+21'],
  ]
  for (const [value, text] of rows) assert.equal(canonicalJson(value), text)
})

test('What is stored comes back as it was: instants by their names, days and words as they are', () => {
  const value = {
    receivedAt: at('2026-03-10T06:00:00Z'),
    unansweredSince: at('2026-03-10T06:00:00Z'),
    since: at('2026-03-10T06:00:00Z'),
    at: at('2026-03-10T06:00:00.5Z'),
    expectedOn: '2026-04-01',
    closedAt: null,
    what: '2026-03-10T06:00:00Z',
    clocks: [{ stopped: { at: at('2026-03-10T06:00:00Z') }, changes: [] }],
  }
  assert.deepEqual(revive(JSON.parse(JSON.stringify(value))), value)
  assert.throws(() => revive({ receivedAt: 'never' }))
})

test('What PostgreSQL’s text cannot hold is found and taken out; everything else stays', () => {
  const rows: [string, string, boolean][] = [
    ['a\0b', 'ab', true],
    ['half \ud83d', 'half \ufffd', true],
    ['\ude00 half', '\ufffd half', true],
    ['whole 😀', 'whole 😀', false],
    ['plain', 'plain', false],
  ]
  for (const [text, clean, found] of rows) {
    assert.equal(storable(text), clean)
    assert.equal(holdsUnstorable(JSON.stringify(text)), found, JSON.stringify(text))
  }
  const when = at('2026-03-10T06:00:00Z')
  assert.deepEqual(storable({ 'k\0': ['\0', 1, null, when] }), { k: ['', 1, null, when] })
})
