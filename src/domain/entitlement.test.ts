import assert from 'node:assert/strict'
import { test } from 'node:test'
import { meridian, zoho } from '../../test/support/policies.ts'
import { answerEntitlement, entitlementQuestion } from './entitlement-question.ts'
import { entitled } from './entitlement.ts'
import { fiscalYearNamed, fiscalYearOf } from './fiscal-year.ts'

const tiers = ['authorised', 'advanced', 'premium'] as const

/** 'Partner Support offerings', row by row: Authorised, Advanced, Premium. */
const offerings: Readonly<Record<string, readonly ['Yes' | 'No', 'Yes' | 'No', 'Yes' | 'No']>> = {
  'Support Hours': ['Yes', 'Yes', 'Yes'],
  'Partner Support Commitment': ['Yes', 'Yes', 'Yes'],
  'Priority Support for Large User Accounts': ['Yes', 'Yes', 'Yes'],
  'Chat Support': ['No', 'Yes', 'Yes'],
  'Phone Support': ['No', 'Yes', 'Yes'],
  'Partner Success Manager Calls & POC': ['No', 'Yes', 'Yes'],
  'Critical Issue Dashboard': ['Yes', 'Yes', 'Yes'],
  'Partner Support Help Center Widget': ['Yes', 'Yes', 'Yes'],
  // Said above the table: for all partners.
  'Email Support': ['Yes', 'Yes', 'Yes'],
  // From an earlier version of the page: every tier.
  'Knowledge base with troubleshooting articles': ['Yes', 'Yes', 'Yes'],
  'Callback scheduler': ['Yes', 'Yes', 'Yes'],
}

/** What the product asks for, and the row that opens it. */
const opened: Readonly<Record<string, keyof typeof offerings>> = {
  'support-hours': 'Support Hours',
  commitment: 'Partner Support Commitment',
  'priority-support': 'Priority Support for Large User Accounts',
  chat: 'Chat Support',
  'live-chat': 'Chat Support',
  'Live Chat': 'Chat Support',
  phone: 'Phone Support',
  'toll-free': 'Phone Support',
  toll_free: 'Phone Support',
  'psm-calls': 'Partner Success Manager Calls & POC',
  'point-of-contact': 'Partner Success Manager Calls & POC',
  'critical-issue-dashboard': 'Critical Issue Dashboard',
  widget: 'Partner Support Help Center Widget',
  portal: 'Partner Support Help Center Widget',
  email: 'Email Support',
  mail: 'Email Support',
  'knowledge-base': 'Knowledge base with troubleshooting articles',
  callback: 'Callback scheduler',
}

const ask = (partner: object, asked: object, on = '2026-11-21') => {
  const question = entitlementQuestion(zoho, { partner, ...asked, on })
  assert.ok(question.ok, JSON.stringify(question))
  return answerEntitlement(zoho, question.value)
}

for (const [feature, row] of Object.entries(opened))
  for (const [place, tier] of tiers.entries())
    test(`'${feature}' is ${offerings[row]?.[place] === 'Yes' ? 'open' : 'closed'} to ${tier} partners, as the row '${row}' says (A8)`, () => {
      const name = ['chat', 'phone', 'email', 'mail', 'widget'].includes(feature) ? 'channel' : 'feature'
      const { allowed, because } = ask({ tier, country: 'IN' }, { [name]: feature })
      assert.equal(allowed, offerings[row]?.[place] === 'Yes')
      assert.ok(because.length > 20)
    })

test('The table of the policy has the rows of the page, and none beside (A8)', () => {
  const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]|and/g, '')
  assert.deepEqual(
    zoho.offerings.map(({ name }) => plain(name)).toSorted(),
    Object.keys(offerings).map(plain).toSorted(),
  )
})

test('A no says to whom it is offered, and which channels are open instead (A3)', () => {
  assert.deepEqual(ask({ tier: 'authorised', country: 'US' }, { channel: 'phone' }), {
    allowed: false,
    because:
      'Phone Support is offered to Advanced and Premium partners, not to Authorised ones. Open to it: Partner Support Help Center Widget, Email Support.',
  })
})

