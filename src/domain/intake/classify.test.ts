import assert from 'node:assert/strict'
import { test } from 'node:test'
import { policy } from '../../../test/support/core.ts'
import { classify, type Given } from './classify.ts'

const given = (change: Partial<Given>): Given => ({
  desk: null,
  type: null,
  category: null,
  subType: null,
  kind: null,
  text: '',
  ...change,
})
const found = (change: Partial<Given>): string => {
  const { classified, wrong } = classify(policy, given(change))
  assert.deepEqual(wrong, [])
  assert.ok(classified !== null)
  return [classified.desk, classified.category.id, classified.subType ?? '-', classified.kind].join(' ')
}
const wrongFields = (change: Partial<Given>): string[] =>
  classify(policy, given(change)).wrong.map((each) => each.field)

test("Each of the form's nine types picks its desk, by its name in any case or its id (B1)", () => {
  const desks: Readonly<Record<string, string>> = {
    'Technical Support': 'support',
    'Payments Renewal': 'operations',
    'Trial Extension': 'operations',
    'Store Related': 'operations',
    Upgrades: 'operations',
    'Invoice changes': 'operations',
    'Commission Payment': 'operations',
    'Product Management Related': 'support',
    'Sales Discussions': 'operations',
  }
  for (const [type, desk] of Object.entries(desks)) {
    assert.match(found({ type }), new RegExp(`^${desk} `), type)
    assert.equal(found({ type: type.toUpperCase() }), found({ type: type.toLowerCase().replaceAll(' ', '-') }))
    assert.equal(found({ type: ` ${type.replaceAll(' ', '  ')}\n` }), found({ type }))
  }
})

test('The words of a general request find its category: what comes first in them (B5, C7)', () => {
  const type = 'Technical Support'
  assert.equal(found({ type, text: 'No user can sign in' }).split(' ')[1], 'login')
  assert.equal(found({ type, text: 'Deluge function times out on invoice sync' }).split(' ')[1], 'deluge')
  assert.equal(found({ type, text: 'How do I share a dashboard?' }), 'support how-to - question')
  assert.equal(found({ type, text: 'It is odd' }), 'support technical - incident')
})

test('A chosen type gives way only to what is critical: no access to the store is found under any type of its desk (A9)', () => {
  assert.equal(
    found({ type: 'Store Related', text: 'We cannot access our Partner Store' }),
    'operations partner-store store-access incident',
  )
  assert.equal(
    found({ type: 'Payments Renewal', text: 'We cannot access our Partner Store' }),
    'operations partner-store store-access incident',
  )
  assert.equal(
    found({ type: 'Payments Renewal', text: 'About our commission' }).split(' ')[1],
    'subscription-management',
  )
})

test('What is out of scope is found, so that the partner is told so at once (B6)', () => {
  assert.equal(
    found({ type: 'Technical Support', text: 'Please build an API connection from the beginning' }).split(' ')[1],
    'api-from-the-beginning',
  )
})

test('A category and a kind that were given are kept, whatever the words say', () => {
  assert.equal(found({ category: 'api', kind: 'request', text: 'No user can sign in' }), 'support api - request')
})

test('The part of a chosen category is found in the words, and what is critical with it (A9, B5)', () => {
  assert.equal(
    found({ category: 'partner-portal', text: 'We are not able to access the Partner Portal' }),
    'operations partner-portal portal-access incident',
  )
  assert.equal(
    found({ category: 'partner-portal', subType: 'resources', text: 'We cannot access the Partner Portal' }),
    'operations partner-portal resources question',
  )
  assert.equal(found({ category: 'partner-portal', text: 'It is odd' }), 'operations partner-portal - request')
})

test('A request that says nothing, or names what there is not, is told each wrong field', () => {
  assert.deepEqual(wrongFields({}), ['type'])
  assert.deepEqual(wrongFields({ type: 'Plumbing', desk: 'kitchen', category: 'sink' }), ['type', 'desk', 'category'])
  assert.deepEqual(wrongFields({ category: 'api', desk: 'operations' }), ['category'])
  assert.deepEqual(wrongFields({ category: 'partner-store', subType: 'cellar' }), ['subType'])
})
