import assert from 'node:assert/strict'
import { test } from 'node:test'
import { desk, jsonLines } from '../support/command-line.ts'

interface Line {
  readonly allowed?: boolean
  readonly because?: string
  readonly error?: { readonly field: string }
}

test('A3, A4, A8: the filter answers each line in its place, yes or no and why; a wrong line gets its error and the status 1', async () => {
  const authorised = { tier: 'authorised', country: 'US', state: 'CA' }
  const granted = { ...authorised, grants: [{ channel: 'chat', fiscalYear: '2026' }] }
  const { status, lines } = await desk(['entitled'], {
    input: jsonLines([
      { partner: { tier: 'premium', country: 'IN' }, channel: 'phone', on: '2026-11-21' },
      { partner: authorised, channel: 'live-chat', on: '2026-11-21' },
      { partner: granted, channel: 'chat', on: '2026-12-31' },
      { partner: granted, channel: 'chat', on: '2027-01-01' },
      { partner: authorised, feature: 'fax', on: '2026-11-21' },
    ]),
  })
  assert.equal(status, 1)
  const answers = lines as readonly Line[]
  assert.deepEqual(
    answers.map(({ allowed, error }) => error?.field ?? allowed),
    [true, false, true, false, 'feature'],
  )
  for (const { because } of answers.slice(0, 4)) assert.equal(typeof because, 'string')
})

test('The filter ends well where every line was understood', async () => {
  const { status, lines } = await desk(['entitled'], {
    input: jsonLines([{ partner: { tier: 'advanced', country: 'DE' }, feature: 'widget', on: '2026-11-21' }]),
  })
  assert.equal(status, 0)
  assert.equal(lines.length, 1)
})
