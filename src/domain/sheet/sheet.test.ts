import assert from 'node:assert/strict'
import { test } from 'node:test'
import { zoho } from '../../../test/support/policies.ts'
import { against, applied, isEmpty, movedSince, readAskedChange } from './change.ts'
import { lacking, mentions, readSheetValues, sameValue, sheetRules, type SheetValues } from './values.ts'
import { sayChange, sayRequest } from './words.ts'

const profile = sheetRules(zoho, 'profile')!
const project = sheetRules(zoho, 'project')!
const read = (field: string, value: unknown) => {
  const found = readSheetValues(zoho, profile, { [field]: value })
  return found.ok ? found.value[field] : found.problem.map(({ field: wrong }) => `wrong: ${wrong}`)[0]
}

test('E8: each field takes what its type takes, in one shape, and refuses the rest by its name', () => {
  const rows: readonly (readonly [string, unknown, unknown])[] = [
    ['name', '  Aurora   Labs ', 'Aurora Labs'],
    ['name', 'Au\u202erora\u0000 \u200bLabs', 'Aurora Labs'],
    ['name', '\u202e\u0007', 'wrong: name'],
    ['name', '', 'wrong: name'],
    ['name', null, 'wrong: name'],
    ['name', 'x'.repeat(121), 'wrong: name'],
    ['name', 7, 'wrong: name'],
    ['description', 'One.  \r\n\r\n\r\n\r\nTwo. ', 'One.\n\nTwo.'],
    ['description', '', null],
    ['website', 'https://aurora.example/a?b=c#d', 'https://aurora.example/a?b=c#d'],
    ['website', 'HTTP://aurora.example:8080', 'HTTP://aurora.example:8080'],
    ['website', 'https://aurora.example:65536', 'wrong: website'],
    ['website', 'javascript:alert(1)', 'wrong: website'],
    ['website', 'https://user@aurora.example', 'wrong: website'],
    ['website', 'https://localhost/x', 'wrong: website'],
    ['website', 'aurora.example', 'wrong: website'],
    ['website', 'https://a.example/" onclick="', 'wrong: website'],
    ['countries', ['de', 'DE', 'IN'], ['DE', 'IN']],
    ['countries', ['XX'], 'wrong: countries'],
    ['countries', [], null],
    ['countries', 'DE', 'wrong: countries'],
    ['languages', ['English', 'de'], ['en', 'de']],
    ['languages', ['Klingon'], 'wrong: languages'],
    ['services', Array.from({ length: 9 }, () => 'training'), ['training']],
    ['phone', '+49 40 1234567', '+49 40 1234567'],
    ['phone', '1234567', 'wrong: phone'],
    ['contactEmail', 'Info@Aurora.Example', 'info@aurora.example'],
    ['contactEmail', 'info@aurora', 'wrong: contactEmail'],
    ['logo', 'logo.png', 'wrong: logo'],
    ['colour', 'red', 'wrong: colour'],
  ]
  for (const [field, given, expected] of rows)
    assert.deepEqual(read(field, given), expected, `${field}: ${String(given)}`)
})

test('E8: everything wrong is said at once, and a list may be long in words and not in entries', () => {
  const wrong = readSheetValues(zoho, profile, { name: '', website: 'x', phone: '1' })
  assert.deepEqual(wrong.ok ? [] : wrong.problem.map(({ field }) => field), ['name', 'website', 'phone'])
  const choices = profile.fields.find(({ id }) => id === 'industries')?.choices?.map(({ id }) => id) ?? []
  assert.equal(choices.length > 8, true)
  const many = readSheetValues(zoho, profile, { industries: choices })
  assert.match(many.ok ? '' : (many.problem[0]?.message ?? ''), /^Give 8 at most/)
  assert.deepEqual(
    lacking(project, { title: 'A', customer: 'x', product: 'crm', summary: 'B' }).map(({ field }) => field),
    ['finishedOn'],
  )
})

