import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { WebhookRules } from '../policy/integrations.ts'
import { isPausedBy, isTaken, retryAt } from './delivery.ts'

const rules: WebhookRules = {
  perPartner: 1,
  retryAfterMinutes: [1, 30],
  pauseAfterFailures: 3,
  timeoutSeconds: 1,
  answerKilobytes: 1,
  keepDays: 1,
}
const at = Temporal.Instant.from('2026-03-10T06:00:00Z')

test('D5: what failed is tried again after the waits of the policy, one by one, and then given up', () => {
  assert.deepEqual(
    [1, 2, 3].map((tries) => retryAt(rules, tries, at)?.toString() ?? null),
    ['2026-03-10T06:01:00Z', '2026-03-10T06:30:00Z', null],
  )
})

test('D5: only an answer of success is one; a redirect is not followed and none', () => {
  assert.deepEqual(
    [199, 200, 204, 299, 300, 301, 302, 307, 308, 400, 404, 410, 500, 503].filter(isTaken),
    [200, 204, 299],
  )
})

test('D5: a webhook is paused by the figure of failures in a row, and not by one less', () => {
  assert.deepEqual(
    [1, 2, 3, 4].map((failures) => isPausedBy(rules, failures)),
    [false, false, true, true],
  )
})
