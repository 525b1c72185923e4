import assert from 'node:assert/strict'
import { test } from 'node:test'
import { policy } from '../../../test/support/core.ts'
import { askFor } from './ask.ts'
import type { Finding } from './request.ts'

const { fields } = policy.intake
const ask = (field: string | null, message = `Give ${field}.`): Finding => ({
  verdict: 'ask',
  field,
  message,
  rule: 'B2',
})

test('Where nothing is missing, nobody is asked (B2)', () => {
  assert.equal(askFor([], fields), null)
  const others: Finding[] = (['note', 'hold', 'refuse'] as const).map((verdict) => ({ ...ask('product'), verdict }))
  assert.equal(askFor(others, fields), null)
})

test('All that is missing is asked for in one message, in the order of the form, each once (B2, B3)', () => {
  const asked = askFor(
    [
      ask('troubleshooting'),
      ask('reproduction.occurredAt'),
      ask('product'),
      { ...ask('description'), verdict: 'note' },
      ask('reproduction.userId'),
      ask('customerEmail'),
      ask('product'),
    ],
    fields,
  )
  assert.deepEqual(asked?.fields, [
    'customerEmail',
    'product',
    'troubleshooting',
    'reproduction.userId',
    'reproduction.occurredAt',
  ])
  assert.match(asked?.text ?? '', /we need 5 things more/)
  assert.equal(asked?.text.match(/Give product\./g)?.length, 1)
  assert.doesNotMatch(asked?.text ?? '', /description/)
  assert.ok((asked?.text.indexOf('About your request') ?? -1) < (asked?.text.indexOf('Since you can make') ?? -1))
})

test('One thing is asked for in plain words, without headings (B2)', () => {
  const asked = askFor([ask('troubleshooting', 'Tell us what you tried.')], fields)
  assert.match(asked?.text ?? '', /we need one thing more from you:\n\n- Tell us what you tried\.\n\nPlease answer/)
})

test('What the form does not know is asked for last, and a finding without a field is not lost (B2)', () => {
  const asked = askFor([ask(null, 'Call us.'), ask('unheard-of'), ask('product')], fields)
  assert.deepEqual(asked?.fields, ['product', '', 'unheard-of'])
  assert.match(asked?.text ?? '', /- Call us\./)
})
