import assert from 'node:assert/strict'
import { test } from 'node:test'
import { policy } from '../../../test/support/core.ts'
import { depthOf } from './depth.ts'
import { findingsOf } from './index.ts'
import { isMissing, missingFields, readDetails, withDetails, withSupplied } from './missing.ts'
import { noReproduction, type IntakeRequest } from './request.ts'

const request = (change: Partial<IntakeRequest> = {}): IntakeRequest => ({
  channel: 'mail',
  desk: 'support',
  type: 'technical-support',
  category: 'technical',
  subType: null,
  product: 'Zoho CRM',
  kind: 'incident',
  subject: 'The report is wrong',
  description: 'The sum of the report is wrong since this morning.',
  customerEmail: 'admin@kestrel.example',
  reproducible: true,
  reproduction: noReproduction,
  troubleshooting: 'Opened it in another browser.',
  ...change,
})
const fieldsOf = (of: IntakeRequest) => missingFields(findingsOf(of, policy), policy)
const names = (of: IntakeRequest) => fieldsOf(of).map(({ field }) => field)

test('The form has exactly what is missing, in the order of the form (B2)', () => {
  assert.deepEqual(names(request()), [
    'reproduction.userId',
    'reproduction.superAdminEmail',
    'reproduction.customizationName',
    'reproduction.occurredAt',
  ])
  assert.deepEqual(names(request({ reproducible: false, troubleshooting: null })), ['troubleshooting'])
  assert.deepEqual(names(request({ reproducible: false })), [])
})

test('A product that demands support access has its field on the form (B2)', () => {
  const products = policy.products.map((row) => (row.name === 'Zoho CRM' ? { ...row, needsSupportAccess: true } : row))
  const demanding = { ...policy, products }
  const field = missingFields(findingsOf(request(), demanding), demanding).find(({ kind }) => kind === 'given')
  assert.ok(field !== undefined)
  assert.equal(field.field, 'reproduction.supportAccessEnabled')
  assert.deepEqual(readDetails({ 'reproduction.supportAccessEnabled': false }, [field]).details, {}, 'not yet given')
})

test('Whoever is asked whether it can be reproduced may give the details at once: nobody asks twice (B2, B3)', () => {
  const missing = fieldsOf(request({ reproducible: null }))
  assert.equal(missing[0]?.field, 'reproducible')
  assert.deepEqual(
    missing.filter(({ whenReproducible }) => whenReproducible).map(({ field }) => field),
    [
      'reproduction.userId',
      'reproduction.superAdminEmail',
      'reproduction.customizationName',
      'reproduction.occurredAt',
    ],
  )
  const yes = readDetails({ reproducible: true, 'reproduction.userId': '4412' }, missing)
  assert.deepEqual(yes, { details: { reproducible: true, 'reproduction.userId': '4412' }, wrong: [] })
  const no = readDetails({ reproducible: false, 'reproduction.userId': '4412' }, missing)
  assert.deepEqual(no.details, { reproducible: false }, 'without a yes there is nothing of which they are details')
})

test('Everything wrong with what is given is said at once, and nothing that was not asked is taken (B2)', () => {
  const missing = fieldsOf(request({ product: null }))
  const { wrong } = readDetails(
    {
      product: 'Excel',
      'reproduction.superAdminEmail': 'nobody',
      'reproduction.occurredAt': 'yesterday',
      'reproduction.userId': 'x'.repeat(301),
      troubleshooting: 'Again.',
      __proto: 'x',
    },
    missing,
  )
  assert.deepEqual(wrong.map(({ field }) => field).toSorted(), [
    '__proto',
    'product',
    'reproduction.occurredAt',
    'reproduction.superAdminEmail',
    'reproduction.userId',
    'troubleshooting',
  ])
})

test('An answer that says nothing is no answer, and none at all is refused (B2)', () => {
  const missing = fieldsOf(request())
  assert.deepEqual(readDetails({ 'reproduction.userId': '  ' }, missing), {
    details: {},
    wrong: [{ field: 'reproduction.userId', message: 'Give at least one of the things asked for.' }],
  })
  const some = readDetails({ 'reproduction.userId': ' 4412 ', 'reproduction.customizationName': '' }, missing)
  assert.deepEqual(some, { details: { 'reproduction.userId': '4412' }, wrong: [] })
})

test('What was given is asked and supplied, and no longer missing; the rest is (B2)', () => {
  const before = findingsOf(request(), policy)
  const after = withSupplied(before, { 'reproduction.userId': '4412' }, '2026-03-10T08:00:00Z')
  assert.equal(after.filter(isMissing).length, before.filter(isMissing).length - 1)
  const given = after.find(({ field }) => field === 'reproduction.userId')
  assert.deepEqual([given?.verdict, given?.suppliedAt], ['ask', '2026-03-10T08:00:00Z'])
  const again = readDetails({ 'reproduction.userId': '5' }, missingFields(after, policy))
  assert.match(again.wrong[0]?.message ?? '', /given already/)
})

test('What is supplied deepens the troubleshooting by what the policy says it weighs (B3)', () => {
  const before = depthOf(request({ troubleshooting: null }), policy)
  const details = { troubleshooting: 'Another browser.', 'reproduction.customizationName': 'copy_invoice_number' }
  const after = depthOf(withDetails(request({ troubleshooting: null }), details), policy)
  const weight = (id: string) => policy.intake.fields.find((field) => field.id === id)?.depth ?? 0
  assert.ok(before !== null && after !== null)
  // Asked of this request: reproducible, its four details, description and steps.
  const all = 15 + 5 + 5 + 10 + 10 + 15 + 25
  assert.equal(before.score, Math.round(((15 + 15) / all) * 100))
  assert.equal(
    after.score,
    Math.round(((15 + 15 + weight('troubleshooting') + weight('customizationName')) / all) * 100),
  )
  assert.ok(!after.missing.includes('Customization name') && after.missing.includes('User ID'))
})
