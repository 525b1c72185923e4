import assert from 'node:assert/strict'
import { test } from 'node:test'
import { zoho } from '../../test/support/policies.ts'
import { homeRegion, propose, scoreMistakes, totalOf } from './evaluation.ts'

const unknown = { revenueUsd: null, certified: null, implementations: null }
const of = (revenue: number, success = 0, market = 0, engagement = 0) => ({
  revenue,
  'customer-success': success,
  'market-readiness': market,
  engagement,
})

test('E7: above 600 Premium, above 400 Advanced; a figure that is just reached is not above it', () => {
  for (const [points, tier] of [
    [1000, 'premium'],
    [600.01, 'premium'],
    [600, 'advanced'],
    [400.01, 'advanced'],
    [400, 'authorised'],
    [0, 'authorised'],
  ] as const)
    assert.equal(propose(zoho, of(points), unknown).tier, tier, String(points))
})

test('E7: points with two places add up evenly', () => {
  assert.equal(totalOf(of(0.1, 0.2, 599.7)), 600)
  assert.equal(propose(zoho, of(0.1, 0.2, 599.7), unknown).tier, 'advanced')
})

test('E7: of the lowest tier it is said which of its criteria are not met, only where somebody said so', () => {
  const told = (facts: Parameters<typeof propose>[2]) => propose(zoho, of(300), facts)
  assert.equal(told(unknown).entryMet, null)
  assert.equal(told({ revenueUsd: 5000, certified: true, implementations: 1 }).entryMet, true)
  const short = told({ revenueUsd: 4999.99, certified: false, implementations: 0 })
  assert.equal(short.entryMet, false)
  assert.match(short.rule, /Not met: revenue of 4,999\.99 USD, the certifications, no implementation success\.$/)
  // A higher tier asks for none of them.
  assert.equal(propose(zoho, of(500), { ...unknown, certified: false }).entryMet, null)
})

test('E7: a sum above 1,000, points below nothing and a missing category are mistakes, each told', () => {
  const { evaluation } = zoho.partnership
  assert.deepEqual(scoreMistakes(evaluation, of(1000)), [])
  assert.deepEqual(
    scoreMistakes(evaluation, of(500, 500, 0.01)).map(({ field }) => field),
    ['total'],
  )
  assert.deepEqual(
    scoreMistakes(evaluation, { revenue: -1, 'customer-success': 1001, engagement: 1 }).map(({ field }) => field),
    ['revenue', 'customer-success', 'market-readiness'],
  )
})

test('E7: the home region is that of the partner’s own place', () => {
  assert.equal(homeRegion(zoho, { country: 'IN', state: null }), 'india')
  assert.equal(homeRegion(zoho, { country: 'US', state: 'CA' }), 'americas')
})
