import assert from 'node:assert/strict'
import { test } from 'node:test'
import { policy } from '../../../test/support/core.ts'
import { depthOf } from './depth.ts'
import { findingsOf } from './index.ts'
import { noReproduction, type IntakeRequest } from './request.ts'

const request = (change: Partial<IntakeRequest> = {}): IntakeRequest => ({
  channel: 'portal',
  desk: 'support',
  type: 'technical-support',
  category: 'technical',
  subType: null,
  product: 'Zoho CRM',
  kind: 'incident',
  subject: 'Report is wrong',
  description: 'word '.repeat(50),
  customerEmail: 'it@orchid.example',
  reproducible: false,
  reproduction: noReproduction,
  troubleshooting: 'Two browsers, two networks.',
  ...change,
})
const complete = request({
  reproducible: true,
  reproduction: {
    userId: '42',
    superAdminEmail: 'it@orchid.example',
    customizationName: 'Invoice sync',
    occurredAt: '2026-03-10T06:00:00Z',
    supportAccessEnabled: true,
  },
})
const fields = (change: Partial<IntakeRequest>): (string | null)[] =>
  findingsOf(request(change), policy).map((finding) => finding.field)

test('A complete request has nothing to be asked (B1, B2)', () => {
  assert.deepEqual(findingsOf(request(), policy), [])
  assert.deepEqual(findingsOf(complete, policy), [])
})

test("'Reproducible: yes' asks for user, super-admin, customization and time; 'no' asks for none of them (B2)", () => {
  assert.deepEqual(
    fields({ reproducible: true }).filter((field) => field !== 'reproduction.supportAccessEnabled'),
    [
      'reproduction.userId',
      'reproduction.superAdminEmail',
      'reproduction.customizationName',
      'reproduction.occurredAt',
    ],
  )
  assert.deepEqual(fields({ reproducible: false }), [])
  assert.deepEqual(fields({ reproducible: null }), ['reproducible'])
})

test('Support access is asked for where the product demands it, and only there (B2)', () => {
  const demanding = {
    ...policy,
    products: policy.products.map((row) => ({ ...row, needsSupportAccess: row.name === 'Zoho CRM' })),
  }
  const { reproduction } = complete
  const without = request({ reproducible: true, reproduction: { ...reproduction, supportAccessEnabled: null } })
  const asked = (product: string) => findingsOf({ ...without, product }, demanding).map((finding) => finding.field)
  assert.deepEqual(asked('Zoho CRM'), ['reproduction.supportAccessEnabled'])
  assert.deepEqual(asked('Zoho Desk'), [])
})

test('A technical incident without steps is accepted, marked and asked; a question is not (B3)', () => {
  assert.deepEqual(fields({ troubleshooting: null }), ['troubleshooting'])
  assert.deepEqual(fields({ troubleshooting: '  ' }), ['troubleshooting'])
  assert.deepEqual(fields({ troubleshooting: null, kind: 'question' }), [])
})

test('A description of a few words is remarked on and never refused (B2)', () => {
  const [finding] = findingsOf(request({ description: 'It is broken' }), policy)
  assert.equal(finding?.verdict, 'note')
  assert.match(finding?.message ?? '', /3 words; about 50/)
})

test('What is out of scope is answered with its sentence; what is exempt is told so (B6, B7)', () => {
  const [out] = findingsOf(request({ category: 'api-from-the-beginning' }), policy)
  assert.equal(out?.rule, 'B6')
  const [exempt] = findingsOf(request({ kind: 'feature-request' }), policy)
  assert.match(exempt?.message ?? '', /exempt/)
})

test('A product that the catalogue does not know is taken as it was written (B1)', () => {
  const [finding] = findingsOf(request({ product: 'Zoho Time Machine' }), policy)
  assert.deepEqual([finding?.verdict, finding?.field], ['note', 'product'])
})

test('The operations desk asks for no troubleshooting', () => {
  assert.deepEqual(
    fields({
      desk: 'operations',
      category: 'partner-store',
      troubleshooting: null,
      reproducible: null,
      product: null,
      customerEmail: null,
    }),
    [],
  )
})

test('Depth of troubleshooting goes from nothing to all, and says what was given and what was not (B3)', () => {
  assert.equal(depthOf(complete, policy)?.score, 100)
  const bare = depthOf(request({ description: ' ', reproducible: null, troubleshooting: null }), policy)
  assert.equal(bare?.score, 0)
  assert.deepEqual(bare?.given, [])
  assert.equal(bare?.missing.length, 3)
})

test('Whoever cannot reproduce a problem is not marked down for what only a reproduction has (B3)', () => {
  assert.equal(depthOf(request(), policy)?.score, 100)
  const half = depthOf(request({ reproducible: true }), policy)
  assert.ok(half !== null && half.score < 100 && half.score > 0)
})

test('The operations desk scores no depth', () => {
  assert.equal(depthOf(request({ desk: 'operations', category: 'partner-store' }), policy), null)
})