/** Zoho's fiscal year is the calendar year 2026. */
const grants: readonly { what: string; grant: object; on: string; allowed: boolean }[] = [
  { what: 'of its fiscal year', grant: { channel: 'chat', fiscalYear: '2026' }, on: '2026-11-21', allowed: true },
  { what: 'on the first day', grant: { channel: 'chat', fiscalYear: 2026 }, on: '2026-01-01', allowed: true },
  { what: 'of its year, called so', grant: { channel: 'chat', fiscalYear: 'FY2026' }, on: '2026-11-21', allowed: true },
  { what: 'on the last day', grant: { channel: 'chat', fiscalYear: '2026' }, on: '2026-12-31', allowed: true },
  { what: 'a day after the year', grant: { channel: 'chat', fiscalYear: '2026' }, on: '2027-01-01', allowed: false },
  { what: 'a day before the year', grant: { channel: 'chat', fiscalYear: '2026' }, on: '2025-12-31', allowed: false },
  { what: 'from a day on', grant: { offering: 'chat', startsOn: '2026-06-01' }, on: '2026-05-31', allowed: false },
  { what: 'from that day', grant: { offering: 'chat', startsOn: '2026-06-01' }, on: '2026-06-01', allowed: true },
  {
    what: 'to a day',
    grant: { feature: 'live-chat', from: '2026-02-01', to: '2026-06-30' },
    on: '2026-06-30',
    allowed: true,
  },
  {
    what: 'past that day',
    grant: { feature: 'chat', from: '2026-02-01', to: '2026-06-30' },
    on: '2026-07-01',
    allowed: false,
  },
  { what: 'until a day', grant: { channel: 'chat', until: '2026-12-31' }, on: '2026-03-01', allowed: true },
  {
    what: 'that is given beyond the fiscal year',
    grant: { channel: 'chat', from: '2026-07-01', to: '2027-06-30' },
    on: '2027-01-01',
    allowed: false,
  },
  {
    what: 'of what cannot be granted',
    grant: { channel: 'phone', fiscalYear: '2026' },
    on: '2026-11-21',
    allowed: false,
  },
  {
    what: 'that nobody approved',
    grant: { channel: 'chat', fiscalYear: '2026', approvedBy: null },
    on: '2026-11-21',
    allowed: false,
  },
  {
    what: 'that was approved',
    grant: { channel: 'chat', fiscalYear: '2026', approvedBy: 'pam@desk.example' },
    on: '2026-11-21',
    allowed: true,
  },
  {
    what: 'that somebody says is not approved',
    grant: { channel: 'chat', fiscalYear: '2026', approved: false },
    on: '2026-11-21',
    allowed: false,
  },
  {
    what: 'that was revoked',
    grant: { channel: 'chat', fiscalYear: '2026', revokedAt: '2026-05-01' },
    on: '2026-11-21',
    allowed: false,
  },
  {
    what: 'that was revoked on the very day',
    grant: { channel: 'chat', fiscalYear: '2026', revokedOn: '2026-05-01' },
    on: '2026-05-01',
    allowed: false,
  },
  {
    what: 'that was revoked later',
    grant: { channel: 'chat', fiscalYear: '2026', revokedAt: '2026-05-02T08:00:00Z' },
    on: '2026-05-01',
    allowed: true,
  },
  {
    what: 'that was revoked nobody knows when',
    grant: { channel: 'chat', fiscalYear: '2026', revoked: true },
    on: '2026-05-01',
    allowed: false,
  },
  {
    what: 'that was not revoked',
    grant: { channel: 'chat', fiscalYear: '2026', revoked: false, revokedAt: null },
    on: '2026-05-01',
    allowed: true,
  },
]
for (const { what, grant, on, allowed } of grants)
  test(`An authorised partner with a grant ${what} ${allowed ? 'has' : 'has no'} live chat on ${on} (A4)`, () => {
    const asked = 'channel' in grant && grant.channel === 'phone' ? 'phone' : 'chat'
    assert.equal(ask({ tier: 'authorised', country: 'US', grants: [grant] }, { channel: asked }, on).allowed, allowed)
  })

test('A no to one channel names the others that are open, a granted one among them (A3, A4)', () => {
  const partner = { tier: 'authorised', country: 'US', grants: [{ channel: 'chat', fiscalYear: '2026' }] }
  assert.match(
    ask(partner, { channel: 'phone' }).because,
    /Open to it: Chat Support, Partner Support Help Center Widget, Email Support\./,
  )
})

test('A grant that has ended says so, and how it can be had again (A4)', () => {
  const partner = { tier: 'authorised', country: 'US', grants: [{ channel: 'chat', fiscalYear: '2026' }] }
  const { because } = ask(partner, { channel: 'chat' }, '2027-02-01')
  assert.match(because, /ended on 31 December 2026\. Its account manager can grant it for the fiscal year 2027\./)
})

