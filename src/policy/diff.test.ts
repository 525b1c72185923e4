import assert from 'node:assert/strict'
import { test } from 'node:test'
import { editedFolder, zoho, zohoFolder, type Edit } from '../../test/support/policies.ts'
import type { Policy } from '../domain/policy.ts'
import { diffPolicies } from './diff.ts'
import { loadPolicy } from './load.ts'

const edited = async (context: import('node:test').TestContext, edits: readonly Edit[]): Promise<Policy> => {
  const loaded = await loadPolicy(await editedFolder(context, zohoFolder, edits))
  if (!loaded.ok) throw new Error('The edits are no policy.')
  return loaded.policy
}

test('the same policy does not differ from itself, published or not, whatever the order of its keys (C9)', () => {
  assert.deepEqual(diffPolicies(zoho, { ...zoho, version: 7 }), [])
  const upsideDown = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(upsideDown)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value)
        .toReversed()
        .map(([key, inner]) => [key, upsideDown(inner)]),
    )
  }
  assert.deepEqual(diffPolicies(zoho, upsideDown(zoho) as Policy), [])
})

test('each change is one row, named by ids and said as people say it', async (t) => {
  const after = await edited(t, [
    { file: 'commitments.yaml', from: '1: { acknowledgement: 1-3 h', to: '1: { acknowledgement: 1-4 h' },
    { file: 'key-accounts.yaml', from: 'india: 100', to: 'india: 80' },
    { file: 'escalation/operations.yaml', from: 'MK, RS, RO, MD]', to: 'MK, RS, RO, MD, AL]' },
    {
      file: 'escalation/support.yaml',
      from: 'name: Kishore, email: kishore.ks@',
      to: 'name: Keerthi, email: keerthi@',
    },
    { file: 'products.yaml', from: '  - { id: vault, name: Zoho Vault, family: Other }\n', to: '' },
    { file: 'partnership.yaml', from: '[30, 15, 7, 1]', to: '[1, 7, 15, 30]' },
    { file: 'tickets.yaml', from: 'howToYields: 60 min', to: 'howToYields: 2 h' },
  ])
  assert.deepEqual(diffPolicies(zoho, after), [
    { path: 'desks[support].severities[1].commitment.acknowledgement.to', before: '3 hours', after: '4 hours' },
    {
      path: 'desks[support].escalation.levels[2].people[apac].people[kishore.ks@zohocorp.com]',
      before: { name: 'Kishore', email: 'kishore.ks@zohocorp.com', role: 'Partner Support Lead - APAC & JAPAN' },
      after: null,
    },
    {
      path: 'desks[support].escalation.levels[2].people[apac].people[keerthi@zohocorp.com]',
      before: null,
      after: { name: 'Keerthi', email: 'keerthi@zohocorp.com', role: 'Partner Support Lead - APAC & JAPAN' },
    },
    { path: 'desks[operations].escalation.levels[4].people[IT].countries[AL]', before: null, after: 'AL' },
    {
      path: 'products[vault]',
      before: { id: 'vault', name: 'Zoho Vault', family: 'Other', needsSupportAccess: false },
      after: null,
    },
    { path: 'keyAccounts.licencesFrom.india', before: 100, after: 80 },
    { path: 'urgency.howToYields', before: '1 hour', after: '2 hours' },
    {
      path: 'partnership.renewalReminderDays (order)',
      before: ['30', '15', '7', '1'],
      after: ['1', '7', '15', '30'],
    },
  ])
})

test('a holiday of every sub-region and billing entity is one row with their names', async (t) => {
  const after = await edited(t, [{ file: 'calendars.yaml', from: 'holidays: []', to: 'holidays: [2027-01-01]' }])
  const regional = zoho.regions.flatMap((region) => region.subregions.map((part) => part.id))
  const places = [...regional, ...zoho.partnership.payout.entities.map(({ id }) => `billing entity ${id}`)]
  assert.deepEqual(diffPolicies(zoho, after), [
    { path: `calendars[${places.join(', ')}].dates.2027-01-01`, before: null, after: [] },
  ])
})
