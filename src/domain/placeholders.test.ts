import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  fillPlaceholders,
  mistakesInPlaceholders,
  openBlanks,
  placeholders,
  placeholderValues,
  type PlaceholderValues,
} from './placeholders.ts'

const values: PlaceholderValues = {
  contact: 'Asha',
  contactName: 'Asha Menon',
  partner: 'Aurora',
  customer: null,
  number: 'PS-1042',
  subject: 'Totals {contact} are wrong',
  product: 'Zoho CRM',
  category: 'Deluge',
  severity: '2',
  desk: 'Partner Support',
  agent: 'Ann',
  agentName: 'Ann Agent',
}
const filled = (body: string): string => fillPlaceholders(body, values).text

test('B6: placeholders are filled with the ticket’s words, once: what a ticket says is never taken for one', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['Hello {contact}, about {number}', 'Hello Asha, about PS-1042'],
    ['{subject}', 'Totals {contact} are wrong'],
    ['{{contact}} is {contact}', '{contact} is Asha'],
    ['```json\n{"id": {number}, "a": {}}\n```', '```json\n{"id": PS-1042, "a": {}}\n```'],
    ['GET `/crm/v8/Leads/{id}`', 'GET `/crm/v8/Leads/{id}`'],
    ['{{id}}', '{{id}}'],
    ['{constructor}', '{constructor}'],
    ['', ''],
  ]
  for (const [body, expected] of rows) assert.equal(filled(body), expected, body)
})

test('B6: what the ticket does not know, and what the author left open, are blanks that can be found', () => {
  const { text, blanks } = fillPlaceholders('For {customer}: field {? its API name}, {?}.', values)
  assert.equal(text, "For ‹the partner's customer›: field ‹its API name›, ‹fill in›.")
  assert.deepEqual(
    blanks.map(({ from, to }) => text.slice(from, to)),
    ["‹the partner's customer›", '‹its API name›', '‹fill in›'],
  )
  assert.deepEqual(openBlanks(text), blanks)
  assert.deepEqual(openBlanks('Nothing ‹› open › here ‹\n›'), [])
})

test('B6: an unknown placeholder is a mistake that names the nearest, once; in code braces are code', () => {
  assert.deepEqual(mistakesInPlaceholders('Hello {contcat} and {contcat}'), [
    'There is no placeholder {contcat}: did you mean {contact}?',
  ])
  const [far] = mistakesInPlaceholders('{xyzzy}')
  assert.match(far ?? '', /no placeholder \{xyzzy\}: use one of \{contact\}, .* or \{\{xyzzy\}\} for the text/)
  for (const fine of [
    ...placeholders.map((name) => `{${name}}`),
    '{? anything}',
    '{{id}}',
    '```deluge\nmap = {"a": {id}};\n```',
    'call `/v8/{module}`',
    '{ "a": 1 }',
    '{}',
  ])
    assert.deepEqual(mistakesInPlaceholders(fine), [], fine)
  assert.equal(mistakesInPlaceholders('```\n{id}\n```\nthen {id}').length, 1)
})

test('B6: a ticket’s words are called as people call them; what is not known of it stays open', () => {
  const policy = {
    products: [{ id: 'crm', name: 'Zoho CRM' }],
    categories: [{ id: 'deluge', name: 'Deluge' }],
    desks: [{ id: 'technical', name: 'Partner Support' }],
  }
  const ticket = {
    number: 'PS-1042',
    subject: 'Totals {contact} are wrong',
    severity: 2,
    product: 'crm',
    category: 'deluge',
  }
  const full = {
    ...ticket,
    desk: 'technical',
    partner: { name: 'Aurora' },
    customer: null,
    contact: { name: 'Asha Menon' },
  }
  assert.deepEqual(placeholderValues(policy, full, 'Ann Agent'), values)
  assert.deepEqual(placeholderValues(policy, { ...full, product: 'Zoho CRM' }, 'Ann Agent'), values)
  const bare = placeholderValues(policy, { ...full, product: 'gone', partner: null, contact: null }, 'Ann')
  assert.deepEqual(
    [bare.product, bare.partner, bare.contact, bare.contactName, bare.agent],
    [null, null, null, null, 'Ann'],
  )
})