/** The field that is named, for each way in which a line can be wrong. */
const mistakes: readonly { line: unknown; field: string; says: RegExp }[] = [
  { line: 'chat', field: '', says: /one JSON object a line/ },
  { line: { channel: 'chat', on: '2026-11-21' }, field: 'partner', says: /as an object/ },
  {
    line: { partner: { tier: 'gold' }, channel: 'chat', on: '2026-11-21' },
    field: 'partner.tier',
    says: /authorised, advanced, premium/,
  },
  {
    line: { partner: { tier: 'premium', country: 'ZZ' }, channel: 'chat', on: '2026-11-21' },
    field: 'partner.country',
    says: /ISO 3166-1/,
  },
  {
    line: { partner: { tier: 'premium', country: 'US', state: 'XX' }, channel: 'chat', on: '2026-11-21' },
    field: 'partner.state',
    says: /not a state/,
  },
  { line: { partner: { tier: 'premium' }, on: '2026-11-21' }, field: 'channel', says: /which channel/ },
  {
    line: { partner: { tier: 'premium' }, channel: 'fax', on: '2026-11-21' },
    field: 'channel',
    says: /chat, live-chat, phone/,
  },
  {
    line: { partner: { tier: 'premium' }, channel: 'chat', feature: 'widget', on: '2026-11-21' },
    field: 'feature',
    says: /one thing a line/,
  },
  { line: { partner: { tier: 'premium' }, channel: 'chat' }, field: 'on', says: /2026-11-21/ },
  { line: { partner: { tier: 'premium' }, channel: 'chat', on: '2026-02-30' }, field: 'on', says: /day/ },
  { line: { partner: { tier: 'premium' }, chanel: 'chat', on: '2026-11-21' }, field: 'chanel', says: /channel/ },
  {
    line: { partner: { tier: 'premium', grants: {} }, channel: 'chat', on: '2026-11-21' },
    field: 'partner.grants',
    says: /list/,
  },
  {
    line: {
      partner: { tier: 'premium', grants: [{ channel: 'chat', fiscalYear: '2026', revokedAt: 'in May' }] },
      channel: 'chat',
      on: '2026-11-21',
    },
    field: 'partner.grants[0].revokedAt',
    says: /Give a day/,
  },
  {
    line: { partner: { tier: 'premium', grants: [{ channel: 'chat' }] }, channel: 'chat', on: '2026-11-21' },
    field: 'partner.grants[0].fiscalYear',
    says: /which fiscal year/,
  },
  {
    line: {
      partner: { tier: 'premium', grants: [{ channel: 'chat', fiscalYear: '26' }] },
      channel: 'chat',
      on: '2026-11-21',
    },
    field: 'partner.grants[0].fiscalYear',
    says: /2026/,
  },
  {
    line: {
      partner: { tier: 'premium', grants: [{ channel: 'fax', fiscalYear: '2026' }] },
      channel: 'chat',
      on: '2026-11-21',
    },
    field: 'partner.grants[0].channel',
    says: /Give one of/,
  },
  {
    line: {
      partner: { tier: 'premium', grants: [{ channel: 'chat', until: 'soon' }] },
      channel: 'chat',
      on: '2026-11-21',
    },
    field: 'partner.grants[0].until',
    says: /a day/,
  },
  {
    line: {
      partner: { tier: 'premium', grants: [{ channel: 'chat', from: '2026-05-01', to: '2026-04-01' }] },
      channel: 'chat',
      on: '2026-11-21',
    },
    field: 'partner.grants[0].to',
    says: /end before it begins/,
  },
]
for (const { line, field, says } of mistakes)
  test(`A line that is wrong in '${field}' is refused by that name: ${JSON.stringify(line)}`, () => {
    const question = entitlementQuestion(zoho, line)
    assert.ok(!question.ok)
    assert.equal(question.problem.field, field)
    assert.match(question.problem.message, says)
  })

test('Another vendor’s fiscal year begins in its own month, and a grant ends with it (A4)', () => {
  const april = { ...zoho, vendor: { ...zoho.vendor, fiscalYearStartsInMonth: 4 } }
  assert.deepEqual(fiscalYearOf(april, '2027-03-31'), { name: '2026/27', startsOn: '2026-04-01', endsOn: '2027-03-31' })
  assert.deepEqual(fiscalYearNamed(april, '2026/27'), fiscalYearOf(april, '2026-04-01'))
  assert.deepEqual(fiscalYearNamed(april, '2026'), fiscalYearOf(april, '2026-04-01'))
  assert.equal(fiscalYearNamed(april, '2026/28'), null)
  assert.equal(fiscalYearNamed(zoho, '2026/27'), null)
  assert.equal(fiscalYearNamed(zoho, 'next'), null)
  const partner = { tier: 'authorised', grants: [{ offering: 'chat', startsOn: '2026-04-01', endsOn: '2027-03-31' }] }
  assert.equal(entitled(april, partner, 'chat', '2027-03-31').allowed, true)
  assert.equal(entitled(april, partner, 'chat', '2027-04-01').allowed, false)
})

test('Another vendor’s tiers and offerings are its policy’s, and no others', () => {
  for (const offering of meridian.offerings)
    for (const tier of meridian.tiers)
      assert.equal(
        entitled(meridian, { tier: tier.id, grants: [] }, offering.id, '2026-11-21').allowed,
        offering.tiers[tier.id]?.offered,
      )
  assert.throws(() => entitled(meridian, { tier: meridian.tiers[0]!.id, grants: [] }, 'fax', '2026-11-21'), /fax/)
})
