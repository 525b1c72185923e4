import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instantText } from './instant-text.ts'
import { compareInstants } from './kernel.ts'

const instants = [
  '1969-12-31T23:59:59.999Z',
  '1970-01-01T00:00:00Z',
  '2016-02-29T23:59:59.001Z',
  '2026-03-29T01:00:00.500Z',
  '1800-01-01T00:00:00Z',
  '2399-12-31T23:59:59.999999999Z',
  '+012026-01-01T00:00:00Z',
  '-000044-03-15T12:00:00Z',
].map((text) => Temporal.Instant.from(text))

test('an instant is spelt as Temporal spells it to the millisecond, before 1970 and after 9999 too', () => {
  for (const at of instants) assert.equal(instantText(at), at.toString({ smallestUnit: 'millisecond' }))
})

test('every hour of ten years, at odd milliseconds, is spelt as Temporal spells it', () => {
  const from = Temporal.Instant.from('2020-01-01T00:00:00Z').epochMilliseconds
  for (let hour = 0; hour < 87_672; hour += 1) {
    const at = Temporal.Instant.fromEpochMilliseconds(from + hour * 3_600_000 + ((hour * 7_919) % 3_600_000))
    assert.equal(instantText(at), at.toString({ smallestUnit: 'millisecond' }))
  }
})

test('instants compare as Temporal compares them, also within a millisecond', () => {
  const within = Temporal.Instant.from('2399-12-31T23:59:59.9995Z')
  for (const a of [...instants, within])
    for (const b of [...instants, within])
      assert.equal(Math.sign(compareInstants(a, b)), Temporal.Instant.compare(a, b), `${a} ${b}`)
})
