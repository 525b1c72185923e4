import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayIn, presenceOn, type Absence } from './presence.ts'

const [ann, ben, cay] = ['ann', 'ben', 'cay'].map((name) => ({ name, email: `${name}@vendor.example` })) as [
  Person,
  Person,
  Person,
]
type Person = { name: string; email: string }
const away = (person: Person, standIn: Person | null, fromOn = '2026-12-01', toOn = '2026-12-05'): Absence => ({
  email: person.email,
  fromOn,
  toOn,
  standIn,
})

test('Somebody is stood in for on the first day and the last, and neither before nor after (F8)', () => {
  for (const [day, name] of [
    ['2026-11-30', 'ann'],
    ['2026-12-01', 'ben'],
    ['2026-12-05', 'ben'],
    ['2026-12-06', 'ann'],
  ] as const)
    assert.equal(presenceOn([away(ann, ben)], day)(ann)?.name, name, day)
})

test('Who stands in says for whom, in whatever letters the matrix writes the address (F8)', () => {
  const there = presenceOn([away(ann, ben)], '2026-12-02')({ name: 'Ann', email: 'Ann@Vendor.example' })
  assert.deepEqual(there, { ...ben, insteadOf: 'Ann' })
  assert.deepEqual(presenceOn([], '2026-12-02')(ann), ann)
})

test('Away without a stand-in, nobody is there (F8)', () => {
  assert.equal(presenceOn([away(ann, null)], '2026-12-02')(ann), null)
})

test('A stand-in who is away is stood in for in turn; a circle reaches nobody (F8)', () => {
  const both = [away(ann, ben), away(ben, cay)]
  assert.deepEqual(presenceOn(both, '2026-12-02')(ann), { ...cay, insteadOf: 'ann' })
  assert.equal(presenceOn([...both, away(cay, null)], '2026-12-02')(ann), null)
  assert.equal(presenceOn([away(ann, ben), away(ben, ann)], '2026-12-02')(ann), null)
})

test('A day is that of the place: late in the evening in India it is still the day before in California', () => {
  const at = Temporal.Instant.from('2026-12-01T19:00:00Z')
  assert.equal(dayIn('Asia/Kolkata', at), '2026-12-02')
  assert.equal(dayIn('America/Los_Angeles', at), '2026-12-01')
})
