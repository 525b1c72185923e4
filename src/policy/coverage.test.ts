import assert from 'node:assert/strict'
import { test } from 'node:test'
import { meridian, zoho } from '../../test/support/policies.ts'
import { coverage } from './coverage.ts'

test('every country, and every state of the United States, has a row for each desk and level (F1)', () => {
  const { rows } = coverage(zoho)
  const places = 249 + 51 // 250 countries with XK, one of them by its 50 states and DC
  assert.equal(rows.length, places * 2 * 4)
  assert.equal(rows.filter((row) => row.country === 'US' && row.state === 'CA').length, 8)
})

test('each row has named people or says what stands there instead (F1)', () => {
  const { rows, complete } = coverage(zoho)
  const row = (country: string, desk: string, level: number) =>
    rows.find((each) => each.country === country && each.desk === desk && each.level === level)
  assert.deepEqual(row('AL', 'operations', 4), {
    country: 'AL',
    name: 'Albania',
    state: null,
    desk: 'operations',
    level: 4,
    people: [],
    fallback: 'partner-account-manager',
    reachesNobody: false,
  })
  assert.deepEqual(row('AL', 'support', 4)?.people, [
    { name: 'Francesco Orazi', email: 'francesco.orazi@eu.zohocorp.com' },
  ])
  assert.equal(row('AL', 'support', 4)?.fallback, null)
  assert.equal(row('AL', 'support', 1)?.fallback, 'desk')
  assert.ok(rows.every((each) => each.people.length > 0 === (each.fallback === null)))
  assert.equal(complete, true)
})

test('the summary says, by desk and level, who is named nowhere and what stands there', () => {
  const summary = (desk: string, level: number) => {
    const found = coverage(zoho).summary.find((row) => row.desk === desk && row.level === level)
    if (found === undefined) throw new Error('No such row.')
    return found
  }
  assert.equal(summary('support', 2).named, 300)
  assert.deepEqual(summary('operations', 3), {
    desk: 'operations',
    level: 3,
    title: 'Manager - Global Partner Operations',
    named: 300,
    fallbacks: {},
    reachesNobody: [],
  })
  const onSupportOnly = (summary('operations', 4).fallbacks['partner-account-manager'] ?? []).filter(
    (code) => !(summary('support', 4).fallbacks['partner-account-manager'] ?? []).includes(code),
  )
  // Albania, Bulgaria, Liechtenstein and Malta in Europe; all others are Brazil's and Latin America's
  const latin = zoho.regions
    .flatMap((region) => region.subregions)
    .filter((part) => part.id === 'latam' || part.id === 'brazil')
  const expected = ['AL', 'BG', 'LI', 'MT', ...latin.flatMap((part) => part.countries)]
  assert.deepEqual(onSupportOnly.toSorted(), expected.toSorted())
})

test('who reaches nobody without an account manager on record is said (F8)', () => {
  const { summary, complete } = coverage(meridian)
  assert.equal(complete, false)
  const nobody = summary.filter((row) => row.reachesNobody.length > 0).map((row) => `${row.desk} ${row.level}`)
  assert.deepEqual(nobody, ['counter 1', 'counter 2', 'counter 3'])
  assert.ok(summary[3]?.reachesNobody.includes('CA/QC'))
})

test('on a day when people are away, coverage shows what is left (F8)', () => {
  const allAway = coverage(zoho, () => null)
  assert.equal(allAway.complete, false)
  const onlyKevin = coverage(zoho, (person) => (person.name === 'Kevin' ? null : person))
  const canada = onlyKevin.rows.filter((row) => row.country === 'CA' && row.level === 4)
  assert.deepEqual(
    canada.map((row) => [row.people, row.fallback, row.reachesNobody]),
    [
      [[], 'partner-account-manager', false],
      [[], 'partner-account-manager', false],
    ],
  )
})
