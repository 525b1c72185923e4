import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PolicyView } from '../views.ts'
import { emptyForm, previewOf, readLocal, requestOf, shownFor, type RequestForm } from './draft.ts'

const policy: PolicyView = {
  version: 1,
  vendor: { name: 'Vendor' },
  desks: [
    { id: 'support', name: 'Support', covers: 'technical', description: '', severities: [] },
    { id: 'operations', name: 'Operations', covers: 'non-technical', description: '', severities: [] },
  ],
  tiers: [],
  requestTypes: [
    {
      id: 'technical',
      name: 'Technical Support',
      desk: 'support',
      category: 'product',
      kind: 'incident',
      description: '',
    },
    { id: 'store', name: 'Store Related', desk: 'operations', category: 'store', kind: 'request', description: '' },
  ],
  categories: [
    {
      id: 'product',
      desk: 'support',
      name: 'Product',
      description: '',
      subTypes: [],
      scope: 'in',
      outOfScopeReply: null,
      critical: false,
    },
    {
      id: 'store',
      desk: 'operations',
      name: 'Partner Store',
      description: '',
      subTypes: [{ id: 'access', name: 'No access' }],
      scope: 'in',
      outOfScopeReply: null,
      critical: false,
    },
    {
      id: 'reviews',
      desk: 'operations',
      name: 'Reviews',
      description: '',
      subTypes: [],
      scope: 'in',
      outOfScopeReply: null,
      critical: false,
    },
  ],
  products: [
    { id: 'crm', name: 'CRM', family: 'Sales', needsSupportAccess: true },
    { id: 'desk', name: 'Desk', family: 'Service', needsSupportAccess: false },
  ],
  intake: { descriptionWords: 50 },
  attachments: { perFileMb: 50, perMessageMb: 100, filesPerMessage: 20 },
  regions: [],
}
const written: RequestForm = {
  ...emptyForm,
  type: 'technical',
  product: 'crm',
  customerEmail: ' it@orchid.example ',
  subject: 'Nobody can sign in',
  description: 'Since 08:10',
  reproducible: true,
  userId: '42',
  supportAccessEnabled: true,
  troubleshooting: 'Two browsers',
}

test('B1: a technical request sends product, reproduction and steps; what is empty is not sent', () => {
  assert.deepEqual(requestOf(policy, written, false), {
    type: 'technical',
    customerEmail: 'it@orchid.example',
    subject: 'Nobody can sign in',
    description: 'Since 08:10',
    product: 'crm',
    reproducible: true,
    reproduction: { userId: '42', supportAccessEnabled: true },
    troubleshooting: 'Two browsers',
  })
  assert.deepEqual(requestOf(policy, emptyForm, false), {})
})

test('B2: details are asked for only where it is reproducible, support access only where the product demands it', () => {
  assert.equal(requestOf(policy, { ...written, reproducible: false }, false).reproduction, undefined)
  assert.deepEqual(requestOf(policy, { ...written, product: 'desk' }, false).reproduction, { userId: '42' })
  assert.equal(shownFor(policy, { ...written, product: 'desk' }).needsSupportAccess, false)
})

test('B5: a request of the other desk is about a category, and nothing technical goes with it', () => {
  const form: RequestForm = { ...written, type: 'store', category: 'store', subType: 'access' }
  assert.deepEqual(requestOf(policy, form, false), {
    type: 'store',
    customerEmail: 'it@orchid.example',
    subject: 'Nobody can sign in',
    description: 'Since 08:10',
    category: 'store',
    subType: 'access',
  })
  const shown = shownFor(policy, { ...form, category: null })
  assert.deepEqual(
    shown.categories.map((each) => each.id),
    ['store', 'reviews'],
  )
  // The type's own category until another is chosen.
  assert.deepEqual(
    shown.subTypes.map((each) => each.id),
    ['access'],
  )
})

test('an agent says on whose behalf and how it came in; a partner never sends that', () => {
  const form: RequestForm = {
    ...emptyForm,
    contactEmail: 'rhea@aurora.example',
    channel: 'phone',
    receivedAt: '2026-11-24T08:10',
  }
  assert.deepEqual(requestOf(policy, form, true), {
    contactEmail: 'rhea@aurora.example',
    channel: 'phone',
    receivedAt: new Date('2026-11-24T08:10').toISOString(),
  })
  assert.deepEqual(requestOf(policy, form, false), {})
})

test('a half typed address is no error of the preview', () => {
  const draft = {
    subject: 'x',
    customerEmail: 'it@',
    contactEmail: 'rhea@aurora.example',
    reproduction: { superAdminEmail: 'a' },
  }
  assert.deepEqual(previewOf(draft), { subject: 'x', contactEmail: 'rhea@aurora.example' })
})

test('what is no date and time is not sent as one', () => {
  for (const local of ['', 'soon', '2026-13-40T08:10']) assert.equal(readLocal(local), undefined)
})
