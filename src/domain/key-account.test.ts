import assert from 'node:assert/strict'
import { test } from 'node:test'
import { zoho } from '../../test/support/policies.ts'
import { findKeyAccount, type SubscriptionFact } from './key-account.ts'

/** 'Region | Number of User Licenses', with a country of each region; the states of a split country are in one region. */
const thresholds: readonly { region: string; from: number; places: readonly (readonly [string, string | null])[] }[] = [
  {
    region: 'anz',
    from: 50,
    places: [
      ['AU', null],
      ['NZ', null],
    ],
  },
  {
    region: 'apac',
    from: 50,
    places: [
      ['SG', null],
      ['JP', null],
    ],
  },
  { region: 'india', from: 100, places: [['IN', null]] },
  {
    region: 'mea',
    from: 60,
    places: [
      ['AE', null],
      ['ZA', null],
    ],
  },
  {
    region: 'europe',
    from: 60,
    places: [
      ['GB', null],
      ['DE', null],
      ['AL', null],
    ],
  },
  {
    region: 'americas',
    from: 70,
    places: [
      ['US', 'CA'],
      ['US', null],
      ['CA', null],
      ['BR', null],
      ['MX', null],
    ],
  },
]

const subscription = (licences: number, change: Partial<SubscriptionFact> = {}): SubscriptionFact => ({
  id: `S-${licences}`,
  product: 'CRM',
  licences,
  active: true,
  ...change,
})

for (const { region, from, places } of thresholds)
  for (const [country, state] of places)
    for (const [licences, keyAccount, missing] of [
      [from - 1, false, 1],
      [from, true, 0],
      [from + 1, true, 0],
    ] as const)
      test(`${licences} licences in ${state ?? country} (${region}) are ${keyAccount ? '' : 'not '}a key account's (D1)`, () => {
        const finding = findKeyAccount(zoho, { country, state }, [subscription(licences)])
        assert.equal(finding.keyAccount, keyAccount)
        assert.equal(finding.region, region)
        assert.equal(finding.from, from)
        assert.equal(finding.licences, licences)
        assert.equal(finding.missing, missing)
      })

test('Every region of the policy has its threshold in this table (D1)', () => {
  assert.deepEqual(zoho.regions.map(({ id }) => id).toSorted(), thresholds.map(({ region }) => region).toSorted())
})

test('Licences are summed over all active subscriptions, and over no other; the evidence lists those that counted (D2)', () => {
  const [crm, desk, gone] = [subscription(59), subscription(41), subscription(500, { active: false })]
  const finding = findKeyAccount(zoho, { country: 'IN', state: null }, [crm, gone, desk])
  assert.equal(finding.licences, 100)
  assert.equal(finding.keyAccount, true)
  assert.deepEqual(finding.counted, [crm, desk])
  assert.equal(finding.because, '100 licences in 2 active subscriptions: a large account in India, where it takes 100.')
})

test('Without an active subscription there is no key account, and all is missing (D2)', () => {
  const none = findKeyAccount(zoho, { country: 'DE', state: null }, [subscription(80, { active: false })])
  assert.deepEqual([none.keyAccount, none.licences, none.missing, none.counted], [false, 0, 60, []])
  assert.match(none.because, /60 short of a large account/)
})