test('E8: a change is what differs from what stands there; in another order a list is the same', () => {
  const values: SheetValues = { name: 'Aurora', languages: ['en', 'hi'], website: 'https://a.example' }
  const asked = { of: 'profile', item: null, takesDown: false }
  const set = { name: 'Aurora', languages: ['hi', 'en'], website: null, phone: '+91 80 123456' }
  const change = against(profile, { ...asked, set }, { stood: 'published', values })
  assert.deepEqual(change.set, { website: null, phone: '+91 80 123456' })
  assert.deepEqual(change.was, { website: 'https://a.example', phone: null })
  assert.deepEqual(applied(values, change), { name: 'Aurora', languages: ['en', 'hi'], phone: '+91 80 123456' })
  assert.equal(isEmpty(change), false)
  assert.equal(isEmpty(against(profile, { ...asked, set: { name: 'Aurora' } }, { stood: 'published', values })), true)
  assert.deepEqual([sameValue(undefined, null), sameValue('a', ['a'])], [true, false])
  // Only what it is about can move under it.
  const stands = (more: SheetValues) => movedSince(change, { stood: 'published', values: { ...values, ...more } })
  assert.deepEqual(stands({ name: 'Other' }), [])
  assert.deepEqual(stands({ website: 'https://b.example' }), ['website'])
  assert.deepEqual(movedSince(change, { stood: 'taken-down', values }), ['stood'])
})

test('E8: what no request can mean is refused with the part that is wrong', () => {
  const id = '0198c0de-0000-7000-8000-000000000001'
  const rows: readonly (readonly [unknown, string | null])[] = [
    [{ of: 'profile', set: { website: 'https://a.example' } }, null],
    [{ of: 'project', item: id, takesDown: true }, null],
    ['profile', ''],
    [[], ''],
    [{ of: 'profile', sat: {} }, ''],
    [{ of: 'listing' }, 'of'],
    [{ of: 'profile', item: id, set: {} }, 'item'],
    [{ of: 'project', item: 'one', set: {} }, 'item'],
    [{ of: 'project', takesDown: true }, 'item'],
    [{ of: 'profile', takesDown: true }, 'item'],
    [{ of: 'project', item: id, takesDown: 'yes' }, 'takesDown'],
    [{ of: 'project', item: id, takesDown: true, set: { title: 'A' } }, 'set'],
    [{ of: 'profile', set: 'name' }, 'set'],
  ]
  for (const [given, expected] of rows) {
    const found = readAskedChange(zoho, ['profile', 'project'], given)
    assert.equal(found.ok ? null : found.problem[0]?.field, expected, JSON.stringify(given))
  }
})

test('E8: a change is said before and after; long texts by their length', () => {
  const values: SheetValues = { name: 'Aurora', description: 'We sell.', phone: '+91 80 123456' }
  const set = { name: 'Aurora Labs', description: 'x'.repeat(100), phone: null, languages: ['en', 'hi'] }
  const change = against(profile, { of: 'profile', item: null, takesDown: false, set }, { stood: 'published', values })
  assert.equal(
    sayChange(zoho, change, new Map()),
    'Partner profile. Company name: Aurora → Aurora Labs. Description: rewritten (100 characters). Languages: English, Hindi. Telephone: +91 80 123456 → taken out.',
  )
  assert.equal(sayRequest(profile, change), 'Partner profile: 4 fields')
  const down = against(
    project,
    { of: 'project', item: 'x', takesDown: true, set: {} },
    { stood: 'published', values: { title: 'A' } },
  )
  assert.deepEqual(
    [sayChange(zoho, down, new Map()), sayRequest(project, down)],
    ["Project 'A': no longer shown.", "Project 'A': take it down"],
  )
})

test('E8, E5: a text names a customer where its words stand in it by themselves', () => {
  const rows: readonly (readonly [string, string, boolean])[] = [
    ['We did it for Kestrel Ltd.', 'Kestrel Ltd', true],
    ['We did it for KESTREL-LTD', 'Kestrel Ltd', true],
    ['Kestrels fly', 'Kestrel', false],
    ['Für Müller & Söhne', 'Müller & Söhne', true],
    ['It is in order', 'IT', false],
  ]
  for (const [text, name, expected] of rows) assert.equal(mentions(text, name), expected, text)
})
