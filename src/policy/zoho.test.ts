/** The values of the two pages, read by hand from them, against what the program works with. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { zoho, zohoFolder } from '../../test/support/policies.ts'
import { deskRules } from '../domain/policy.ts'
import { workflowRules } from '../domain/workflow/rules.ts'
import { loadPolicy } from './load.ts'

const hour = 60
const day = 24 * hour

const commitments = (desk: string): unknown =>
  deskRules(zoho, desk).severities.map(({ level, commitment: { acknowledgement, determination } }) => [
    level,
    [acknowledgement.from, acknowledgement.to],
    [determination.from, determination.to],
  ])

test("Support's commitments are its page's table, in working minutes (C1)", () => {
  assert.deepEqual(commitments('support'), [
    [1, [1 * hour, 3 * hour], [2 * hour, 8 * hour]],
    [2, [6 * hour, 12 * hour], [24 * hour, 48 * hour]],
    [3, [16 * hour, 24 * hour], [2 * day, 3 * day]],
  ])
})

test("Operations' commitments are its page's table, in working minutes (C2)", () => {
  assert.deepEqual(commitments('operations'), [
    [1, [6 * hour, 12 * hour], [8 * hour, 16 * hour]],
    [2, [12 * hour, 18 * hour], [24 * hour, 48 * hour]],
    [3, [18 * hour, 24 * hour], [2 * day, 3 * day]],
  ])
})

test('the target lies at the lower end for Premium, in the middle for Advanced, at the upper end for Authorised (A2, C3)', () => {
  assert.deepEqual(
    zoho.tiers.map((tier) => [tier.name, tier.targetPosition]),
    [
      ['Authorised', 1],
      ['Advanced', 0.5],
      ['Premium', 0],
    ],
  )
})

test('large accounts begin at the licences of the table, and count as Premium (D1, C3)', () => {
  assert.deepEqual(zoho.keyAccounts, {
    countsAsTier: 'premium',
    licencesFrom: { anz: 50, apac: 50, india: 100, mea: 60, europe: 60, americas: 70 },
  })
})

test('the nine types of request are the form’s, in its order, and pick the desk (B1)', () => {
  assert.deepEqual(
    zoho.requestTypes.map((type) => `${type.name}: ${type.desk}`),
    [
      'Technical Support: support',
      'Payments Renewal: operations',
      'Trial Extension: operations',
      'Store Related: operations',
      'Upgrades: operations',
      'Invoice changes: operations',
      'Commission Payment: operations',
      'Product Management Related: support',
      'Sales Discussions: operations',
    ],
  )
})

test("Operations has the ten kinds of help of its page, in the page's order (B5)", () => {
  const own = zoho.categories.filter((category) => category.desk === 'operations')
  assert.deepEqual(
    own.map((category) => category.name),
    [
      'Subscription Management',
      'Partner Store',
      'The Partner Portal',
      'Customer Management',
      'Partner Earnings',
      'Complimentary and Demo accounts',
      'Partner Tier Updates',
      'Partner Profile update',
      'Customer Reviews',
      'Reselling access',
    ],
  )
  assert.ok(own.every((category) => category.subTypes.length >= 2))
})

test('critical are downtime, outages and login issues; at Operations, no access to portal or store (A9)', () => {
  assert.deepEqual(
    zoho.categories.filter((category) => category.critical).map((category) => category.id),
    ['downtime', 'login'],
  )
  assert.deepEqual(
    zoho.categories.flatMap((category) =>
      category.subTypes.filter((each) => each.critical === true).map((each) => each.id),
    ),
    ['store-access', 'portal-access'],
  )
})

test('API connections from the beginning are out of scope, with the polite sentence; feedback is passed on (B6, B7)', () => {
  const out = zoho.categories.filter((category) => category.scope === 'out')
  assert.deepEqual(
    out.map((category) => category.id),
    ['api-from-the-beginning'],
  )
  assert.match(
    out[0]?.outOfScopeReply ?? '',
    /we do not provide support for creating API connections from the beginning/,
  )
  const feedback = zoho.categories.filter((category) => category.scope === 'feedback')
  assert.deepEqual(
    feedback.map((category) => [category.id, category.defaultKind]),
    [['product-feedback', 'feature-request']],
  )
})

test('what the pages give as examples of a severity starts at that severity (C7)', () => {
  const severity = (category: string, subType?: string): unknown => {
    const rules = zoho.categories.find((row) => row.id === category)
    const part = rules?.subTypes.find((row) => row.id === subType)
    return part?.defaultSeverity ?? rules?.defaultSeverity
  }
  const first = [['downtime'], ['login'], ['data-integrity'], ['slowness']]
  const operations = [
    ['subscription-management', 'cancellation'],
    ['partner-portal', 'portal-access'],
    ['partner-store', 'store-access'],
  ]
  for (const [category = '', subType] of [...first, ...operations])
    assert.equal(severity(category, subType), 1, category)
  assert.equal(severity('incorrect-behaviour'), 2)
  const third = [
    ['how-to'],
    ['customer-management', 'mapping'],
    ['partner-portal', 'control-panel'],
    ['partner-profile', 'partner-account-renewal'],
  ]
  for (const [category = '', subType] of third) assert.equal(severity(category, subType), 3, category)
})

test('the offerings table is the page’s, row by row, and Chat may be granted (A4, A8)', () => {
  const words = (id: string): unknown =>
    zoho.offerings
      .filter((row) => row.id === id)
      .map((row) => ['authorised', 'advanced', 'premium'].map((tier) => row.tiers[tier]?.offered))
      .at(0)
  const all = [true, true, true]
  const upper = [false, true, true]
  const table = {
    'support-hours': all,
    commitment: all,
    'priority-support': all,
    chat: upper,
    phone: upper,
    'success-manager': upper,
    'critical-issue-dashboard': all,
    widget: all,
    email: all,
  }
  for (const [id, offered] of Object.entries(table)) assert.deepEqual(words(id), offered, id)
  assert.deepEqual(
    zoho.offerings.filter((row) => row.grantable).map((row) => row.id),
    ['chat'],
  )
  assert.equal(zoho.offerings.find((row) => row.id === 'support-hours')?.tiers['premium']?.words, '24*5')
})

test('an escalation needs a contract at Support only; each reason has its moment (F2, F3)', () => {
  const reasons = (desk: string): unknown =>
    deskRules(zoho, desk).escalation.reasons.map((row) => `${row.id}: ${row.when}`)
  assert.deepEqual(reasons('support'), [
    'commitment-passed: after-commitment',
    'business-risk: any-time',
    'major-problem: any-time',
    'prolonged-outage: threatened',
    'recurring-incidents: any-time',
    'security-breach: any-time',
  ])
  assert.deepEqual(reasons('operations'), [
    'major-problem: any-time',
    'commitment-threatened: threatened',
    'severity-dispute: any-time',
  ])
  assert.equal(deskRules(zoho, 'support').escalation.needsContract, true)
  assert.equal(deskRules(zoho, 'operations').escalation.needsContract, false)
  const disputes = deskRules(zoho, 'operations').escalation.reasons.filter((row) => row.disputesSeverity === true)
  assert.deepEqual(
    disputes.map((row) => row.id),
    ['severity-dispute'],
  )
})

test('the figures of the workflows are the pages’ (E1, E2, E3, E4, E7, B9)', () => {
  const { mapping, payout, renewalReminderDays, evaluation } = zoho.partnership
  assert.deepEqual(mapping, { approvalAfterMonths: 1 })
  assert.deepEqual(
    payout.entities.map(({ region }) => region),
    zoho.regions.map(({ id }) => id),
  )
  const deadlines = workflowRules(zoho, 'payout')?.states.find(({ id }) => id === 'with-us')?.deadlines
  assert.deepEqual(
    deadlines?.map(({ id, after }) => [id, after]),
    [
      ['expected', { unit: 'business-days', days: 15 }],
      ['late', { unit: 'business-days', days: 20 }],
    ],
  )
  assert.deepEqual(renewalReminderDays, [30, 15, 7, 1])
  assert.deepEqual(evaluation.thresholds, [
    { tier: 'premium', above: 600 },
    { tier: 'advanced', above: 400 },
  ])
  assert.equal(evaluation.highestScore, 1000)
  assert.deepEqual(zoho.overuse, { moreThan: 5, withinDays: 30 })
})

test('the catalogue has the 45 products that are known, each by a name of its own', () => {
  const names = zoho.products.map((product) => product.name)
  assert.equal(names.length, 45)
  assert.equal(new Set(names).size, 45)
  for (const name of ['Zoho CRM', 'Zoho Desk', 'Zoho Books', 'Zoho Creator', 'Bigin', 'Zoho WorkDrive'])
    assert.ok(names.includes(name), name)
  assert.ok(
    zoho.products.every((product) => !product.needsSupportAccess),
    'no page says which product requires it (B2)',
  )
})

test('the form has every field of the template, and an answer to all of them is a depth of 100 (B1, B3)', () => {
  const { fields, descriptionWords } = zoho.intake
  const ids = `customerEmail type reproducible userId superAdminEmail customizationName occurredAt supportAccessEnabled
    product description troubleshooting screenshots`
  assert.deepEqual(
    fields.map((field) => field.id),
    ids.split(/\s+/),
  )
  assert.equal(
    fields.reduce((sum, field) => sum + field.depth, 0),
    100,
  )
  assert.equal(descriptionWords, 50)
})

test('a loaded policy cannot be changed, and is the same after a journey through JSON (C9)', async () => {
  // Loaded here: what a run shares (`kept`) has been through JSON already.
  const loaded = await loadPolicy(zohoFolder)
  assert.ok(loaded.ok)
  const { policy } = loaded
  assert.throws(() => {
    ;(policy.tiers[0] as { targetPosition: number }).targetPosition = 0
  }, TypeError)
  assert.deepEqual(JSON.parse(JSON.stringify(policy)), policy)
  assert.equal(policy.version, 0)
})
