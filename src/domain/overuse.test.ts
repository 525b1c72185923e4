import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, policy } from '../../test/support/core.ts'
import { countedAfter, isTooMany, leavesAt, topicsInWords, topicsOf, trainingInWords, type HowTo } from './overuse.ts'

const rules = { moreThan: 5, withinDays: 30 }
const about = (product: string | null, category = 'existing-features'): HowTo => ({
  product,
  category,
  receivedAt: at('2026-03-10T06:00:00Z'),
})

test('More than the count is too many; the count itself is not (B9)', () => {
  assert.deepEqual(
    [4, 5, 6].map((count) => isTooMany(rules, count)),
    [false, false, true],
  )
})

test('What came exactly so many days ago is counted no longer (B9)', () => {
  const received = at('2026-03-10T06:00:00Z')
  assert.equal(leavesAt(rules, received).toString(), '2026-04-09T06:00:00Z')
  assert.ok(countedAfter(rules, at('2026-04-09T06:00:00Z')).equals(received))
})

test('Topics are by product, by category where none was named, most first, each with who lacks the training (B9, D4)', () => {
  const contacts = [
    { name: 'Asha', products: ['crm'] },
    { name: 'Arun', products: [] },
  ]
  const topics = topicsOf(policy, [about(null), about('Zoho CRM'), about('crm'), about('Excel')], contacts)
  assert.deepEqual(
    topics.map(({ name, count, product, untrained }) => [name, count, product, untrained]),
    [
      ['Zoho CRM', 2, 'crm', ['Arun']],
      ['Enhancing existing features', 1, null, ['Arun']],
      ['Excel', 1, null, ['Arun']],
    ],
  )
  assert.match(topicsInWords(topics), /^- 2 about Zoho CRM\n/)
  assert.equal(trainingInWords(topics), '- Zoho CRM: Arun\n- Any product training: Arun')
})

test('Where everybody has the training, that is said (B9)', () => {
  const topics = topicsOf(policy, [about('Zoho CRM')], [{ name: 'Asha', products: ['crm'] }])
  assert.match(trainingInWords(topics), /Everybody there has the training/)
})
