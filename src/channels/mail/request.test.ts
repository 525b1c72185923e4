import assert from 'node:assert/strict'
import { test } from 'node:test'
import { policy } from '../../../test/support/core.ts'
import { understand } from '../../services/tickets/intake.ts'
import type { Mail } from './mail.ts'
import { requestOf } from './request.ts'

type Given = Parameters<typeof requestOf>[0]
const given = (change: Partial<Given> = {}): Given => ({
  from: { name: 'Asha', email: 'asha@aurora.example' },
  subject: 'Report is wrong',
  text: 'It shows last year.\n\n-- \nAsha',
  reply: 'It shows last year.',
  auto: null,
  template: null,
  ...change,
})
const fieldsOf = (change: Partial<Given>): (readonly [string, string | null])[] =>
  requestOf(given(change), policy).findings.map(({ verdict, field }) => [verdict, field])

test('A mail that follows the form is its form; what it does not know is asked for, never refused (B1, B2)', () => {
  const { form, findings } = requestOf(
    given({
      template: { type: 'technical support', product: 'Zoho Desk', description: 'It stops.', reproducible: false },
    }),
    policy,
  )
  assert.deepEqual(
    [form.type, form.product, form.description, form.reproducible],
    ['technical-support', 'Zoho Desk', 'It stops.', false],
  )
  assert.deepEqual(findings, [])
  assert.deepEqual(fieldsOf({ template: { type: 'Something else' } }), [['ask', 'type']])
})

test('Every mail comes to a request that is understood: by its words, else as the first type of the form (A1, B1)', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['Commission payment of March is missing', 'operations'],
    ['Trial extension for Orchid', 'operations'],
    ['Deluge function fails', 'support'],
    ['Hello', 'support'],
    ['', 'support'],
  ]
  for (const [subject, desk] of rows) {
    const understood = understand(policy, requestOf(given({ subject }), policy).form, 'mail')
    assert.equal(understood.ok && understood.understood.request.desk, desk, subject)
  }
})

test('Without a type the words of a mail say how bad it is, as both pages have them (A9, C7)', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['System unavailability since this morning', 'support downtime system-unavailability 1'],
    ['All records were corrupted', 'support technical - 1'],
    ['Account cancellation request from a customer', 'operations subscription-management cancellation 1'],
    ['We are not able to access the Partner Store', 'operations partner-store store-access 1'],
    ['I cannot log in to the partner portal', 'operations partner-portal portal-access 1'],
    ['Main control panel access', 'operations partner-portal control-panel 3'],
  ]
  for (const [subject, said] of rows) {
    const read = understand(policy, requestOf(given({ subject, text: '', reply: '' }), policy).form, 'mail')
    assert.ok(read.ok)
    const { request, proposal } = read.understood
    assert.equal(`${request.desk} ${request.category} ${request.subType ?? '-'} ${proposal.severity}`, said, subject)
  }
})

test('The product is taken from the words, the longest name first; the subject from the first line where there is none (B1)', () => {
  assert.equal(requestOf(given({ subject: 'Zoho CRM Plus is slow' }), policy).form.product, 'Zoho CRM Plus')
  assert.equal(requestOf(given(), policy).form.product, undefined)
  assert.equal(requestOf(given({ subject: '' }), policy).form.subject, 'It shows last year.')
})

test('Free mail is held, automatic mail is refused and asked nothing (A5, A7)', () => {
  const template: Mail['template'] = { type: 'Technical Support' }
  assert.deepEqual(fieldsOf({ template, from: { name: '', email: 'asha@gmail.com' } }), [['hold', 'from']])
  assert.deepEqual(fieldsOf({ template, from: null }), [])
  assert.deepEqual(fieldsOf({ auto: 'bounce' }), [['refuse', 'mail']])
})
